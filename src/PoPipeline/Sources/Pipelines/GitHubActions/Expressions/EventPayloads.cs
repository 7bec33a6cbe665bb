using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>What the payloads of events hold.</summary>
internal static class EventPayloads
{
    private static readonly Provenance Address = new(Origin.Outsider, Charset.Limited);

    // Which events have a property. A property that is not listed may come with any event.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Holders = Table(
        ("pull_request", "pull_request pull_request_target pull_request_review pull_request_review_comment"),
        ("issue", "issues issue_comment"),
        ("comment", "issue_comment commit_comment discussion_comment pull_request_review_comment"),
        ("review", "pull_request_review"),
        ("discussion", "discussion discussion_comment"),
        ("head_commit", "push"),
        ("commits", "push"),
        ("pusher", "push"),
        ("workflow_run", "workflow_run"),
        ("workflow", "workflow_run"),
        ("check_run", "check_run"),
        ("check_suite", "check_suite check_run"),
        ("release", "release"),
        ("deployment", "deployment deployment_status"),
        ("deployment_status", "deployment_status"),
        ("client_payload", "repository_dispatch"),
        ("branch", "repository_dispatch branch_protection_rule"),
        ("inputs", "workflow_dispatch workflow_call"),
        ("pages", "gollum"),
        ("label", "label issues pull_request pull_request_target discussion"),
        ("milestone", "milestone issues pull_request pull_request_target"),
        ("changes", "issues issue_comment pull_request pull_request_target pull_request_review pull_request_review_comment label milestone release discussion discussion_comment project project_card project_column"),
        ("merge_group", "merge_group"),
        ("registry_package", "registry_package"),
        ("package", "package registry_package"),
        ("forkee", "fork"));

    /// <summary>Whether any event that starts the workflow has this property; if not, it is always empty.</summary>
    public static bool CanHold(string property, OriginScope scope) =>
        scope.IsCalled || !Holders.TryGetValue(property, out var events) || scope.Events.Any(found => events.Contains(found.Name));

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

    private static FrozenDictionary<string, FrozenSet<string>> Table(params ReadOnlySpan<(string Property, string Events)> rows)
    {
        var table = new Dictionary<string, FrozenSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (property, events) in rows)
        {
            table[property] = events.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
