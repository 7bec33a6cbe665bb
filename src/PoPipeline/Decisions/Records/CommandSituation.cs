using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>Everything that decides on whether a command counts.</summary>
internal sealed record CommandSituation
{
    public required Command Command { get; init; }

    public required TrackedComment Comment { get; init; }

    public required TrackedIssue Issue { get; init; }

    public required RecordEntry Entry { get; init; }

    public required TrackerContext Context { get; init; }

    public required TrackerKind Tracker { get; init; }

    /// <summary>The policy of the protected branch.</summary>
    public required ExceptionsPolicy Policy { get; init; }

    /// <summary>Whether the author of the comment is an approver now.</summary>
    public required Fact<bool> Authority { get; init; }

    /// <summary>Those who wrote the change, beside those whom the request names.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>Why those who wrote the change may be others than they are said to be, as sentences; null where nothing is in doubt.</summary>
    public string? UnprovenAuthors { get; init; }

    /// <summary>How severe the finding is now, whatever the request says.</summary>
    public required Severity Severity { get; init; }
}
