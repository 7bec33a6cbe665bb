using System.Collections.Immutable;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.AuditLogs;
using PoPipeline.Forges.Http;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;
using PoPipeline.Settings;
using PoPipeline.Sources;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Collects audit logs of a forge, feed by feed.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditCollecting(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private readonly AuditSession session = new(settings, terminal);

    /// <summary>Collects.</summary>
    /// <param name="retryBudget">How long the run waits.</param>
    /// <exception cref="RunException">With exit code 3: something was not answered.</exception>
    public async Task CollectAsync(RetryBudget retryBudget)
    {
        var target = settings.Target ?? throw PoPipelineSettings.Wrong($"Name whose audit log is to be collected: 'github:acme' or 'gitlab:acme/platform', in a build as '--{PoPipelineArguments.Forge}=github:acme'.");
        var source = AuditLogTargets.SourceOf(target).IsValue(out var known, out var fault) ? known : throw PoPipelineSettings.Wrong($"'{target.ToString()}' has no audit log: {fault}.");
        AuditDays.Require(settings, terminal.Time);
        await session.GuardedAsync(
            async () =>
            {
                var store = session.OpenForWriting(addsEvents: true);
                session.Keep(store);
                using var log = AuditLogTargets.Make(target, AuditSession.Known(store, source), new SettingsConnection { Variable = terminal.Variable, Time = terminal.Time, RetryBudget = retryBudget });
                await CollectAsync(store, log).ConfigureAwait(false);
            },
            $"Collect {target.ToString()}").ConfigureAwait(false);
    }

    private async Task CollectAsync(AuditStore store, IAuditLog log)
    {
        var listed = await log.FeedsAsync(terminal.Cancellation).ConfigureAwait(false);
        var gone = listed.Fault is null ? Gone(store, log.Source, listed.Feeds) : [];

        // Before the list that names them no more: a run that is killed in between would have forgotten those that were never read.
        foreach (var feed in gone)
        {
            _ = await new AuditCollector(store, new GonePages(), terminal.Time).CollectAsync(feed, AuditFeedPolicy.Of(feed), terminal.Cancellation).ConfigureAwait(false);
            session.Output.WriteLine($"{feed}: {WindowRefusal.Gone}");
        }

        List(store, log.Source, listed);
        var done = 0;
        var requests = 0;
        var refused = new List<WindowRefusal>();
        using var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);

        var pages = new WatchedPages(log, request =>
        {
            requests++;
            progress.Report(new CollectionProgress($"{request.Feed}, from {AuditTime.Write(request.From)} ({Counted.Of(requests, "request")})", done, listed.Feeds.Length));
        });
        var collector = new AuditCollector(store, pages, terminal.Time);

        // What the forge keeps for the shortest time comes first: a run that may not ask for more has read it.
        foreach (var feed in listed.Feeds.OrderBy(feed => AuditFeedPolicy.Of(feed).Retention ?? TimeSpan.MaxValue))
        {
            var policy = AuditFeedPolicy.Of(feed, AuditDays.Start(settings.Since));
            var left = policy.MaximumRequests - (feed.Source.Forge is AuditForge.GitHub ? requests : 0);

            // And as much as there may be of it, something is left for the others, which would never be read.
            left = feed.Source.Forge is AuditForge.GitHub && done < listed.Feeds.Length - 1 ? left * 3 / 4 : left;
            var collection = await collector.CollectAsync(feed, policy with { MaximumRequests = Math.Max(0, left) }, terminal.Cancellation).ConfigureAwait(false);
            progress.Clear();
            AuditCollectionText.Write(feed, collection, session.Output);
            refused.AddRange(collection.Refused);
            done++;
        }

        session.Output.Flush();
        if (listed.Fault is { } fault)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{fault}");
        }

        if (refused.Count > 0)
        {
            var again = refused.Select(refusal => refusal.RetryAt).Max() is { } time ? $" Run again after {AuditTime.Write(time)}." : "";
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(refused.Count, "window")} could not be read, the first of {refused[0].Feed}: {refused[0].Message}{again}");
        }
    }

    // What a run does not come to is known to be missing.
    private void List(AuditStore store, AuditSource source, AuditFeeds listed)
    {
        var now = AuditTime.Floor(terminal.Time.GetUtcNow());
        var refused = listed.Fault is { } fault ? FeedListing.RefusalOf(source, now, listed.Reason, fault) : null;
        store.AddListing(new FeedListing(source, now, [.. listed.Feeds.Select(feed => feed.Query)]) { Refused = refused }, terminal.Cancellation);
    }

    // What is in a group no more is refused once, and not again.
    private static ImmutableArray<AuditFeed> Gone(AuditStore store, AuditSource source, ImmutableArray<AuditFeed> feeds)
    {
        var state = AuditState.Of(store);
        return
        [
            .. state.Feeds.Where(feed => feed.Source == source && feed.IsAsked && !feeds.Contains(feed))
                .Where(feed => !GonePages.IsGone(state.RefusalOf(feed))),
        ];
    }
}
