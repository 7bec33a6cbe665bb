using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Finds what an expression does with the <c>secrets</c> context.</summary>
internal static class SecretReferences
{
    /// <summary>Every use, in the order of the text.</summary>
    public static ImmutableArray<SecretReference> Of(Expression root)
    {
        var found = ImmutableArray.CreateBuilder<SecretReference>();
        Visit(root, isRead: false, found);
        return found.DrainToImmutable();
    }

    // isRead: the value is read as JSON on its way out, so that the log does not know its parts.
    private static void Visit(Expression node, bool isRead, ImmutableArray<SecretReference>.Builder found)
    {
        if (ContextPath.Of(node) is { } path)
        {
            if (path.Context.Equals("secrets", StringComparison.OrdinalIgnoreCase))
            {
                found.Add(Use(node, path, isRead));
            }

            foreach (var index in Indices(node))
            {
                Visit(index, isRead: false, found);
            }

            return;
        }

        foreach (var part in node.Parts)
        {
            Visit(part, IsPassedOn(node, part, isRead), found);
        }
    }

    // A negation, a comparison and a key of the part are no part of the value.
    private static bool IsPassedOn(Expression node, Expression part, bool isRead) => node switch
    {
        NotExpression or ComparisonExpression => false,
        IndexExpression index => isRead && !ReferenceEquals(part, index.Index),
        CallExpression call => isRead || call.Calls("fromJSON"),
        _ => isRead,
    };

    private static IEnumerable<Expression> Indices(Expression node)
    {
        while (true)
        {
            switch (node)
            {
                case MemberExpression member:
                    node = member.Target;
                    break;
                case FilterExpression filter:
                    node = filter.Target;
                    break;
                case IndexExpression index:
                    yield return index.Index;
                    node = index.Target;
                    break;
                default:
                    yield break;
            }
        }
    }

    private static SecretReference Use(Expression node, ContextPath path, bool isRead)
    {
        var name = path[1];
        return name switch
        {
            null => new SecretReference(SecretUseKind.All, Name: null, node.Offset, node.Length),
            ContextPath.Any => new SecretReference(IsComputed(node) ? SecretUseKind.Computed : SecretUseKind.All, Name: null, node.Offset, node.Length),
            _ => new SecretReference(isRead ? SecretUseKind.Derived : SecretUseKind.Named, name, node.Offset, node.Length),
        };
    }

    private static bool IsComputed(Expression node) => node switch
    {
        IndexExpression { Target: ContextExpression } => true,
        IndexExpression index => IsComputed(index.Target),
        MemberExpression member => IsComputed(member.Target),
        FilterExpression filter => IsComputed(filter.Target),
        _ => false,
    };
}

/// <summary>What an expression does with secrets.</summary>
/// <param name="Kind">How many, and how.</param>
/// <param name="Name">The secret's name; null where none is named.</param>
/// <param name="Offset">Where in the scanned text.</param>
/// <param name="Length">How many characters.</param>
internal sealed record SecretReference(SecretUseKind Kind, string? Name, int Offset, int Length);
