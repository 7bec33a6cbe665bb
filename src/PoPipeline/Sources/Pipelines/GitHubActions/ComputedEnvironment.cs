using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>An environment that is one expression, which makes all of its variables: <c>env: ${{ fromJSON(…) }}</c>.</summary>
internal static class ComputedEnvironment
{
    // What every machine sets. Such an environment may set them, too, which is told of it as a whole.
    private static readonly FrozenSet<string> OfMachines = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "HOME", "PATH", "PWD", "TMPDIR", "TEMP", "USER", "SHELL", "CI", "LANG", "?", "@", "*", "#", "_");

    /// <summary>The expression; null where the variables are named, or there are none.</summary>
    /// <param name="environment">What stands behind <c>env</c>.</param>
    public static YamlScalar? Of(YamlNode? environment) => environment is YamlScalar scalar && scalar.HasExpression() ? scalar : null;

    /// <summary>Who controls a variable of it; null where nobody else does, or where it sets none of that name as far as anybody means it to.</summary>
    /// <param name="environment">What stands behind <c>env</c>.</param>
    /// <param name="name">The variable.</param>
    /// <param name="scope">What is known there.</param>
    public static Provenance? Variable(YamlNode? environment, string name, OriginScope scope) =>
        Of(environment) is { } scalar && !OfMachines.Contains(name) && !name.StartsWith("GITHUB_", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("RUNNER_", StringComparison.OrdinalIgnoreCase)
            && TextOrigins.Of(scalar, scope) is { IsForeign: true } value
            ? value.Through(scalar.Span, $"may be put into the variable '{name}'")
            : null;

    /// <summary>Where a text that somebody else controls chooses the variables that are set; null where none does.</summary>
    /// <param name="environment">What stands behind <c>env</c>.</param>
    /// <param name="scope">What is known there.</param>
    public static TextSink? SinkIn(YamlNode? environment, OriginScope scope)
    {
        if (Of(environment) is not { } scalar)
        {
            return null;
        }

        foreach (var found in ExpressionScanner.Scan(scalar.Value))
        {
            if (found.Root is { } root && Names(root, scope) is { IsForeign: true } value)
            {
                return new TextSink(SinkKind.Environment, value, found.Text, "", scalar.PlaceOf(found.Offset, found.Length), 0);
            }
        }

        return null;
    }

    // What is written as JSON by the platform stays one value, whatever is in it.
    private static Provenance Names(Expression node, OriginScope scope) => node switch
    {
        CallExpression call when call.Calls("toJSON") => Provenance.Constant,
        CallExpression call when call.Calls("fromJSON") || call.Calls("format") || call.Calls("join") => Provenance.Join(call.Arguments.Select(argument => Names(argument, scope))),
        LogicalExpression { IsAnd: false } either => Provenance.Join(either.Operands.Select(operand => Names(operand, scope))),
        LogicalExpression both => Names(both.Operands[^1], scope),
        _ => TextOrigins.Of(node, scope),
    };
}
