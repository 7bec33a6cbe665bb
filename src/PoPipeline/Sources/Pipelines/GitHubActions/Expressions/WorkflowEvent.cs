using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>An event that starts a workflow, as far as it decides who controls what.</summary>
/// <param name="Name">The event: <c>pull_request_target</c>.</param>
internal sealed record WorkflowEvent(string Name)
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?+[]!");

    /// <summary>The filter of branches; empty where there is none.</summary>
    public ImmutableArray<string> Branches { get; init; } = [];

    /// <summary>The filter of tags; empty where there is none.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whether a branch may start it, or what is no tag.</summary>
    public bool IsOnBranches { get; private init; } = Name is not "release";

    /// <summary>Whether a tag may start it.</summary>
    public bool IsOnTags { get; private init; } = Name is not ("pull_request" or "pull_request_target" or "pull_request_review" or "pull_request_review_comment" or "merge_group" or "schedule");

    /// <summary>Whether another workflow calls this one.</summary>
    public bool IsCall => Name is "workflow_call";

    /// <summary>Whether every ref that starts it is written in the filters, without a pattern.</summary>
    public bool NamesItsRefs => Branches.Length + Tags.Length > 0 && Branches.Concat(Tags).All(filter => !filter.AsSpan().ContainsAny(Wildcards));

    /// <summary>The events of a workflow's <c>on</c>.</summary>
    public static ImmutableArray<WorkflowEvent> Read(YamlNode? on) => on switch
    {
        YamlScalar scalar => [new WorkflowEvent(scalar.Value)],
        YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>().Select(item => new WorkflowEvent(item.Value))],
        YamlMapping mapping => [.. mapping.Entries.Select(entry => Filtered(new WorkflowEvent(entry.Key.Value), entry.Value))],
        _ => [],
    };

    // A push that a filter of the one kind starts alone is started by nothing of the other.
    private static WorkflowEvent Filtered(WorkflowEvent found, YamlNode filters)
    {
        var keys = (filters as YamlMapping)?.Entries.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal) ?? [];
        var (hasBranches, hasTags) = (keys.Contains("branches") || keys.Contains("branches-ignore"), keys.Contains("tags") || keys.Contains("tags-ignore"));
        return found with
        {
            Branches = Filter(filters, "branches"),
            Tags = Filter(filters, "tags"),
            IsOnBranches = found.IsOnBranches && (found.Name is not "push" || hasBranches || !hasTags),
            IsOnTags = found.IsOnTags && (found.Name is not "push" || hasTags || !hasBranches),
        };
    }

    private static ImmutableArray<string> Filter(YamlNode node, string key) => (node as YamlMapping)?[key] switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>().Select(item => item.Value)],
        _ => [],
    };
}
