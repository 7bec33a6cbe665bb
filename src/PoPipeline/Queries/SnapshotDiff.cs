using System.Collections.Immutable;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

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

    /// <summary>What the forge says otherwise than before.</summary>
    public ImmutableArray<SettingChange> Settings { get; init; } = [];

    /// <summary>Whether something got worse: there is a new finding, or something cannot be seen any more.</summary>
    public bool IsWorse => !Worse.IsEmpty || !Lost.IsEmpty;

    /// <summary>Compares.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static SnapshotDiff Between(Snapshot before, Snapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = Assessor.Assess(before with { Policy = after.Policy }, RuleSelection.Default).Judgements;
        var now = Assessor.Assess(after, RuleSelection.Default).Judgements;
        return new SnapshotDiff
        {
            Worse = Beyond(now, old),
            Better = Beyond(old, now),
            Lost = GapsBeyond(now, old),
            Regained = GapsBeyond(old, now),
            Settings = SettingChange.Between(before, after),
        };
    }

    /// <summary>Writes it, for people.</summary>
    /// <param name="ansi">The colours.</param>
    /// <param name="writer">Where to.</param>
    internal void WriteText(Ansi ansi, TerminalWriter writer)
    {
        Section("Worse", Worse.Select(finding => $"{finding.Rule.Id} {Severities.Word(finding.Severity)} {Places.Shown(finding.Finding)}: {finding.Finding.Message}"));
        Section("Cannot be seen any more", Lost.Select(gap => $"{gap.Rule} {gap.Gap.Subject}: {gap.Gap.Reason}"));
        Section("Better", Better.Select(finding => $"{finding.Rule.Id} {Severities.Word(finding.Severity)} {Places.Shown(finding.Finding)}: {finding.Finding.Message}"));
        Section("Can be seen now", Regained.Select(gap => $"{gap.Rule} {gap.Gap.Subject}"));
        Section("Settings", Settings.Select(change => (change.Before, change.After) switch
        {
            (null, var value) => $"{change.Where}: {value}, which was not there",
            (var value, null) => $"{change.Where}: there no longer, was {value}",
            var (old, value) => $"{change.Where}: {value}, was {old}",
        }));
        if (!IsWorse && Better.IsEmpty && Regained.IsEmpty && Settings.IsEmpty)
        {
            writer.WriteLine($"Nothing changed.");
        }

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

    private static ImmutableArray<RuleGap> GapsBeyond(ImmutableArray<Judgement> some, ImmutableArray<Judgement> others)
    {
        var known = Gaps(others).Select(gap => $"{gap.Rule} {gap.Gap.Subject}").ToHashSet(StringComparer.Ordinal);
        return [.. Gaps(some).Where(gap => !known.Contains($"{gap.Rule} {gap.Gap.Subject}"))];
    }

    private static IEnumerable<RuleGap> Gaps(ImmutableArray<Judgement> judgements) => judgements.SelectMany(judgement => judgement.Verdict.Gaps.Select(gap => new RuleGap(judgement.Rule.Id, gap)));

    // A finding that got more severe is a new one.
    private static string KeyOf(AssessedFinding finding) => $"{finding.Rule.Id} {finding.Fingerprint} {finding.Severity}";
}

/// <summary>Something that a rule cannot look at.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Gap">What, and why.</param>
public sealed record RuleGap(string Rule, Gap Gap);
