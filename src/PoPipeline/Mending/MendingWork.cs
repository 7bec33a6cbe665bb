using System.Collections.Immutable;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Mending;

/// <summary>What <see cref="Mender"/> goes through for one tree: drafts, what they are judged to be, and what came of each fix.</summary>
internal sealed class MendingWork
{
    // Two rounds are common. Only fixes that are not what they promise need many, since the bad one is looked for by halves.
    private const int MostJudgements = 64;

    private readonly string root;
    private readonly bool applies;
    private readonly JudgedPart? part;
    private readonly ImmutableHashSet<string> excused;
    private readonly RuleSelection selection;
    private readonly Func<IReadOnlyDictionary<string, string>, Snapshot> collect;
    private readonly ImmutableHashSet<Rule> selected;
    private readonly SortedDictionary<string, MendedFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LeftFinding> left = new(StringComparer.Ordinal);
    private readonly ImmutableArray<AssessedFinding>.Builder mended = ImmutableArray.CreateBuilder<AssessedFinding>();
    private int judgements;

    public MendingWork(CollectionRequest request, ImmutableHashSet<string> excused, RuleSelection selection, bool applies, Func<IReadOnlyDictionary<string, string>, Snapshot> collect)
    {
        root = Path.GetFullPath(request.Root);
        part = request.Part;
        this.excused = excused;
        this.selection = selection;
        this.applies = applies;
        this.collect = collect;
        selected = [.. selection.Of(request.Policy)];
    }

    public MendingPlan Run(Snapshot first, Verdicts? said)
    {
        var before = Judge(first, said);
        var most = int.MaxValue;
        while (Candidates(before) is { IsEmpty: false } candidates)
        {
            // What is judged from here on is what was taken in hand, whoever changes the file meanwhile.
            if (TakeInHand(candidates))
            {
                before = Judge(collect(Drafts()));
                continue;
            }

            var (chosen, drafts) = Draft(candidates, most);
            if (chosen.IsEmpty)
            {
                continue;
            }

            if (judgements >= MostJudgements)
            {
                Leave(candidates, $"{MostJudgements} attempts were not enough to tell which fixes can be applied");
                break;
            }

            var after = Judge(collect(Drafts(drafts)));
            if (FaultOf(before, after, chosen) is not { } fault)
            {
                foreach (var (path, edited) in drafts)
                {
                    files[path].Take(edited);
                }

                mended.AddRange(chosen);
                before = after;
                most = int.MaxValue;
            }
            else if (chosen is [var only])
            {
                Leave([only], fault);
                most = int.MaxValue;
            }
            else
            {
                most = chosen.Length / 2;
            }
        }

        return PlanOf(first, before);
    }

    private MendingPlan PlanOf(Snapshot first, Assessment last)
    {
        foreach (var finding in last.Findings.Where(finding => IsSelected(finding) && finding.Finding.Fix is not null && IsExcused(finding)))
        {
            left.TryAdd(finding.Fingerprint, new LeftFinding(finding, "an exception for it is written, asked for or granted", Excused: true));
        }

        return new MendingPlan
        {
            Snapshot = first,
            Files = [.. files.Values.Where(file => file.Before != file.After)],
            Mended = mended.ToImmutable(),
            Left = [.. last.Findings.Where(finding => left.ContainsKey(finding.Fingerprint)).Select(finding => left[finding.Fingerprint])],
            WithoutFix = last.Findings.Count(finding => IsSelected(finding) && finding is { IsOpen: true, Finding.Fix: null }),
            Unread = [.. first.Pipelines.Where(pipeline => pipeline.Unreadable is not null && IsAskedAbout(pipeline.Path)).Select(pipeline => pipeline.Path)],
        };
    }

    // Also one that is over or refused: whoever wrote it takes it away together with what it is about.
    private bool IsExcused(AssessedFinding finding) => finding.Suppression is not null || excused.Contains(finding.Fingerprint);

    private bool IsSelected(AssessedFinding finding) =>
        selected.Contains(finding.Rule) && (!finding.Finding.Pedantic || selection.ShowsHygieneOf(finding.Rule)) && IsAskedAbout(finding.Finding.Place.Path);

    private bool IsAskedAbout(string path) => part?.Includes(path) is not false;

    private ImmutableArray<AssessedFinding> Candidates(Assessment assessment) =>
        [.. assessment.Findings.Where(finding => IsSelected(finding) && finding.Finding.Fix is not null && !IsExcused(finding) && !left.ContainsKey(finding.Fingerprint))];

    private Dictionary<string, string> Drafts(IReadOnlyDictionary<string, EditedText>? edited = null) =>
        files.Values.ToDictionary(file => file.Path, file => edited?.GetValueOrDefault(file.Path)?.Text ?? file.After, StringComparer.Ordinal);

    // Every rule looks at a draft, also those that nobody asked for: a fix is no fix where it does harm elsewhere.
    private Assessment Judge(Snapshot snapshot, Verdicts? said = null)
    {
        judgements++;
        return Assessor.Assess(snapshot, new RuleSelection { Pedantic = true }, said);
    }

    private static IEnumerable<string> PathsOf(AssessedFinding finding) => finding.Finding.Fix?.Edits.Select(edit => edit.Place.Path).Distinct(StringComparer.Ordinal) ?? [];

    private bool TakeInHand(ImmutableArray<AssessedFinding> candidates)
    {
        var isNew = false;
        foreach (var path in candidates.SelectMany(PathsOf).Where(path => !files.ContainsKey(path) && !faults.ContainsKey(path)).ToHashSet(StringComparer.Ordinal))
        {
            var (file, fault) = MendedFile.Of(root, path);
            fault ??= applies && file is { IsReadOnly: true } ? "it may not be written to" : null;
            if (file is not null && fault is null)
            {
                files.Add(path, file);
                isNew = true;
            }
            else
            {
                faults.Add(path, fault ?? "");
            }
        }

        return isNew;
    }

    private (ImmutableArray<AssessedFinding> Chosen, Dictionary<string, EditedText> Drafts) Draft(ImmutableArray<AssessedFinding> candidates, int most)
    {
        var chosen = ImmutableArray.CreateBuilder<AssessedFinding>();
        var taken = new Dictionary<string, TakenRegions>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            var edits = candidate.Finding.Fix?.Edits ?? [];
            if (PathsOf(candidate).FirstOrDefault(faults.ContainsKey) is { } closed)
            {
                Leave([candidate], $"'{closed}' is not written: {faults[closed]}");
            }
            else if (FaultOf(edits) is { } fault)
            {
                Leave([candidate], fault);
            }
            else if (chosen.Count < most && !edits.Any(edit => taken.TryGetValue(edit.Place.Path, out var regions) && regions.Collide(edit.Place.Region)))
            {
                chosen.Add(candidate);
                foreach (var edit in edits)
                {
                    Taken(edit.Place.Path).Add(edit.Place.Region);
                }
            }
        }

        var drafts = new Dictionary<string, EditedText>(StringComparer.Ordinal);
        foreach (var file in chosen.SelectMany(candidate => candidate.Finding.Fix?.Edits ?? []).GroupBy(edit => edit.Place.Path, StringComparer.Ordinal))
        {
            drafts[file.Key] = files[file.Key].Edits.TryApply(file, out var edited, out var fault)
                ? edited
                : throw new InvalidOperationException($"Edits that were looked at cannot be put into '{file.Key}': {fault}.");
        }

        return (chosen.DrainToImmutable(), drafts);

        TakenRegions Taken(string path)
        {
            if (!taken.TryGetValue(path, out var regions))
            {
                taken.Add(path, regions = new TakenRegions());
            }

            return regions;
        }
    }

    private string? FaultOf(ImmutableArray<Edit> edits) => edits
        .GroupBy(edit => edit.Place.Path, StringComparer.Ordinal)
        .Select(file => files[file.Key].Edits.FaultOf(file))
        .FirstOrDefault(fault => fault is not null);

    private void Leave(IEnumerable<AssessedFinding> findings, string reason)
    {
        foreach (var finding in findings)
        {
            left[finding.Fingerprint] = new LeftFinding(finding, reason, Excused: false);
        }
    }

    // What one subject is found for twice is told apart by order alone, so that it is counted.
    private static string? FaultOf(Assessment before, Assessment after, ImmutableArray<AssessedFinding> chosen)
    {
        var owed = before.Findings.CountBy(KeyOf).ToDictionary();
        foreach (var finding in chosen)
        {
            owed[KeyOf(finding)]--;
        }

        var surplus = after.Findings.GroupBy(KeyOf).FirstOrDefault(group => group.Count() > owed.GetValueOrDefault(group.Key));
        if (surplus is not null)
        {
            return chosen.Any(finding => KeyOf(finding) == surplus.Key)
                ? "the finding would still be there"
                : $"{surplus.Key.Rule} would then be found at '{surplus.First().Finding.Place}'";
        }

        var known = before.Judgements.SelectMany(GapsOf).ToHashSet();
        var gap = after.Judgements.SelectMany(GapsOf).FirstOrDefault(gap => !known.Contains(gap));
        return gap == default ? null : $"'{gap.Subject}' could then not be looked at: {gap.Reason}";
    }

    private static (string Rule, string Subject) KeyOf(AssessedFinding finding) => (finding.Rule.Id, finding.Finding.Subject);

    private static IEnumerable<(string Rule, string Subject, string Reason)> GapsOf(Judgement judgement) =>
        judgement.Verdict.Gaps.Select(gap => (judgement.Rule.Id, gap.Subject, gap.Reason));
}
