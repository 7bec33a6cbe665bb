using System.Collections.Immutable;
using PoPipeline.Rules.AuditLogs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4201: the audit logs of forges are collected, and no time of them is missing.</summary>
public sealed class PO4201CollectAuditLogs : AuditLogRule
{
    /// <inheritdoc/>
    public override string Summary => "The audit logs that the policy asks for are collected, were read lately, and no time is missing in its window.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [778];

    /// <inheritdoc/>
    protected override Verdict Look(AuditLog log, AuditLogPolicy policy, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!log.Faults.IsEmpty)
        {
            return Unseen("What the audit log says of itself is not believed.", log.Folder, "it is not as it was recorded (see PO4202)");
        }

        var asked = policy.Sources.Where(source => !log.Feeds.Any(feed => string.Equals(feed.Source, source, StringComparison.OrdinalIgnoreCase))).ToImmutableArray();
        var looks = log.Feeds.Select(feed => new FeedLook(feed, policy, snapshot.ObservedAt)).ToImmutableArray();
        return asked.IsEmpty && looks.IsEmpty
            ? Unseen("Nothing was collected so far.", log.Folder, log.Events == 0
                ? "nothing was collected so far; run 'po audit collect' or 'po audit import'"
                : $"{Counted.Of(log.Events, "event")} {(log.Events == 1 ? "stands" : "stand")} there without a receipt, since a run was stopped before it wrote one; run it again")
            : new Verdict
            {
                Judged = looks.Count(look => look.IsKnown) + asked.Length,
                Findings =
                [
                    .. asked.Select(source => On(
                        snapshot,
                        $"{source}#collection",
                        $"The policy asks for the audit log of '{source}', and '{log.Folder}' has nothing of it: what happens there is forgotten when the forge forgets it, or whoever administers it wants it to be. Run 'po audit collect {source}' by schedule.",
                        Severity.Medium)),
                    .. looks.SelectMany(look => look.Findings.Select(found => On(snapshot, $"{look.Feed.Source}#{found.Part}/{look.Feed.Query}", found.Message, found.Severity))),
                ],
                Gaps = [.. looks.Select(look => look.Gap).OfType<Gap>()],
                Reason = $"{Counted.Of(looks.Length, "part")} of audit logs looked at, with {Counted.Of(log.Events, "event")}.",
            };
    }

    private readonly record struct Found(string Part, string Message, Severity Severity);

    // What is said of one part of an audit log.
    private sealed class FeedLook
    {
        public FeedLook(AuditedFeed feed, AuditLogPolicy policy, DateTimeOffset now)
        {
            Feed = feed;
            var start = now.AddDays(-policy.WindowDays);
            var isOfFiles = feed.ReadTo is null && feed.ImportedTo is not null && (feed.HasNoInterface || feed.Refused is null);
            IsKnown = feed.ReadTo is not null || feed.IsGone || isOfFiles;
            Findings = [.. isOfFiles ? OfFiles(now, policy) : feed.ReadTo is { } end ? [.. Age(end, now, policy), .. Missing(start)] : Array.Empty<Found>()];
            Gap = isOfFiles ? new Gap($"{feed.Source} ({feed.Query})", "files are all that is there of it, in which nobody can tell whether something is missing", Failed: false)
                : !IsKnown ? new Gap($"{feed.Source} ({feed.Query})", Unread(), Failed: true)
                : feed.ReadFrom is { } first && first > start && !feed.IsGone ? new Gap($"{feed.Source} ({feed.Query})", $"nothing was read of the time before {first.UtcDateTime:yyyy-MM-dd}, when collecting it began, and the policy asks for {Counted.Of(policy.WindowDays, "day")}", Failed: false)
                : null;
        }

        public AuditedFeed Feed { get; }

        public bool IsKnown { get; }

        public ImmutableArray<Found> Findings { get; }

        public Gap? Gap { get; }

        private string Name => $"'{Feed.Source}' ({Feed.Query})";

        private IEnumerable<Found> OfFiles(DateTimeOffset now, AuditLogPolicy policy)
        {
            if (Feed.ImportedTo is { } last && now - last > TimeSpan.FromDays(policy.ImportDays))
            {
                yield return new Found(
                    "import",
                    $"The audit log of {Name} can be had as files alone, and the last one that was imported ends on {last.UtcDateTime:yyyy-MM-dd}, more than {Counted.Of(policy.ImportDays, "day")} ago{Ahead()}: what happened since is known to the forge only, until it forgets it. Export it anew and run 'po audit import FILE --source {Feed.Source}'.",
                    Severity.Medium);
            }
        }

        private string Ahead() => Feed.ImportedAhead is { } ahead ? $", but for what is dated ahead, up to {ahead.UtcDateTime:yyyy-MM-dd}, and tells of nothing yet" : "";

        private IEnumerable<Found> Age(DateTimeOffset end, DateTimeOffset now, AuditLogPolicy policy)
        {
            if (Feed.IsGone || now - end <= TimeSpan.FromDays(policy.ReadDays))
            {
                yield break;
            }

            var isUrgent = Feed.RetentionDays is { } kept && now - end > TimeSpan.FromDays(kept) / 2;
            yield return new Found(
                "age",
                $"The audit log of {Name} was read up to {end.UtcDateTime:yyyy-MM-dd}, more than {Counted.Of(policy.ReadDays, "day")} ago{(Feed.RetentionDays is { } days ? $", and the forge keeps it for {Counted.Of(days, "day")}" : "")}{(Feed.Refused is { } why ? $"; what comes then was refused: {why}" : "")}. "
                    + "What is not read before the forge forgets it is lost. Find out why nothing more was read, and run 'po audit collect'.",
                isUrgent ? Severity.High : Severity.Medium);
        }

        // What was imported of the time is there, though nobody can tell whether all of it is.
        private IEnumerable<Found> Missing(DateTimeOffset start)
        {
            var gaps = Feed.Gaps.Where(gap => gap.To > start).ToImmutableArray();
            if (gaps is not [var first, ..])
            {
                yield break;
            }

            var more = gaps.Length > 1 ? $", and {Counted.Of(gaps.Length - 1, "other time")}" : "";
            yield return new Found(
                "gap",
                $"The audit log of {Name} was not read from {first.From.UtcDateTime:yyyy-MM-dd HH:mm} UTC to {first.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC{more}: {first.Reason.TrimEnd('.')}. Whatever was done then is not on record{(gaps.All(gap => gap.IsImported) ? ", but for what files have that were imported" : "")}. "
                    + (gaps.All(gap => gap.IsLost) ? "The forge keeps it no more: write down why, and import an export of that time if there is one." : "Run 'po audit collect', which asks for it again, before the forge forgets it."),
                gaps.All(gap => gap.IsImported) ? Severity.Low : gaps.Any(gap => gap.IsLost) ? Severity.High : Severity.Medium);
        }

        private string Unread() => Feed switch
        {
            { HasNoInterface: true, Refused: { } why } => $"{why}; export it by hand and run 'po audit import FILE --source {Feed.Source}'",
            { Refused: { } why } => $"it was refused: {why}",
            _ => "it was never read, and nothing on record says why; run 'po audit collect' to its end",
        };
    }
}
