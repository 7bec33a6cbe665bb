using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Gives the parameters of a command, a job or an executor what a call hands to them.</summary>
internal static class Binder
{
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

        // What is left out is a row; of one parameter alone a row is a value.
        var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
        var leftOut = parameters.Entries is [var only] ? ((matrix as YamlMapping)?["exclude"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(row => row[only.Key.Value]).OfType<YamlScalar>().Select(value => value.Value).ToHashSet(StringComparer.Ordinal) : null;
        foreach (var entry in parameters.Entries)
        {
            arguments[entry.Key.Value] = new Argument(entry.Key.Value, Declaration: null, entry.Value is YamlSequence several ? [.. several.Items.Where(item => item is not YamlScalar value || leftOut?.Contains(value.Value) is not true).Select(item => new Written(item, scope))] : [new Written(entry.Value, scope)]);
        }

        return arguments;
    }
}
