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
