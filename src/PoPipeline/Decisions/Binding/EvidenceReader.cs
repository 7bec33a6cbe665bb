using System.Collections.Concurrent;
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
    // The parts of a file take several times its text, of which a tree may hold any amount; hardly a finding names a file of one before it, and those
    // that are soon let go of never grow old.
    private const int Together = 16;
    private const long MostKept = 128 * 1024;

    private readonly Snapshot snapshot;
    private readonly WorkingTree tree;
    private readonly JobReach reach;
    private readonly ConcurrentDictionary<string, Lazy<FileParts>> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Said> texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EvidenceText> rests = new(StringComparer.Ordinal);
    private readonly long mostKept;
    private long kept;

    private EvidenceReader(Snapshot snapshot, WorkingTree tree, long mostKept)
    {
        this.mostKept = mostKept;
        this.snapshot = snapshot;
        this.tree = tree;
        reach = new JobReach(snapshot);
    }

    /// <summary>Completes a snapshot with what decisions on the findings of its assessment are bound to.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="tree">The working tree that it was made from.</param>
    /// <param name="together">How many files are taken apart at a time.</param>
    /// <param name="mostKept">How long the texts of those may be that are kept for later findings, in characters.</param>
    public static Snapshot Complete(Assessment assessment, WorkingTree tree, int together = Together, long mostKept = MostKept)
    {
        var findings = assessment.Judgements.SelectMany(judgement => judgement.Findings).DistinctBy(finding => new { finding.Rule.Id, finding.Fingerprint });
        var reader = new EvidenceReader(assessment.Snapshot, tree, mostKept);
        var all = new List<FindingEvidence>();
        foreach (var some in findings.GroupBy(finding => finding.Finding.Place.Path, StringComparer.Ordinal).Chunk(together))
        {
            reader.Forget();
            var found = new Bound[some.Length][];
            _ = Parallel.For(0, some.Length, index => found[index] = [.. some[index].Select(reader.Of)]);
            foreach (var bound in found.SelectMany(bound => bound))
            {
                reader.Keep(bound);
                all.Add(bound.Evidence);
            }
        }

        ImmutableArray<FindingEvidence> evidence = [.. all.OrderBy(one => one.Rule, StringComparer.Ordinal).ThenBy(one => one.Fingerprint, StringComparer.Ordinal)];
        var used = evidence.SelectMany(one => one.Parts).Select(part => part.Hash).ToHashSet(StringComparer.Ordinal);
        return assessment.Snapshot with
        {
            Evidence = evidence,
            EvidenceTexts = [.. reader.texts.Values.Select(said => said.Text).Where(text => used.Contains(text.Hash)).OrderBy(text => text.Hash, StringComparer.Ordinal)],
        };
    }

    private void Forget()
    {
        if (kept > mostKept)
        {
            files.Clear();
            kept = 0;
        }
    }

    // Whoever comes first takes a file apart.
    private FileParts PartsOf(string path) => files.GetOrAdd(path, path => new Lazy<FileParts>(() => Read(path))).Value;

    private FileParts Read(string path)
    {
        var file = new FileParts(snapshot, tree.Read(path), reach);
        _ = Interlocked.Add(ref kept, file.Length);
        return file;
    }

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

    // Several are made at a time, of files that others may name as well: what a file is asked for once it keeps for later.
    private Bound Of(AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        var own = new Dictionary<string, EvidenceText>(StringComparer.Ordinal);
        var parts = new PartList(own);
        parts.Add(finding.Setting is null ? "file" : "setting", finding.Setting?.Name ?? finding.Place.Path);
        foreach (var (path, places) in finding.Setting is null ? PlacesOf(finding) : [])
        {
            var isOwn = path == finding.Place.Path;
            if (!isOwn)
            {
                parts.Add("other file", path);
            }

            var file = PartsOf(path);
            lock (file)
            {
                file.Add(parts, places.DrainToImmutable(), isOwn ? "" : $"'{path}': ");
            }
        }

        if (finding.Evidence.Length > 0)
        {
            parts.Add("what it rests on", RestsOn(finding.Evidence));
        }

        return new Bound(new FindingEvidence(assessed.Rule.Id, assessed.Fingerprint, parts.Finish()), own);
    }

    // One finding may show what another one masks. Whose text is kept must not depend on which file was taken apart first.
    private void Keep(Bound bound)
    {
        foreach (var text in bound.Texts.Values)
        {
            if (!texts.TryGetValue(text.Hash, out var said) || IsBefore(bound.Evidence, said.By))
            {
                texts[text.Hash] = new Said(text, bound.Evidence);
            }
        }
    }

    // Findings of one rule on one file often rest on the same.
    private EvidenceText RestsOn(string evidence) =>
        rests.GetOrAdd(evidence, static evidence => PartList.TextOf(CanonicalText.Of(evidence.Split('\n').Order(StringComparer.Ordinal))));

    private static bool IsBefore(FindingEvidence one, FindingEvidence other) => string.CompareOrdinal(one.Rule, other.Rule) is var order && order != 0 ? order < 0
        : string.CompareOrdinal(one.Fingerprint, other.Fingerprint) < 0;

    private sealed record Bound(FindingEvidence Evidence, Dictionary<string, EvidenceText> Texts);

    private sealed record Said(EvidenceText Text, FindingEvidence By);
}
