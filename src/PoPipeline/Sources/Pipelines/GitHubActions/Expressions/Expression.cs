using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A node of an expression.</summary>
/// <param name="Offset">Where it starts in the scanned text, from 0.</param>
/// <param name="Length">How many characters it has there, parentheses around it left out.</param>
/// <param name="Height">How many levels of nodes it has, itself included.</param>
internal abstract record Expression(int Offset, int Length, int Height)
{
    /// <summary>The offset behind its last character.</summary>
    public int End => Offset + Length;

    /// <summary>The nodes that it is made of, in the order of the text.</summary>
    public virtual ImmutableArray<Expression> Parts => [];
}

/// <summary>A value that is written out.</summary>
internal sealed record LiteralExpression(int Offset, int Length, ExpressionValue Value) : Expression(Offset, Length, 1);

/// <summary>A context as a whole: <c>github</c>.</summary>
internal sealed record ContextExpression(int Offset, int Length, string Name) : Expression(Offset, Length, 1);

/// <summary>A property by its name: <c>github.event</c>.</summary>
/// <param name="Offset">Where the target starts.</param>
/// <param name="Length">Up to the end of the name.</param>
/// <param name="Target">What the property is of.</param>
/// <param name="Name">The property's name, as written.</param>
/// <param name="NameOffset">Where the name starts.</param>
internal sealed record MemberExpression(int Offset, int Length, Expression Target, string Name, int NameOffset)
    : Expression(Offset, Length, Target.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target];
}

/// <summary>A property or an item by a computed key: <c>secrets[matrix.name]</c>.</summary>
internal sealed record IndexExpression(int Offset, int Length, Expression Target, Expression Index)
    : Expression(Offset, Length, Math.Max(Target.Height, Index.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target, Index];
}

/// <summary>Every property or item: <c>labels.*</c> and <c>labels[*]</c>.</summary>
internal sealed record FilterExpression(int Offset, int Length, Expression Target) : Expression(Offset, Length, Target.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target];
}

/// <summary>A call of a function.</summary>
internal sealed record CallExpression(int Offset, int Length, string Name, ImmutableArray<Expression> Arguments)
    : Expression(Offset, Length, Arguments.IsEmpty ? 1 : Arguments.Max(argument => argument.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Arguments;

    /// <summary>Whether it calls this function; names are the same in any case.</summary>
    public bool Calls(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A negation.</summary>
internal sealed record NotExpression(int Offset, int Length, Expression Operand) : Expression(Offset, Length, Operand.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Operand];
}

/// <summary>A chain of <c>&amp;&amp;</c> or of <c>||</c>.</summary>
/// <param name="Offset">Where the first operand starts.</param>
/// <param name="Length">Up to the end of the last operand.</param>
/// <param name="IsAnd">Whether the operator is <c>&amp;&amp;</c>.</param>
/// <param name="Operands">Two or more.</param>
internal sealed record LogicalExpression(int Offset, int Length, bool IsAnd, ImmutableArray<Expression> Operands)
    : Expression(Offset, Length, Operands.Max(operand => operand.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Operands;
}

/// <summary>A comparison of two values.</summary>
internal sealed record ComparisonExpression(int Offset, int Length, ComparisonOperator Operator, Expression Left, Expression Right)
    : Expression(Offset, Length, Math.Max(Left.Height, Right.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Left, Right];
}

/// <summary>How two values are compared.</summary>
internal enum ComparisonOperator
{
    /// <summary><c>==</c>.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,
}
