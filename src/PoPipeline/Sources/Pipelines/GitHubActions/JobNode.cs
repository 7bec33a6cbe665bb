using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A job as it is written, with what expressions look up in it.</summary>
internal sealed class JobNode(YamlScalar key, YamlMapping node)
{
    private readonly Lazy<FrozenDictionary<string, int>> stepsById = new(() => StepsById(Steps(node)));
    private readonly Lazy<MatrixNode> matrix = new(() => MatrixNode.Read(node.Mapping("strategy")?["matrix"]));

    private readonly Lazy<ExportedNames> exported = new(() => new ExportedNames(Steps(node)));

    /// <summary>The id; <c>runs</c> for the steps of an action.</summary>
    public string Id => Key.Value;

    /// <summary>The id as it is written.</summary>
    public YamlScalar Key { get; } = key;

    /// <summary>The job.</summary>
    public YamlMapping Node { get; } = node;

    /// <summary>The steps that are mappings, in order. Those of a group that runs side by side stand in its place: each is a step like any other.</summary>
    public ImmutableArray<YamlMapping> StepNodes { get; } = Steps(node);

    /// <summary>The matrix; an empty one where there is none.</summary>
    public MatrixNode Matrix => matrix.Value;

    /// <summary>The variables that its steps may set for those behind them.</summary>
    public ExportedNames Exported => exported.Value;

    /// <summary>The jobs that must end first.</summary>
    public IEnumerable<YamlScalar> Needs => Node["needs"].Scalars();

    /// <summary>The index of the step with an id; null where there is none. Ids are the same in any case.</summary>
    public int? StepIndex(string id) => stepsById.Value.TryGetValue(id, out var index) ? index : null;

    private static ImmutableArray<YamlMapping> Steps(YamlMapping node)
    {
        if (node.Sequence("steps") is not { } steps)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<YamlMapping>(steps.Items.Length);
        Add(steps, found);
        return found.DrainToImmutable();
    }

    // A document nests only as deep as the reader lets it.
    private static void Add(YamlSequence steps, ImmutableArray<YamlMapping>.Builder found)
    {
        foreach (var step in steps.Items.OfType<YamlMapping>())
        {
            var group = step.Sequence(StepKinds.Parallel);
            if (group is null || step.Entry("run") is not null || step.Entry("uses") is not null)
            {
                found.Add(step);
            }

            if (group is not null)
            {
                Add(group, found);
            }
        }
    }

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
