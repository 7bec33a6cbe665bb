using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Gives the parameters of a command, a job or an executor what a call hands to them.</summary>
internal static class Binder
{
    // More than the platform makes of one matrix.
    private const int MostRows = 300;

    /// <summary>What names mean within what is called.</summary>
    /// <param name="part">What is called.</param>
    /// <param name="given">What the call hands over; null where it hands over nothing.</param>
    /// <param name="caller">What names mean where it is called.</param>
    /// <param name="matrix">The values that a matrix gives, by parameter; null where there is none.</param>
    public static Scope Bind(Part part, YamlMapping? given, Scope caller, IReadOnlyDictionary<string, Argument>? matrix = null)
    {
        var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
        var own = new Scope(part.Library, Scope.None);
        foreach (var declared in Declaration.In((part.Definition?.Value as YamlMapping)?["parameters"]))
        {
            var name = declared.Entry.Key.Value;
            arguments[name] = matrix?.GetValueOrDefault(name) is { } varied ? varied with { Declaration = declared }
                : given?.Entry(name) is { } entry ? Given(name, declared, entry.Value, caller)
                : new Argument(name, declared, declared.Default is { } unsaid ? [new Written(unsaid, own)] : []);
        }

        return new Scope(part.Library, arguments);
    }

    /// <summary>What names mean within something that others call, of whom nothing is known.</summary>
    /// <param name="part">What they call.</param>
    public static Scope Offer(Part part)
    {
        var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
        var own = new Scope(part.Library, Scope.None);
        foreach (var declared in Declaration.In((part.Definition?.Value as YamlMapping)?["parameters"]))
        {
            var name = declared.Entry.Key.Value;
            var unsaid = declared.Default is { } node ? new Written(node, own) : null;

            // The name of a variable, steps and a machine are mostly those that the orb means; what matters of a text is that others write it.
            arguments[name] = unsaid is not null && declared.Type is "env_var_name" or "steps" or "executor"
                ? new Argument(name, declared, [unsaid!])
                : new Argument(name, declared, []) { Foreign = new Provenance(Origin.Caller, declared.Charset) { Sources = ["parameters." + name] }, Default = unsaid };
        }

        return new Scope(part.Library, arguments);
    }

    private static Argument Given(string name, Declaration declared, YamlNode node, Scope caller) =>
        node is YamlScalar scalar && caller.Library.HasMarks && TextResolver.ArgumentOf(scalar, caller) is { } handed
            ? handed with { Name = name, Declaration = declared }
            : new Argument(name, declared, [new Written(node, caller)]);

    /// <summary>The values that a matrix gives, by parameter.</summary>
    /// <param name="matrix">What stands under <c>matrix</c>.</param>
    /// <param name="scope">What names mean where it is written.</param>
    public static IReadOnlyDictionary<string, Argument> Matrix(YamlNode? matrix, Scope scope)
    {
        if ((matrix as YamlMapping)?["parameters"] is not YamlMapping parameters)
        {
            return Scope.None;
        }

        var arguments = parameters.Entries.ToDictionary(
            entry => entry.Key.Value,
            entry => new Argument(entry.Key.Value, Declaration: null, entry.Value is YamlSequence several ? [.. several.Items.Select(item => new Written(item, scope))] : [new Written(entry.Value, scope)]),
            StringComparer.Ordinal);
        if (Excluded(matrix).IsEmpty)
        {
            return arguments;
        }

        // A value counts that is in a row which is not left out.
        var rows = Rows(matrix, arguments.Values);
        return rows.Length >= MostRows ? arguments
            : arguments.Values.ToDictionary(axis => axis.Name, axis => axis with { Values = [.. axis.Values.Where(value => rows.Any(row => row.Any(one => one.Name == axis.Name && one.Values[0] == value)))] }, StringComparer.Ordinal);
    }

    /// <summary>The rows that a matrix makes jobs of, each with one value a parameter; no more than are looked at.</summary>
    /// <param name="matrix">What stands under <c>matrix</c>.</param>
    /// <param name="axes">Its parameters, with all their values.</param>
    public static ImmutableArray<ImmutableArray<Argument>> Rows(YamlNode? matrix, IEnumerable<Argument> axes)
    {
        ImmutableArray<ImmutableArray<Argument>> rows = [[]];
        foreach (var axis in axes)
        {
            rows = [.. rows.SelectMany(row => axis.Values, (row, value) => row.Add(axis with { Values = [value] })).Take(MostRows)];
        }

        var excluded = Excluded(matrix);
        return excluded.IsEmpty ? rows : [.. rows.Where(row => !excluded.Any(left => IsRow(left, row)))];
    }

    // What is left out names each parameter; a value of the pipeline is not looked up in it.
    // https://discuss.circleci.com/t/matrix-exclude-does-not-work-with-pipeline-parameters/37882
    private static bool IsRow(YamlMapping excluded, ImmutableArray<Argument> row) =>
        excluded.Entries.Length == row.Length && row.All(argument => excluded[argument.Name] is YamlScalar wanted && argument.Values is [{ Node: YamlScalar value }] && value.Value == wanted.Value);

    private static ImmutableArray<YamlMapping> Excluded(YamlNode? matrix) => [.. (((matrix as YamlMapping)?["exclude"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>()];
}
