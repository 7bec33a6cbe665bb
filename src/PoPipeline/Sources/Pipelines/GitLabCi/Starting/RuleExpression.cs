using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>A node of an expression of a rule.</summary>
/// <param name="Offset">Where it starts in the text, from 0.</param>
/// <param name="Length">How many characters it has there.</param>
internal abstract record RuleExpression(int Offset, int Length)
{
    /// <summary>The offset behind its last character.</summary>
    public int End => Offset + Length;

    /// <summary>The nodes that it is made of, in the order of the text.</summary>
    public virtual ImmutableArray<RuleExpression> Parts => [];

    /// <summary>It and all that it is made of, in the order of the text.</summary>
    public IEnumerable<RuleExpression> All() => Parts.IsEmpty ? [this] : Parts.SelectMany(part => part.All()).Prepend(this);
}

/// <summary><c>$NAME</c>.</summary>
internal sealed record VariableExpression(int Offset, int Length, string Name) : RuleExpression(Offset, Length);

/// <summary>A text between quotes, which is taken as it stands.</summary>
/// <param name="Offset">Where it starts, with the quote.</param>
/// <param name="Length">How many characters it has, with the quotes.</param>
/// <param name="Value">What stands between the quotes.</param>
/// <param name="Pattern">What it is behind <c>=~</c> where it looks like a pattern; null where it does not.</param>
internal sealed record TextExpression(int Offset, int Length, string Value, RulePattern? Pattern) : RuleExpression(Offset, Length);

/// <summary><c>/pattern/flags</c>.</summary>
internal sealed record PatternExpression(int Offset, int Length, RulePattern Pattern) : RuleExpression(Offset, Length);

/// <summary><c>null</c>.</summary>
internal sealed record NullExpression(int Offset, int Length) : RuleExpression(Offset, Length);

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BooleanExpression(int Offset, int Length, bool Value) : RuleExpression(Offset, Length);

/// <summary>What an input puts in, of which nothing is known: <c>$[[ inputs.name ]]</c>, or a whole text that makes sense with it alone.</summary>
internal sealed record OpaqueExpression(int Offset, int Length) : RuleExpression(Offset, Length);

/// <summary><c>!</c>.</summary>
internal sealed record NegatedExpression(int Offset, int Length, RuleExpression Operand) : RuleExpression(Offset, Length)
{
    /// <inheritdoc/>
    public override ImmutableArray<RuleExpression> Parts => [Operand];
}

/// <summary>A comparison of two values.</summary>
internal sealed record ComparedExpression(int Offset, int Length, RuleOperator Operator, RuleExpression Left, RuleExpression Right) : RuleExpression(Offset, Length)
{
    /// <inheritdoc/>
    public override ImmutableArray<RuleExpression> Parts => [Left, Right];
}

/// <summary>Operands between <c>&amp;&amp;</c>, or between <c>||</c>.</summary>
internal sealed record JoinedExpression(int Offset, int Length, bool IsAnd, ImmutableArray<RuleExpression> Operands) : RuleExpression(Offset, Length)
{
    /// <inheritdoc/>
    public override ImmutableArray<RuleExpression> Parts => Operands;
}

/// <summary>Why an expression cannot be read.</summary>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Offset">Where in the text.</param>
/// <param name="Length">How many characters.</param>
internal sealed record RuleExpressionError(string Message, int Offset, int Length);
