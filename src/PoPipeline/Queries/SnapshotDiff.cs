using System.Collections.Immutable;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Queries;

/// <summary>What changed from one snapshot to a later one. Both are judged by the policy of the later one, so that a new demand is no change of what it demands.</summary>
public sealed record SnapshotDiff
{
    /// <summary>Findings that are new.</summary>
    public ImmutableArray<AssessedFinding> Worse { get; init; } = [];

    /// <summary>Findings that are there no longer.</summary>
    public ImmutableArray<AssessedFinding> Better { get; init; } = [];

    /// <summary>What could be looked at, and cannot be any more.</summary>
    public ImmutableArray<RuleGap> Lost { get; init; } = [];

    /// <summary>What could not be looked at, and can be now.</summary>
    public ImmutableArray<RuleGap> Regained { get; init; } = [];

    /// <summary>What cannot be looked at of something that was not there before, so that nothing of it got lost.</summary>
    public ImmutableArray<RuleGap> Unseen { get; init; } = [];

    /// <summary>What only one of the two looked at, since it was left to another shard.</summary>
    public ImmutableArray<PassedRepository> Passed { get; init; } = [];

    /// <summary>What the forge says otherwise than before.</summary>
    public ImmutableArray<SettingChange> Settings { get; init; } = [];

    /// <summary>Whether something got worse: there is a new finding, or something cannot be seen any more.</summary>
    public bool IsWorse => !Worse.IsEmpty || !Lost.IsEmpty;

    /// <summary>Why two snapshots cannot be compared, as a clause; null where they can.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static string? Fault(Snapshot before, Snapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return ComparedSettings.Fault(before, after);
    }

    /// <summary>Compares.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one, of the same target.</param>
    public static SnapshotDiff Between(Snapshot before, Snapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var compared = ComparedSettings.Of(before with { Policy = after.Policy }, after);

        // Whoever stopped asking a forge is asked what is seen no more, by the same rules.
        ImmutableArray<Rule> rules = [.. Selected(before with { Policy = after.Policy }).Union(Selected(after)).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        var verdicts = new Verdicts();
        var old = Judged(compared.Before, rules, verdicts);
        var now = Judged(compared.After, rules, verdicts);
        var common = Judged(compared.BeforeOfAfter, rules, verdicts);
        var rest = Judged(compared.AfterWithoutPassed, rules, verdicts);
        var lost = Told(GapsBeyond(Judged(compared.AfterOfBefore, rules, verdicts), old), old);
        var lostKeys = lost.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return new SnapshotDiff
        {
            Worse = Beyond(rest.Judgements, old.Judgements),
            Better = [.. Beyond(common.Judgements, now.Judgements).Where(finding => !IsLost(finding, compared, lost, lostKeys))],
            Lost = lost,
            Regained = [.. Told(GapsBeyond(common, now), now).Where(gap => lost.All(other => other.Rule != gap.Rule || ThingOf(other) != ThingOf(gap)))],
            Unseen = before.Settings is null || after.Settings is null ? [] : [.. GapsBeyond(rest, old).Except(lost)],
            Passed = compared.Passed,
            Settings = compared.Changes,
        };
    }

    /// <summary>Writes it, for people.</summary>
    /// <param name="ansi">The colours.</param>
    /// <param name="writer">Where to.</param>
    internal void WriteText(Ansi ansi, TerminalWriter writer)
    {
        Section("Worse", Worse.Select(finding => $"{finding.Rule.Id} {Severities.Word(finding.Severity)} {Places.Shown(finding.Finding)}: {finding.Finding.Message}"));
        Section("Cannot be seen any more", Lines(Lost, withReason: true));
        Section("Better", Better.Select(finding => $"{finding.Rule.Id} {Severities.Word(finding.Severity)} {Places.Shown(finding.Finding)}: {finding.Finding.Message}"));
        Section("Can be seen now", Lines(Regained, withReason: false));
        Section("New, and cannot be seen", Lines(Unseen, withReason: true));
        Section("Not compared", Passed.Select(passed => $"{passed.Name}: {(passed.IsNow ? "another shard looks at it now" : "another shard looked at it before")}"));
        Section("Settings", Settings.Select(change => (change.Before, change.After) switch
        {
            (null, var value) => $"{change.Where}: {value}, which was not there",
            (var value, null) => $"{change.Where}: there no longer, was {value}",
            var (old, value) => $"{change.Where}: {value}, was {old}",
        }));
        if (!IsWorse && Better.IsEmpty && Regained.IsEmpty && Unseen.IsEmpty && Settings.IsEmpty)
        {
            writer.WriteLine($"{(Passed.IsEmpty ? "Nothing changed." : "Nothing changed of what both looked at.")}");
        }

        // What many rules cannot look at is one thing.
        static IEnumerable<string> Lines(ImmutableArray<RuleGap> gaps, bool withReason) => gaps
            .GroupBy(gap => withReason ? $"{gap.Gap.Subject}: {gap.Gap.Reason}" : gap.Gap.Subject, StringComparer.Ordinal)
            .Select(alike => $"{string.Join(", ", alike.Select(gap => gap.Rule))} {alike.Key}");

        void Section(string title, IEnumerable<string> lines)
        {
            var all = lines.ToList();
            if (all.Count > 0)
            {
                writer.WriteLine($"{ansi.Bold($"{title}")} ({all.Count})");
                all.ForEach(line => writer.WriteLine($"  {line}"));
            }
        }
    }

    /// <summary>Writes it as JSON.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteJson(TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("isWorse", IsWorse);
        Findings("worse", Worse);
        Findings("better", Better);
        Gaps("lost", Lost);
        Gaps("regained", Regained);
        Gaps("unseen", Unseen);
        json.WriteStartArray("notCompared");
        foreach (var passed in Passed)
        {
            json.WriteStartObject();
            json.WriteString("repository", passed.Name);
            json.WriteString("leftOutOf", passed.IsNow ? "after" : "before");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("settings");
        foreach (var change in Settings)
        {
            json.WriteStartObject();
            json.WriteString("where", change.Where);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Findings(string name, ImmutableArray<AssessedFinding> findings)
        {
            json.WriteStartArray(name);
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("rule", finding.Rule.Id);
                json.WriteString("severity", Severities.Word(finding.Severity));
                json.WriteString("where", Places.Shown(finding.Finding));
                json.WriteString("message", finding.Finding.Message);
                json.WriteString("fingerprint", finding.Fingerprint);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        void Gaps(string name, ImmutableArray<RuleGap> gaps)
        {
            json.WriteStartArray(name);
            foreach (var gap in gaps)
            {
                json.WriteStartObject();
                json.WriteString("rule", gap.Rule);
                json.WriteString("subject", gap.Gap.Subject);
                json.WriteString("reason", gap.Gap.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    });

    // Who is accepted for now is open again tomorrow: what counts is what is found.
    private static ImmutableArray<AssessedFinding> Beyond(ImmutableArray<Judgement> some, ImmutableArray<Judgement> others)
    {
        var known = others.SelectMany(judgement => judgement.Findings).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. some.SelectMany(judgement => judgement.Findings).Where(finding => !known.Contains(KeyOf(finding)))];
    }

    private static ImmutableArray<RuleGap> GapsBeyond(Looked some, Looked others)
    {
        var known = others.Gaps.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. some.Gaps.Where(gap => !known.Contains(KeyOf(gap))).DistinctBy(KeyOf, StringComparer.Ordinal)];
    }

    // A rule that saw nothing loses nothing where no forge is asked, and where a repository is gone.
    private static ImmutableArray<RuleGap> Told(ImmutableArray<RuleGap> gaps, Looked looked)
    {
        var idle = looked.Judgements.Where(judgement => judgement.Verdict.Judged == 0).Select(judgement => judgement.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return [.. gaps.Where(gap => !idle.Contains(gap.Rule) || (gap.Gap.Subject is not SettingsRule.All && gap.Gap.Reason is not ComparedSettings.Gone))];
    }

    // What is not found any more where nobody can look any more is not mended.
    private static bool IsLost(AssessedFinding finding, ComparedSettings compared, ImmutableArray<RuleGap> lost, HashSet<string> keys)
    {
        if (finding is not { Rule: SettingsRule rule, Finding.Setting.Name: var name } || lost.All(gap => gap.Rule != rule.Id) || name.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
        {
            return false;
        }

        var end = name.IndexOf('#', slash);
        return rule.Unseen(compared.Alone(name[(slash + 1)..(end < 0 ? name.Length : end)])).Any(gap => keys.Contains(KeyOf(new RuleGap(rule.Id, gap))));
    }

    private static ImmutableArray<Rule> Selected(Snapshot snapshot) => RuleSelection.Default.Of(snapshot);

    private static Looked Judged(Snapshot snapshot, ImmutableArray<Rule> rules, Verdicts verdicts)
    {
        var judgements = Assessor.Assess(snapshot, rules, verdicts).Judgements;
        return new Looked(
            [.. judgements.Select(judgement => judgement with { Findings = [.. judgement.Findings.Where(finding => !finding.Finding.Pedantic)] })],
            [.. judgements.SelectMany(judgement => GapsOf(judgement, snapshot).Where(gap => !gap.Pedantic).Select(gap => new RuleGap(judgement.Rule.Id, gap)))]);
    }

    // One that threw would throw again.
    private static ImmutableArray<Gap> GapsOf(Judgement judgement, Snapshot snapshot) =>
        judgement is { Rule: SettingsRule rule, Verdict.Gaps: { IsEmpty: false } gaps } && gaps.All(gap => gap.Subject != rule.Id) ? rule.Unseen(snapshot) : judgement.Verdict.Gaps;

    // What hides behind one thing that cannot be seen is not seen any better: the subject ends with the name of the repository or organisation.
    private static string ThingOf(RuleGap gap) => gap.Gap.Subject.Split('\'') is [.., var name, _] ? name : gap.Gap.Subject;

    private static string KeyOf(RuleGap gap) => $"{gap.Rule} {gap.Gap.Subject}";

    // A finding that got more severe is a new one.
    private static string KeyOf(AssessedFinding finding) => $"{finding.Rule.Id} {finding.Fingerprint} {finding.Severity}";

    private sealed record Looked(ImmutableArray<Judgement> Judgements, ImmutableArray<RuleGap> Gaps);
}

/// <summary>Something that a rule cannot look at.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Gap">What, and why.</param>
public sealed record RuleGap(string Rule, Gap Gap);
