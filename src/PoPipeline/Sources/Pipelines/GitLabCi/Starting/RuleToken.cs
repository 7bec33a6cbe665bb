namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>The smallest part of an expression of a rule.</summary>
internal readonly record struct RuleToken(RuleTokenKind Kind, int Offset, int Length)
{
    /// <summary>The operator of a comparison.</summary>
    public RuleOperator Operator { get; init; }

    /// <summary>The offset behind its last character.</summary>
    public int End => Offset + Length;
}
