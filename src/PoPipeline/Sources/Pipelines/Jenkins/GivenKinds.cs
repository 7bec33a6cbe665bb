using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>What a call gives, as far as it tells methods of one name from each other.</summary>
/// <remarks>Source: https://groovy-lang.org/objectorientation.html#_method_selection_algorithm and #_named_parameters: what has names becomes one map before the rest.</remarks>
internal sealed class GivenKinds
{
    private readonly ImmutableArray<Kind> kinds;
    private readonly bool isOpen;

    private GivenKinds(ImmutableArray<Kind> kinds, bool isOpen) => (this.kinds, this.isOpen) = (kinds, isOpen);

    private enum Kind
    {
        Any,
        Text,
        Map,
        List,
        Closure,
        Number,
        Flag,
    }

    /// <summary>Looks at a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="listed">Says which list or map a variable is set to.</param>
    public static GivenKinds Of(GroovyCall call, Func<GroovyNode?, GroovyNode?> listed)
    {
        var positional = call.Arguments.Where(argument => !argument.IsNamed).Select(argument => KindOf(listed(argument.Value)));
        return new([.. call.Arguments.Any(argument => argument.IsNamed) ? positional.Prepend(Kind.Map) : positional], call.Arguments.Any(argument => argument.IsSpread));
    }

    /// <summary>Whether a method with such parameters can be meant.</summary>
    public bool Fit(ImmutableArray<GroovyParameter> parameters)
    {
        if (isOpen)
        {
            return true;
        }

        // One that takes a single thing may be given none, which is null then.
        var isEndless = !parameters.IsEmpty && (parameters[^1].IsEndless || parameters[^1].Type?.EndsWith("[]", StringComparison.Ordinal) is true);
        var least = parameters.Count(parameter => parameter.Default is null) - (isEndless || parameters.Length == 1 ? 1 : 0);
        if (kinds.Length < least || (kinds.Length > parameters.Length && !isEndless))
        {
            return false;
        }

        // With defaults in the middle the places shift; then the number alone decides.
        return kinds.Length != parameters.Length || isEndless || kinds.Zip(parameters).All(pair => pair.First is Kind.Any || KindOf(pair.Second.Type) is Kind.Any || KindOf(pair.Second.Type) == pair.First);
    }

    private static Kind KindOf(GroovyNode? node) => node switch
    {
        GroovyText or GroovyOperation { IsConcatenation: true, Operands: [GroovyText, ..] } or GroovyProperty { Receiver: GroovyName { Name: "env" } } => Kind.Text,
        GroovyMap => Kind.Map,
        GroovyList => Kind.List,
        GroovyClosure => Kind.Closure,
        GroovyConstant { IsNumber: true } => Kind.Number,
        GroovyConstant { Text: "true" or "false" } => Kind.Flag,
        _ => Kind.Any,
    };

    private static Kind KindOf(string? type) => type?.Split('<')[0].Split('.')[^1].Trim() switch
    {
        "String" or "GString" or "CharSequence" => Kind.Text,
        "Map" or "HashMap" or "LinkedHashMap" => Kind.Map,
        "List" or "ArrayList" or "Collection" or "Iterable" => Kind.List,
        "Closure" => Kind.Closure,
        "int" or "Integer" or "long" or "Long" or "Number" or "double" or "Double" or "float" or "Float" => Kind.Number,
        "boolean" or "Boolean" => Kind.Flag,
        _ => Kind.Any,
    };
}
