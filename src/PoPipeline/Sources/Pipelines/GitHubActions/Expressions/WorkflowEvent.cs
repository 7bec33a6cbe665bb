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

    /// <summary>Whether every ref that starts it is written in the filters, without a pattern.</summary>
    public bool NamesItsRefs => Branches.Length + Tags.Length > 0 && Branches.Concat(Tags).All(filter => !filter.AsSpan().ContainsAny(Wildcards));

    /// <summary>The events of a workflow's <c>on</c>.</summary>
    public static ImmutableArray<WorkflowEvent> Read(YamlNode? on) => on switch
    {
        YamlScalar scalar => [new WorkflowEvent(scalar.Value)],
        YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>().Select(item => new WorkflowEvent(item.Value))],
        YamlMapping mapping => [.. mapping.Entries.Select(entry => new WorkflowEvent(entry.Key.Value)
        {
            Branches = Filter(entry.Value, "branches"),
            Tags = Filter(entry.Value, "tags"),
        })],
        _ => [],
    };

    private static ImmutableArray<string> Filter(YamlNode node, string key) => (node as YamlMapping)?[key] switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>().Select(item => item.Value)],
        _ => [],
    };
}
