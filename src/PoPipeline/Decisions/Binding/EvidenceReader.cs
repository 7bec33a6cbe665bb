using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// Finds what decisions on findings are bound to: of each file that a finding names the part that its place belongs to, and what the rule says that
/// its meaning rests on. A decision about less would hold for what nobody decided on.
/// </summary>
internal sealed class EvidenceReader
{
    private readonly Dictionary<string, FileParts> files;
    private readonly Dictionary<string, EvidenceText> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EvidenceText> rests = new(StringComparer.Ordinal);

    private EvidenceReader(Dictionary<string, FileParts> files) => this.files = files;

    /// <summary>Completes a snapshot with what decisions on the findings of its assessment are bound to.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="tree">The working tree that it was made from.</param>
    public static Snapshot Complete(Assessment assessment, WorkingTree tree)
    {
        var findings = assessment.Judgements.SelectMany(judgement => judgement.Findings).DistinctBy(finding => new { finding.Rule.Id, finding.Fingerprint }).ToList();
        string[] paths = [.. findings.SelectMany(finding => PathsOf(finding.Finding)).Distinct(StringComparer.Ordinal)];
        var reach = new JobReach(assessment.Snapshot);
        var read = new FileParts[paths.Length];
        _ = Parallel.For(0, paths.Length, index => read[index] = new FileParts(assessment.Snapshot, tree.Read(paths[index]), reach));
        var reader = new EvidenceReader(read.ToDictionary(file => file.Path, StringComparer.Ordinal));
        ImmutableArray<FindingEvidence> evidence = [.. findings.OrderBy(finding => finding.Rule.Id, StringComparer.Ordinal).ThenBy(finding => finding.Fingerprint, StringComparer.Ordinal).Select(reader.Of)];
        var used = evidence.SelectMany(one => one.Parts).Select(part => part.Hash).ToHashSet(StringComparer.Ordinal);
        return assessment.Snapshot with
        {
            Evidence = evidence,
            EvidenceTexts = [.. reader.texts.Values.Where(text => used.Contains(text.Hash)).OrderBy(text => text.Hash, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<string> PathsOf(Finding finding) => finding.Related.Select(related => related.Place.Path).Prepend(finding.Place.Path);

    // By file, the finding's own first. A place that is named twice counts once.
    private static Dictionary<string, ImmutableArray<Region>.Builder> PlacesOf(Finding finding)
    {
        var seen = new HashSet<Place>();
        var places = new Dictionary<string, ImmutableArray<Region>.Builder>(StringComparer.Ordinal);
        Add(finding.Place);
        foreach (var related in finding.Related)
        {
            Add(related.Place);
        }

        return places;

        void Add(Place place)
        {
            if (seen.Add(place))
            {
                if (!places.TryGetValue(place.Path, out var regions))
                {
                    places.Add(place.Path, regions = ImmutableArray.CreateBuilder<Region>());
                }

                regions.Add(place.Region);
            }
        }
    }

    private FindingEvidence Of(AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        var parts = new PartList(texts);
        parts.Add("file", finding.Place.Path);
        foreach (var (path, places) in PlacesOf(finding))
        {
            var own = path == finding.Place.Path;
            if (!own)
            {
                parts.Add("other file", path);
            }

            files[path].Add(parts, places.DrainToImmutable(), own ? "" : $"'{path}': ");
        }

        if (finding.Evidence.Length > 0)
        {
            parts.Add("what it rests on", RestsOn(finding.Evidence));
        }

        return new FindingEvidence(assessed.Rule.Id, assessed.Fingerprint, parts.Finish());
    }

    // Findings of one rule on one file often rest on the same.
    private EvidenceText RestsOn(string evidence)
    {
        if (!rests.TryGetValue(evidence, out var text))
        {
            rests.Add(evidence, text = PartList.TextOf(CanonicalText.Of(evidence.Split('\n').Order(StringComparer.Ordinal))));
        }

        return text;
    }
}
