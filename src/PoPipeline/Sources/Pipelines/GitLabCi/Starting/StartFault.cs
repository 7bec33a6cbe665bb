using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Something unsound about when a job or pipeline starts.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">The part that it is about, as written.</param>
/// <param name="Span">Where that part is written.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
internal sealed record StartFault(StartFaultKind Kind, string Text, Place Span, string Why)
{
    /// <summary>It as a fault of a condition; null where the model has none of its kind.</summary>
    public ConditionFault? ToCondition() => Kind switch
    {
        StartFaultKind.AlwaysTrue => new ConditionFault(ConditionFaultKind.AlwaysTrue, Text, Span, Why),
        StartFaultKind.LooseMatch => new ConditionFault(ConditionFaultKind.SubstringMatch, Text, Span, Why),
        _ => null,
    };

    /// <summary>It as a problem of the file, where it never does what is written; null elsewhere.</summary>
    public Problem? ToProblem() => Kind switch
    {
        StartFaultKind.NeverTrue or StartFaultKind.QuotedVariable or StartFaultKind.LostNegation => new Problem(ProblemKind.Condition, $"'{Text}' is not what it looks like: {Why}", Span) { Effect = ProblemEffect.Altered, Text = Text },
        StartFaultKind.Unreachable => new Problem(ProblemKind.Condition, $"No pipeline ever comes to this rule: {Why}", Span) { Effect = ProblemEffect.Altered, Text = Text },
        _ => null,
    };
}
