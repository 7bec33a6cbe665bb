using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.AuditLogs.Stores;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.AuditLogs;

/// <summary>Verifies an audit log, and tells rules what of it is there and how it is kept. Nothing is written, and no right to read what is encrypted is needed.</summary>
internal static class AuditLogReader
{
    // Of what there may be very many of.
    private const int Most = 100;

    private const int LongestFault = 500;

    /// <summary>Brings it from where it is kept, and reads it.</summary>
    /// <param name="place">The place.</param>
    /// <param name="snapshot">What is judged beside it: the policy, the time, and the organisation where one was asked about.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static AuditLog Read(IStorePlace place, Snapshot snapshot, ImmutableArray<LedgerAnchor> anchors, CancellationToken cancellation)
    {
        if (!place.IsCopy)
        {
            return Read(place.Folder, snapshot, anchors, cancellation);
        }

        try
        {
            place.Fetch(cancellation);
            var safety = place.Look(onlyAccess: false, cancellation);
            return At(place.Name, Read(place.Folder, snapshot, anchors, cancellation), safety);
        }
        catch (Exception exception) when (exception is StoreException or LedgerException)
        {
            return new AuditLog { Folder = place.Name, Unreadable = Short(exception.Message).TrimEnd('.') };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new AuditLog { Folder = place.Name, Unreadable = $"it cannot be brought into the folder of temporary files: {Refusal.OfWriting(exception)}" };
        }
    }

    /// <summary>What is told of one that was read in a copy.</summary>
    /// <param name="name">Where it is kept, as it was named.</param>
    /// <param name="copy">What was read.</param>
    /// <param name="safety">Who can read, alter and delete it where it is kept.</param>
    public static AuditLog At(string name, AuditLog copy, AuditSafety safety) => copy with
    {
        Folder = name,
        Unreadable = copy.Unreadable?.Replace(copy.Folder, name, StringComparison.Ordinal),
        Faults = [.. copy.Faults.Select(fault => fault.Replace(copy.Folder, name, StringComparison.Ordinal))],
        Exposure = safety.Exposure,
        Safety = safety,
    };

    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder, as it was named.</param>
    /// <param name="snapshot">What is judged beside it: the policy, the time, and the organisation where one was asked about.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static AuditLog Read(string folder, Snapshot snapshot, ImmutableArray<LedgerAnchor> anchors, CancellationToken cancellation)
    {
        var unread = new AuditLog { Folder = folder };
        if (!AuditStore.IsStore(folder))
        {
            return unread with { Unreadable = "there is no audit log in it; it begins with the first 'po audit collect' or 'po audit import'" };
        }

        try
        {
            var keys = snapshot.Policy.AuditLogs.Keys.Select(key => NoteVerifier.Parse(key).Value).OfType<NoteVerifier>().ToImmutableArray();
            var found = AuditVerifier.Verify(folder, keys, anchors, snapshot.ObservedAt, cancellation);
            var verified = unread with
            {
                Entries = found.Ledger.Size,
                Events = found.Events,
                Exposure = PrivateFolder.FaultOf(folder),
                IsVouchedFor = !keys.IsEmpty && !found.Ledger.VouchedBy.IsEmpty,
            };

            return found.IsIntact
                ? WithContent(verified with { Misdated = [.. found.Findings.Where(finding => finding is { Verdict: AuditVerdict.Misdated, IsAhead: true }).Take(Most).Select(finding => Short(finding.Message))] }, AuditStore.Look(folder), snapshot, cancellation)
                : verified with { Faults = FaultsOf(found) };
        }
        catch (Exception exception) when (exception is AuditException or LedgerException)
        {
            return unread with { Unreadable = Short(exception.Message).TrimEnd('.') };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return unread with { Unreadable = Refusal.Of(exception) };
        }
    }

    // Of a ledger that ends early, that is what is wrong with it; where something else is, a time that was not read adds nothing.
    private static ImmutableArray<string> FaultsOf(AuditVerification found)
    {
        var others = found.Findings.Where(finding => finding.Verdict is not (AuditVerdict.Gap or AuditVerdict.Misdated)).ToImmutableArray();
        ImmutableArray<string> faults = [.. (others.IsEmpty && found.Ledger.Condition is not LedgerCondition.Valid ? found.Findings : others).Take(Most).Select(finding => Short(finding.Message))];
        return faults.IsEmpty ? [$"Verifying it came to '{found.Verdict.ToString().ToLowerInvariant()}'."] : faults;
    }

    private static AuditLog WithContent(AuditLog log, AuditStore store, Snapshot snapshot, CancellationToken cancellation)
    {
        var now = snapshot.ObservedAt;
        var organization = OrganizationOf(snapshot, out var here);
        var acts = new OwnerActs(organization?.Owners.Value is { } list ? list.Principals.Select(owner => owner.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase) : [], now);
        var imported = ImportedEvents.Of(store, cancellation);
        var state = imported.State;
        var coverage = AuditCoverage.Of(state, now, feed => AuditFeedPolicy.Of(feed));
        if (here is not null)
        {
            Take(acts, here, store, imported, ForgeTimes.Of(coverage.Select(feed => (feed.Feed, Told(feed, now, snapshot.Policy.AuditLogs))), state.Tombstones), cancellation);
        }

        var known = log with
        {
            Feeds = [.. coverage.Select(FeedOf).OrderBy(feed => feed.Source, StringComparer.Ordinal).ThenBy(feed => feed.Query, StringComparer.Ordinal)],
            SignedBy = CheckpointSigners.Of(store.Folder),
            IsEncrypted = state.IsSealed,
            KeepDays = state.Keep is { } keep ? (int)keep.TotalDays : null,
            Anchor = state.WidestAnchor is { } widest ? new AuditAnchor(widest.At, widest.Where, widest.Size) : null,
            UnanchoredSince = state.UnanchoredSince,
            Deeds = [.. acts.Deeds.Take(Most)],
        };
        var since = organization?.Owners.Value is { Principals.IsEmpty: false }
            ? here?.Since(coverage, feeds => Since(feeds, now, snapshot.Policy.AuditLogs), now.AddDays(-snapshot.Policy.Settings.InactiveDays))
            : null;
        return since is { } begun ? known with { Activity = new AuditActivity(begun, acts.Actors) } : known;
    }

    // Whoever makes a file could hide a deed behind what says more, and is not taken for one.
    private static bool IsHidden(OwnerActs acts, ImportedEvents imported, AuditEvent found) =>
        imported.IsOutdone(found) && acts.In(found)?.Deed is { } deed && !(imported.FullerThan(found) is { } other && acts.In(other)?.Deed?.Kind == deed.Kind);

    // What a file alone has of a time that the forge is read for is no evidence, in whichever audit log it stands: whoever makes a file could make anybody active, or an organisation leave its enterprise.
    private static void Take(OwnerActs acts, OrganizationEvents here, AuditStore store, ImportedEvents imported, ForgeTimes told, CancellationToken cancellation)
    {
        List<OwnerAct> ofFiles = [];
        _ = AuditState.WithEvents(store, found =>
        {
            cancellation.ThrowIfCancellationRequested();
            if ((imported.IsReplaced(found) && !IsHidden(acts, imported, found)) || (found.IsImported && told.Cover(found.Source.ToString(), found.Action, found.Occurred)) || !here.Has(found) || acts.In(found) is not { } act)
            {
                return;
            }

            if (found.IsImported)
            {
                ofFiles.Add(act);
            }
            else
            {
                acts.Take(act);
            }
        });

        // Which enterprise tells of the organisation is known once all events are read.
        foreach (var act in ofFiles.Where(act => !here.IsTold(told, act.Action, act.At)))
        {
            acts.Take(act);
        }
    }

    // What comes behind the last window the next run asks for, where one is to come.
    private static TimeSpans Told(AuditCoverage feed, DateTimeOffset now, AuditLogPolicy policy) =>
        feed is { Refused: null, Read.Spans: [.., var last] } && now - last.To <= TimeSpan.FromDays(policy.ReadDays) ? TimeSpans.Of([.. feed.Read.Spans, (last.To, DateTimeOffset.MaxValue)]) : feed.Read;

    // Only there events call people by the names that owners have; GitLab itself tells when its members were active.
    private static OrganizationSettings? OrganizationOf(Snapshot snapshot, out OrganizationEvents? events)
    {
        events = snapshot.Settings is { Organization: { } organization, Forge: Forge.GitHub } settings
            && AuditSource.Parse(new SettingsTarget(settings.Forge, settings.Server, organization.Name).ToString()).IsValue(out var source, out _)
                ? new OrganizationEvents(source, organization.Name)
                : null;
        return events is null ? null : snapshot.Settings?.Organization;
    }

    private static AuditedFeed FeedOf(AuditCoverage feed) => new(feed.Feed.Source.ToString(), feed.Feed.Query)
    {
        IsGone = GonePages.IsGone(feed),
        ReadFrom = feed.Read.Spans is [var first, ..] ? first.From : null,
        ReadTo = feed.Read.Spans is [.., var end] ? end.To : null,
        RetentionDays = feed.Retention is { } kept ? (int)kept.TotalDays : null,
        Gaps = feed.Read.Spans.IsEmpty ? [] : [.. feed.Gaps.Where(gap => !IsAhead(feed, gap)).TakeLast(Most).Select(gap => new AuditGap(gap.From, gap.To, Short(gap.Reason), gap.IsLost, gap.IsImported))],
        Refused = feed.Refused is { } refused ? Short(refused.Message).TrimEnd('.') : null,
        HasNoInterface = feed.Refused is { Reason: RefusalReason.Plan },
        ImportedTo = feed.ImportedTo,
        ImportedAhead = feed.ImportedAhead,
    };

    // What comes behind the last window is told by how long ago that ended.
    private static bool IsAhead(AuditCoverage feed, CoverageGap gap) => gap.From >= feed.Read.Spans[^1].To;

    // From when on every part of it was read until now; null where one was not.
    private static DateTimeOffset? Since(ImmutableArray<AuditCoverage> coverage, DateTimeOffset now, AuditLogPolicy policy) =>
        coverage.IsEmpty || coverage.Any(feed => feed.Read.Spans.IsEmpty || feed.Refused is not null || now - feed.Read.Spans[^1].To > TimeSpan.FromDays(policy.ReadDays)) ? null : coverage.Max(feed => feed.Read.Spans[^1].From);

    private static string Short(string text) => text.Length <= LongestFault ? text : text[..LongestFault] + "…";
}
