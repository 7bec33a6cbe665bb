using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Outputs;

/// <summary>Lines of the files that were judged, for excerpts. Literal credentials in them are masked.</summary>
public sealed class SourceLines
{
    private readonly WorkingTree tree;
    private readonly ILookup<string, Region> credentials;
    private readonly ImmutableArray<string> files;
    private (string Path, string[] Lines) last = ("", []);

    /// <summary>Takes the lines of a working tree.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="snapshot">What was collected from it, the places of its credentials included.</param>
    internal SourceLines(WorkingTree tree, Snapshot snapshot)
    {
        this.tree = tree;
        files = snapshot.Repository.Files;
        credentials = snapshot.Pipelines
            .SelectMany(pipeline => pipeline.Credentials)
            .ToLookup(credential => credential.Span.Path, credential => credential.Span.Region, StringComparer.Ordinal);
    }

    /// <summary>A line, masked; null where the file or the line is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, from 1.</param>
    public string? Find(string path, int line)
    {
        // Findings come by path, so that one file at a time is held.
        if (!string.Equals(last.Path, path, StringComparison.Ordinal))
        {
            // What was not looked at is not shown: a file that is said to be missing may lie there, not added yet.
            last = (path, files.AsSpan().BinarySearch(path, StringComparer.Ordinal) >= 0 && tree.Read(path) is { Fault: null } file ? file.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n') : []);
        }

        return line >= 1 && line <= last.Lines.Length ? Mask(path, line, last.Lines[line - 1]) : null;
    }

    private string Mask(string path, int line, string text)
    {
        foreach (var span in credentials[path].Where(span => span.StartLine <= line && line <= span.EndLine))
        {
            var start = Math.Clamp(span.StartLine == line ? span.StartColumn - 1 : 0, 0, text.Length);
            var end = Math.Clamp(span.EndLine == line ? span.EndColumn - 1 : text.Length, start, text.Length);
            text = string.Concat(text.AsSpan(0, start), new string('*', end - start), text.AsSpan(end));
        }

        return text;
    }
}
