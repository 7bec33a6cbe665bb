using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A single value that is read as a text.</summary>
/// <param name="Availability">What expressions in it may use; null where it is taken as it is.</param>
internal sealed record TextShape(Availability? Availability = null) : Shape
{
    /// <summary>Whether it must not be empty.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether nothing may stand in its place all the same.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>The values that are accepted; empty where all are.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The kind of a problem with it.</summary>
    public ProblemKind Kind { get; init; } = ProblemKind.Type;

    /// <summary>A further check of a value that has no expression: what is wrong, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is not YamlScalar scalar)
        {
            context.Add(ProblemKind.Type, $"'{label}' must be a single value, not {Describe(node)}", node.Span);
            return;
        }

        if (scalar.Value.Length == 0 || scalar.IsNull)
        {
            if (IsRequired && !(MayBeNull && scalar.IsNull))
            {
                context.Add(ProblemKind.Type, $"'{label}' must not be empty", scalar.Span);
            }

            return;
        }

        if (Availability is not null && ScalarExpressions.HasAny(scalar))
        {
            ScalarExpressions.CheckText(scalar, Availability, context);
        }
        else if (!Words.IsEmpty && !Words.Contains(scalar.Value, StringComparer.Ordinal))
        {
            context.Add(Kind, $"'{scalar.Value}' is not a value of '{label}'; {Names.OneOf(Words)}", scalar.Span);
        }
        else if (Check?.Invoke(scalar.Value) is { } problem)
        {
            context.Add(Kind, problem, scalar.Span);
        }
    }
}
