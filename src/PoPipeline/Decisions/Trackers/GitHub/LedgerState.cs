using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>What the branch of a ledger holds.</summary>
/// <param name="Head">Its commit; null where there is no branch yet.</param>
/// <param name="Tree">The tree of that commit.</param>
/// <param name="Files">The files of the ledger, with the git ids of their content.</param>
internal sealed record LedgerState(string? Head, string? Tree, ImmutableDictionary<string, string> Files);
