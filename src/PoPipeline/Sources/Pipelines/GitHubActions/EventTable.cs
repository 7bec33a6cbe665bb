using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Who can cause each event, and whether its runs have secrets or a token that writes.</summary>
internal static class EventTable
{
    /// <summary>One event.</summary>
    /// <param name="StartedBy">The least trusted person who can cause it.</param>
    /// <param name="Privileged">Whether its runs have secrets or a token that writes, whoever caused it.</param>
    internal sealed record Entry(Origin StartedBy, bool Privileged);

    // https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows: pull requests from forks get a token
    // that reads and no secrets; every other event runs in the context of the repository.
    private static readonly FrozenDictionary<string, Entry> Events = new Dictionary<string, Entry>(StringComparer.Ordinal)
    {
        ["branch_protection_rule"] = new(Origin.Maintainer, Privileged: true),
        ["check_run"] = new(Origin.Contributor, Privileged: true),
        ["check_suite"] = new(Origin.Contributor, Privileged: true),
        ["create"] = new(Origin.Contributor, Privileged: true),
        ["delete"] = new(Origin.Contributor, Privileged: true),
        ["deployment"] = new(Origin.Contributor, Privileged: true),
        ["deployment_status"] = new(Origin.Contributor, Privileged: true),
        ["discussion"] = new(Origin.Outsider, Privileged: true),
        ["discussion_comment"] = new(Origin.Outsider, Privileged: true),
        ["fork"] = new(Origin.Outsider, Privileged: true),
        ["gollum"] = new(Origin.Outsider, Privileged: true),
        ["image_version"] = new(Origin.Maintainer, Privileged: true),
        ["issue_comment"] = new(Origin.Outsider, Privileged: true),
        ["issues"] = new(Origin.Outsider, Privileged: true),
        ["label"] = new(Origin.Contributor, Privileged: true),
        ["member"] = new(Origin.Maintainer, Privileged: true),
        ["merge_group"] = new(Origin.Contributor, Privileged: true),
        ["milestone"] = new(Origin.Contributor, Privileged: true),
        ["page_build"] = new(Origin.Contributor, Privileged: true),
        ["project"] = new(Origin.Contributor, Privileged: true),
        ["project_card"] = new(Origin.Contributor, Privileged: true),
        ["project_column"] = new(Origin.Contributor, Privileged: true),
        ["public"] = new(Origin.Maintainer, Privileged: true),
        ["pull_request"] = new(Origin.Outsider, Privileged: false),
        ["pull_request_comment"] = new(Origin.Outsider, Privileged: true),
        ["pull_request_review"] = new(Origin.Outsider, Privileged: false),
        ["pull_request_review_comment"] = new(Origin.Outsider, Privileged: false),
        ["pull_request_target"] = new(Origin.Outsider, Privileged: true),
        ["push"] = new(Origin.Contributor, Privileged: true),
        ["registry_package"] = new(Origin.Contributor, Privileged: true),
        ["release"] = new(Origin.Contributor, Privileged: true),
        ["repository_dispatch"] = new(Origin.Maintainer, Privileged: true),
        ["schedule"] = new(Origin.Maintainer, Privileged: true),
        ["status"] = new(Origin.Contributor, Privileged: true),
        ["watch"] = new(Origin.Outsider, Privileged: true),
        ["workflow_call"] = new(Origin.Caller, Privileged: false),
        ["workflow_dispatch"] = new(Origin.Maintainer, Privileged: true),
        ["workflow_run"] = new(Origin.Outsider, Privileged: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The events that are known.</summary>
    public static ImmutableArray<string> Names => Events.Keys;

    /// <summary>What is known of an event; of an unknown one, nothing.</summary>
    public static Entry Of(string name) => Events.TryGetValue(name, out var entry) ? entry : new Entry(Origin.Unknown, Privileged: false);
}
