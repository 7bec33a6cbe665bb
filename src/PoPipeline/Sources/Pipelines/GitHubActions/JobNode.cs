using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A job as it is written, with what expressions look up in it.</summary>
internal sealed class JobNode(YamlScalar key, YamlMapping node)
{
    private readonly Lazy<FrozenDictionary<string, int>> stepsById = new(() => StepsById(Steps(node)));
    private readonly Lazy<MatrixNode> matrix = new(() => MatrixNode.Read(node.Mapping("strategy")?["matrix"]));

    /// <summary>The id; <c>runs</c> for the steps of an action.</summary>
    public string Id => Key.Value;

    /// <summary>The id as it is written.</summary>
    public YamlScalar Key { get; } = key;

    /// <summary>The job.</summary>
    public YamlMapping Node { get; } = node;

    /// <summary>The steps that are mappings, in order.</summary>
    public ImmutableArray<YamlMapping> StepNodes { get; } = Steps(node);

    /// <summary>The matrix; an empty one where there is none.</summary>
    public MatrixNode Matrix => matrix.Value;

    /// <summary>The jobs that must end first.</summary>
    public IEnumerable<YamlScalar> Needs => Node["needs"].Scalars();

    /// <summary>The index of the step with an id; null where there is none. Ids are the same in any case.</summary>
    public int? StepIndex(string id) => stepsById.Value.TryGetValue(id, out var index) ? index : null;

    private static ImmutableArray<YamlMapping> Steps(YamlMapping node) =>
        node.Sequence("steps") is { } steps ? [.. steps.Items.OfType<YamlMapping>()] : [];

    private static FrozenDictionary<string, int> StepsById(ImmutableArray<YamlMapping> steps)
    {
        var byId = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < steps.Length; index++)
        {
            if (steps[index].Scalar("id") is { } id)
            {
                byId.TryAdd(id.Value, index);
            }
        }

        return byId.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
