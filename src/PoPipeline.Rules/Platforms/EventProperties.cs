using System.Buffers;
using System.Collections.Frozen;

namespace PoPipeline.Rules.Platforms;

/// <summary>Which events of a platform come with which properties, so that a text that names one tells what it can have come with.</summary>
/// <remarks>Sources: https://docs.github.com/webhooks/webhook-events-and-payloads and https://docs.gitlab.com/ci/variables/predefined_variables/#predefined-variables-for-merge-request-pipelines.</remarks>
public static class EventProperties
{
    private const string Context = "github.event.";
    private const string Proposal = "pull_request";

    // Of GitLab: what variables of a merge request begin with, and which pipelines have them.
    private const string MergeRequest = "CI_MERGE_REQUEST_";
    private const string MergeRequestEvent = "merge_request_event";
    private const string ChildPipeline = "parent_pipeline";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

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

    /// <summary>Whether it is known which events come with a property.</summary>
    /// <param name="property">The property, in any case: <c>issue</c>.</param>
    public static bool IsKnown(string property) => Holders.ContainsKey(property);

    /// <summary>Whether an event may come with a property; whatever is not known may.</summary>
    /// <param name="trigger">The event.</param>
    /// <param name="property">The property, in any case: <c>issue</c>.</param>
    public static bool MayHold(string trigger, string property) => !Holders.TryGetValue(property, out var events) || events.Contains(trigger);

    /// <summary>Whether an event always comes with a property: what it is about.</summary>
    /// <param name="trigger">The event.</param>
    /// <param name="property">The property, in any case: <c>issue</c>.</param>
    public static bool MustHold(string trigger, string property) => Subjects.Contains(property) && Holders[property].Contains(trigger);

    // What is there in each event that it can come with; a label or a milestone is there in some of them alone.
    private static readonly FrozenSet<string> Subjects = new[] { "pull_request", "issue", "comment", "review", "discussion", "workflow_run", "release", "deployment", "check_run" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text can hold something where an event has started the run, by the properties of events that it names.</summary>
    /// <param name="trigger">The event.</param>
    /// <param name="text">A source of a text, or a text with expressions.</param>
    public static bool MayFill(string trigger, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(MergeRequest, StringComparison.Ordinal))
        {
            return trigger.StartsWith(MergeRequestEvent, StringComparison.Ordinal) || trigger is ChildPipeline;
        }

        var isNamed = false;
        for (var at = text.IndexOf(Context, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Context, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(at + Context.Length);
            var end = rest.IndexOfAnyExcept(NameCharacters);
            if (MayHold(trigger, (end < 0 ? rest : rest[..end]).ToString()))
            {
                return true;
            }

            isNamed = true;
        }

        return ProposalIn(text) is null ? !isNamed : trigger.StartsWith(Proposal, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether two texts are about one thing that an event comes with, and so about one author: a condition on a comment's author, and the comment.</summary>
    /// <param name="condition">A part of a condition.</param>
    /// <param name="source">A source of a text.</param>
    public static bool AreOfOne(string condition, string source)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(source);
        return PropertyIn(source) is { } property && PropertyIn(condition) is { } asked && asked.Equals(property, StringComparison.OrdinalIgnoreCase);
    }

    private static string? PropertyIn(string text)
    {
        var at = text.IndexOf(Context, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return ProposalIn(text);
        }

        var rest = text.AsSpan(at + Context.Length);
        var end = rest.IndexOfAnyExcept(NameCharacters);
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    // The branch of a proposal has a short name.
    private static string? ProposalIn(string text) => text.Contains("github.head_ref", StringComparison.OrdinalIgnoreCase) ? Proposal : null;

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
