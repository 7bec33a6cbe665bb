using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A call of a function.</summary>
internal sealed record CallExpression(int Offset, int Length, string Name, ImmutableArray<Expression> Arguments)
    : Expression(Offset, Length, Arguments.IsEmpty ? 1 : Arguments.Max(argument => argument.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Arguments;

    /// <summary>Whether it calls this function; names are the same in any case.</summary>
    public bool Calls(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
