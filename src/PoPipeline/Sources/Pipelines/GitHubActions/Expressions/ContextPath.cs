using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A reference into a context, as the names it goes through: <c>github.event.issue.title</c>.</summary>
/// <param name="Segments">The context's name first; <c>*</c> where every property or a computed one is meant.</param>
internal sealed record ContextPath(ImmutableArray<string> Segments)
{
    /// <summary>What stands for any name.</summary>
    public const string Any = "*";

    /// <summary>The context.</summary>
    public string Context => Segments[0];

    /// <summary>The name at a depth, the context at 0; null where the path is shorter.</summary>
    public string? this[int depth] => depth < Segments.Length ? Segments[depth] : null;

    /// <summary>The path that an expression is; null where it starts with something else than a context.</summary>
    public static ContextPath? Of(Expression expression)
    {
        var length = 1;
        for (var node = expression; node is not ContextExpression; length++)
        {
            if (TargetOf(node) is not { } target)
            {
                return null;
            }

            node = target;
        }

        var segments = new string[length];
        var step = expression;
        for (var place = length - 1; place > 0; place--)
        {
            segments[place] = NameOf(step);
            step = TargetOf(step)!;
        }

        segments[0] = ((ContextExpression)step).Name;
        return new ContextPath(ImmutableCollectionsMarshal.AsImmutableArray(segments));
    }

    private static Expression? TargetOf(Expression node) => node switch
    {
        MemberExpression member => member.Target,
        IndexExpression index => index.Target,
        FilterExpression filter => filter.Target,
        _ => null,
    };

    private static string NameOf(Expression node) => node switch
    {
        MemberExpression member => member.Name,
        IndexExpression index when ExpressionEvaluator.ConstantOf(index.Index) is { IsScalar: true } key and not NumberValue => key.AsText,
        _ => Any,
    };

    /// <summary>Whether it is this path, in any case.</summary>
    public bool Is(string path)
    {
        var rest = path.AsSpan();
        for (var depth = 0; depth < Segments.Length; depth++)
        {
            if (depth > 0)
            {
                if (rest is not ['.', .. var behind])
                {
                    return false;
                }

                rest = behind;
            }

            if (!rest.StartsWith(Segments[depth], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            rest = rest[Segments[depth].Length..];
        }

        return rest.IsEmpty;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Segments.AsSpan());
}
