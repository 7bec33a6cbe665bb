using System.Collections.Immutable;

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
        var segments = ImmutableArray.CreateBuilder<string>();
        var node = expression;
        while (node is not ContextExpression)
        {
            switch (node)
            {
                case MemberExpression member:
                    segments.Add(member.Name);
                    node = member.Target;
                    break;
                case IndexExpression index:
                    segments.Add(ExpressionEvaluator.ConstantOf(index.Index) is { IsScalar: true } key and not NumberValue ? key.AsText : Any);
                    node = index.Target;
                    break;
                case FilterExpression filter:
                    segments.Add(Any);
                    node = filter.Target;
                    break;
                default:
                    return null;
            }
        }

        segments.Add(((ContextExpression)node).Name);
        segments.Reverse();
        return new ContextPath(segments.DrainToImmutable());
    }

    /// <summary>Whether it is this path, in any case.</summary>
    public bool Is(string path) => ToString().Equals(path, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Segments);
}
