using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A matrix as it is written.</summary>
/// <param name="Axes">The axes; null where the whole matrix is computed.</param>
/// <param name="Computed">Expressions that yield the matrix, or parts of it of which no name is known.</param>
internal sealed record MatrixNode(YamlMapping? Axes, ImmutableArray<YamlScalar> Computed)
{
    private readonly Lazy<ImmutableArray<Dictionary<string, YamlNode>>?> runs = new(() => Axes is null || !Computed.IsEmpty ? null : MatrixRuns.Of(Axes));

    /// <summary>What each run of the job finds behind <c>matrix.</c>, by name in any case; null where the file does not say it, or there is no matrix.</summary>
    public ImmutableArray<Dictionary<string, YamlNode>>? Runs => runs.Value;

    // What GitHub starts for one job at most.
    private const int MostRuns = 256;

    private readonly Lazy<ImmutableArray<ObjectValue>> known = new(() => Axes is not null && Computed.IsEmpty && MatrixRuns.Of(Axes) is { Length: <= MostRuns } all && all.All(run => run.Values.All(IsWritten)) ? [.. all.Select(run => new ObjectValue([.. run.Select(value => KeyValuePair.Create(value.Key, ValueOf(value.Value)))]))] : []);

    /// <summary>What each run of the job finds behind <c>matrix.</c>, as expressions take it; empty where the file does not say all of it, or there is no matrix.</summary>
    public ImmutableArray<ObjectValue> KnownRuns => known.Value;

    /// <summary>Whether each run is one that is included, so that what it has of several names goes together.</summary>
    public bool IsIncludedAlone => Axes is not null && Axes.Entries.All(entry => entry.Key.Value is "include" or "exclude");

    /// <summary>No matrix.</summary>
    public static MatrixNode None { get; } = new(Axes: null, []);

    /// <summary>Reads <c>strategy.matrix</c>.</summary>
    public static MatrixNode Read(YamlNode? matrix) => matrix switch
    {
        YamlScalar { IsNull: false } whole => new MatrixNode(Axes: null, [whole]),
        YamlMapping axes => new MatrixNode(axes, axes.Scalar("include") is { } include ? [include] : []),
        _ => None,
    };

    /// <summary>
    /// The values that <c>matrix.NAME…</c> can have, in the order of the file, with those that expressions compute. A name that
    /// no axis and no inclusion has is empty when the job runs.
    /// </summary>
    /// <param name="path">The names behind <c>matrix.</c>.</param>
    public IEnumerable<YamlNode> Values(ImmutableArray<string> path)
    {
        if (path.IsEmpty)
        {
            return Axes is null ? Computed : [Axes];
        }

        var axis = Entry(Axes, path[0]);
        IEnumerable<YamlNode> values = axis switch
        {
            null => [],
            YamlSequence sequence => sequence.Items,
            _ => [axis],
        };
        if (Axes?["include"] is YamlSequence include)
        {
            values = values.Concat(include.Items.OfType<YamlMapping>().Select(item => Entry(item, path[0])).OfType<YamlNode>())
                .Concat(include.Items.OfType<YamlScalar>());
        }

        return Computed.Concat(values.SelectMany(value => Into(value, path, 1)));
    }

    private static IEnumerable<YamlNode> Into(YamlNode value, ImmutableArray<string> path, int depth) => value switch
    {
        _ when depth == path.Length => [value],
        YamlMapping mapping when Entry(mapping, path[depth]) is { } inner => Into(inner, path, depth + 1),
        YamlMapping => [],
        _ => [value],
    };

    private static bool IsWritten(YamlNode node) => node switch
    {
        YamlScalar scalar => !scalar.HasExpression(),
        YamlSequence sequence => sequence.Items.All(IsWritten),
        YamlMapping mapping => mapping.Entries.All(entry => IsWritten(entry.Value)),
        _ => false,
    };

    private static ExpressionValue ValueOf(YamlNode node) => node switch
    {
        YamlSequence sequence => new ArrayValue([.. sequence.Items.Select(ValueOf)]),
        YamlMapping mapping => new ObjectValue([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, ValueOf(entry.Value)))]),
        YamlScalar { IsNull: false } scalar => CoreSchema.BooleanOf(scalar) is { } boolean ? BooleanValue.Of(boolean) : CoreSchema.NumberOf(scalar) is { } number ? new NumberValue(number) : new StringValue(scalar.Value),
        _ => NullValue.Instance,
    };

    // Names are the same in any case to an expression.
    private static YamlNode? Entry(YamlMapping? mapping, string name) => mapping.InputEntry(name)?.Value;
}
