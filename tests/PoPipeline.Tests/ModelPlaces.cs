using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests;

/// <summary>Every place that a part of the model names, whichever member holds it, and whether each lies in its file.</summary>
internal static class ModelPlaces
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    /// <summary>Fails where a place of the pipelines that were read, or of what was found in them, is none in the file that it names.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="assessment">What was read, and found.</param>
    /// <param name="files">The files whose places count: what is missing has its place in a file that could hold it.</param>
    public static void LieIn(TempTree tree, Assessment assessment, params ReadOnlySpan<string> files)
    {
        var texts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            texts[file] = File.ReadAllText(tree.PathOf(file)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        }

        var places = new HashSet<Place>();
        foreach (var pipeline in assessment.Snapshot.Pipelines)
        {
            Add(pipeline, places);
        }

        foreach (var finding in assessment.Judgements.SelectMany(judgement => judgement.Findings))
        {
            Add(finding.Finding, places);
        }

        foreach (var place in places)
        {
            if (!texts.TryGetValue(place.Path, out var lines))
            {
                continue;
            }

            var region = place.Region;
            Assert.True(
                region.StartLine >= 1 && region.StartColumn >= 1 && region.EndLine <= lines.Length + 1 && (region.StartLine, region.StartColumn).CompareTo((region.EndLine, region.EndColumn)) <= 0,
                $"{place} {region} is no place in a file of {lines.Length} lines.");

            // What is never closed goes on to the break behind its line.
            Assert.True(region.EndLine > lines.Length || region.EndColumn <= lines[region.EndLine - 1].Length + 2, $"{place.Path} {region} ends behind its line, '{lines[Math.Min(region.EndLine, lines.Length) - 1]}'.");
        }
    }

    // The model is a tree of records and lists of them; what a member computes is no part of it.
    private static void Add(object? part, HashSet<Place> found)
    {
        switch (part)
        {
            case null or string or Enum:
                break;
            case Place place:
                _ = found.Add(place);
                break;
            case IEnumerable several:
                foreach (var one in several)
                {
                    Add(one, found);
                }

                break;
            default:
                foreach (var member in Members.GetOrAdd(part.GetType(), MembersOf))
                {
                    Add(member.GetValue(part), found);
                }

                break;
        }
    }

    private static PropertyInfo[] MembersOf(Type type) =>
        type.Namespace?.StartsWith(typeof(Place).Namespace!, StringComparison.Ordinal) == true
            ? [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(member => member is { CanRead: true, CanWrite: true } && member.GetIndexParameters().Length == 0 && MayHold(member.PropertyType))]
            : [];

    private static bool MayHold(Type type) => !type.IsPrimitive && !type.IsEnum && type != typeof(string);
}
