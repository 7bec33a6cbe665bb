using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>What the payloads of events hold.</summary>
internal static class EventPayloads
{
    private static readonly Provenance Address = new(Origin.Outsider, Charset.Limited);

    /// <summary>Whether any event that starts the workflow has this property; if not, it is always empty.</summary>
    public static bool CanHold(string property, OriginScope scope) =>
        scope.IsCalled || scope.Events.Any(found => EventProperties.MayHold(found.Name, property)) || !EventProperties.IsKnown(property);

    /// <summary>Who controls a property that no table lists, by the names that GitHub gives to numbers, dates and addresses; null for other names.</summary>
    public static Provenance? ByName(string name)
    {
        if (EndsWith(name, "url"))
        {
            return Address;
        }

        return EndsWith(name, "id") || EndsWith(name, "_at") || EndsWith(name, "_count") || EndsWith(name, "sha") || EndsWith(name, "number") || Fixed.Contains(name)
            ? Provenance.Constant
            : Logins.Contains(name) ? Address : null;
    }

    private static FrozenSet<string> Fixed { get; } = new[]
    {
        "action", "after", "before", "additions", "author_association", "changed_files", "comments", "commits", "conclusion", "created", "deleted",
        "deletions", "draft", "event", "fork", "forced", "locked", "mergeable", "mergeable_state", "merged", "node_id", "prerelease", "private",
        "rebaseable", "reactions", "review_comments", "run_attempt", "score", "size", "site_admin", "state", "state_reason", "status", "timestamp",
        "type", "visibility", "active_lock_reason", "status_check_rollup",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Logins { get; } = new[] { "login", "username", "full_name" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool EndsWith(string name, string suffix) => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
