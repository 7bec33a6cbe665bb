using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>
/// Says who controls a text with expressions in it, and remembers where it names the code of somebody's proposal: the hash of a commit
/// cannot harm a script, but what is checked out by it can.
/// </summary>
internal static class TextOrigins
{
    /// <summary>Who controls what a scalar becomes.</summary>
    public static Provenance Of(YamlScalar scalar, OriginScope scope) => scalar.HasExpression() ? Of(scalar.Value, scope) : Provenance.Constant;

    /// <summary>Who controls what is pasted into a text.</summary>
    public static Provenance Of(string text, OriginScope scope) =>
        Provenance.Join(ExpressionScanner.Scan(text).Select(found => Of(found.Root, scope)));

    /// <summary>Who controls what an expression becomes; nothing is known of one that cannot be read.</summary>
    public static Provenance Of(Expression? root, OriginScope scope)
    {
        if (root is null)
        {
            return Provenance.Unknown;
        }

        var origin = ExpressionOrigins.Of(root, scope);
        var code = ImmutableArray.CreateBuilder<string>();
        Collect(root, scope, code);
        return code.Count == 0 ? origin : origin with { Sources = [.. origin.Sources.Union(code, StringComparer.Ordinal)] };
    }

    private static void Collect(Expression node, OriginScope scope, ImmutableArray<string>.Builder code)
    {
        if (ContextPath.Of(node) is { } path)
        {
            var text = path.ToString();
            if (path.Context.Equals("github", StringComparison.OrdinalIgnoreCase) && ProposedCode.IsNamedBy(text) && CanHold(path, scope))
            {
                code.Add(text);
            }

            return;
        }

        switch (node)
        {
            case LogicalExpression logical:
                foreach (var operand in logical.Operands)
                {
                    Collect(operand, scope, code);
                }

                break;
            case CallExpression call:
                foreach (var argument in call.Arguments)
                {
                    Collect(argument, scope, code);
                }

                break;
        }
    }

    private static bool CanHold(ContextPath path, OriginScope scope) =>
        path.Is("github.head_ref")
            ? scope.IsCalled || scope.Events.Any(found => found.Name.StartsWith("pull_request", StringComparison.Ordinal))
            : path[2] is not { } payload || EventPayloads.CanHold(payload, scope);
}
