using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.AuditLogs;

/// <summary>
/// Which events of an audit log happened in an organisation: those of its own audit log, and those of its enterprise that name it. It tells from when on nothing that happened there is missing.
/// </summary>
/// <param name="source">The audit log of the organisation.</param>
/// <param name="name">The organisation.</param>
internal sealed class OrganizationEvents(AuditSource source, string name)
{
    private const string Left = "business.remove_organization";

    private readonly string enterprises = source.Name[..(source.Name.LastIndexOf('/') + 1)] + AuditLogTargets.Enterprises;
    private readonly Dictionary<string, Seen> enterprise = new(StringComparer.OrdinalIgnoreCase);
    private bool isClosed;

    /// <summary>Whether an event happened there. Each is asked about once.</summary>
    /// <param name="found">The event.</param>
    public bool Has(AuditEvent found)
    {
        // Forges take names of people and organisations in any case.
        if (string.Equals(found.Source.ToString(), source.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            isClosed |= found.IsClosed;
            return true;
        }

        if (!IsEnterprise(found.Source))
        {
            return false;
        }

        var seen = enterprise.TryGetValue(found.Source.Name, out var known) ? known : enterprise[found.Source.Name] = new Seen();
        seen.IsClosed |= found.IsClosed;
        if (found.IsClosed || KeptFields.Of(found)?.All("org").Contains(name, StringComparer.OrdinalIgnoreCase) is not true)
        {
            return false;
        }

        if (found.Occurred is { } at)
        {
            seen.Take(at, isLeaving: found.Action is Left);
        }

        return true;
    }

    /// <summary>Whether a forge was read for a time so that it would have told of something that was done there. Events have been asked about before.</summary>
    /// <param name="told">The times that forges were read for.</param>
    /// <param name="action">What was done; null where that is not known.</param>
    /// <param name="at">When.</param>
    public bool IsTold(ForgeTimes told, string? action, DateTimeOffset? at) =>
        told.Cover(source.ToString(), action, at) || enterprise.Any(pair => pair.Value.Tells(at) && told.Cover((source with { Name = pair.Key }).ToString(), action, at));

    /// <summary>From when on all that happened there was read, by one audit log or another; null where that is of none. Events have been asked about before.</summary>
    /// <param name="coverage">What was read.</param>
    /// <param name="begun">From when on feeds were read until now; null where one was not.</param>
    /// <param name="quiet">Before when an organisation that nothing is told of any more may have left its enterprise.</param>
    public DateTimeOffset? Since(ImmutableArray<AuditCoverage> coverage, Func<ImmutableArray<AuditCoverage>, DateTimeOffset?> begun, DateTimeOffset quiet)
    {
        var own = isClosed ? null : begun([.. coverage.Where(feed => string.Equals(feed.Feed.Source.ToString(), source.ToString(), StringComparison.OrdinalIgnoreCase))]);
        return coverage.Where(feed => IsEnterprise(feed.Feed.Source))
            .GroupBy(feed => feed.Feed.Source.Name, StringComparer.OrdinalIgnoreCase)
            .Select(feeds => enterprise.GetValueOrDefault(feeds.Key) is { } seen && seen.Vouches(quiet) && begun([.. feeds]) is { } from
                ? (DateTimeOffset?)(seen.First > from ? seen.First : from)
                : null)
            .Append(own)
            .Min();
    }

    private bool IsEnterprise(AuditSource other) => other.Forge == source.Forge && other.Name.StartsWith(enterprises, StringComparison.OrdinalIgnoreCase);

    // An enterprise tells of an organisation while it has it: from the first event that names it on, as far as is seen.
    private sealed class Seen
    {
        private DateTimeOffset last;
        private DateTimeOffset left;

        public bool IsClosed { get; set; }

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public void Take(DateTimeOffset at, bool isLeaving)
        {
            First = at < First ? at : First;
            last = at > last ? at : last;
            left = isLeaving && at > left ? at : left;
        }

        public bool Tells(DateTimeOffset? at) => at >= First && (left == default || at < left);

        public bool Vouches(DateTimeOffset quiet) => !IsClosed && last >= quiet && left == default;
    }
}
