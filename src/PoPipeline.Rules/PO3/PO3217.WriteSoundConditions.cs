using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3217: a condition means what it seems to say.</summary>
public sealed class PO3217WriteSoundConditions : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No condition is always true, trusts a name that somebody else can take, or compares parts of words, and none is missing where a change is approved or merged, or an event from outside starts a run.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [571, 290, 807];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline has a condition, approves or merges a change, or is started by events from outside.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => Conditions(pipeline).Any() || pipeline.AllSteps().Any(OpenMerge.IsOne) || pipeline.Triggers.Any(trigger => trigger.IsUnproven);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var exposures = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        var isPrivileged = exposures.Any(exposure => exposure.IsPrivileged);
        return OpenMerge.In(pipeline, exposures).Select(merge => Open(pipeline, merge)).Concat(Unproven(pipeline)).Concat(
            from entry in Conditions(pipeline)
            from fault in entry.Condition.Faults
            select new Finding
            {
                Message = Describe(fault),
                Subject = $"{entry.Subject}/if/{fault.Kind}/{fault.Text}",
                Place = fault.Span,
                Severity = SeverityOf(fault.Kind, isPrivileged),
                Pedantic = fault.Kind is ConditionFaultKind.UnsoundChoice,
            });
    }

    private static Finding Open(Pipeline pipeline, OpenMerge merge) => new()
    {
        Message = $"'{merge.Text}' {(merge.Merges ? "merges" : "approves")} every change that starts the run, whoever made it and whatever is in it: no condition of the job or the step asks. "
            + (merge.IsForPushersOnly ? "Where the settings demand no approval, nobody looks at what anybody with a branch here proposes. " : "")
            + "Ask who the author is, by a name that nobody else can take, and leave the approval to a person.",
        Subject = $"{merge.Step.Subject}/merge",
        Place = merge.Span,
        Severity = (merge.IsForPushersOnly, merge.Merges) switch
        {
            (true, _) => Severity.Low,
            (false, true) => Severity.High,
            (false, false) => Severity.Medium,
        },
    };

    // Whoever knows the address writes headers and body as they like, so that a condition on these proves nothing.
    private static IEnumerable<Finding> Unproven(Pipeline pipeline) =>
        pipeline.Triggers.Where(trigger => trigger.IsUnproven).DistinctBy(trigger => trigger.Span).Select(trigger => new Finding
        {
            Message = $"Whoever reaches the address starts '{trigger.Name}', with whatever they write into the event: nothing asks the sender to prove who they are, and a condition on what was sent asks only what anybody can write. "
                + "Have the signature or the token of the sender compared with a secret before anything else looks at the event.",
            Subject = $"{pipeline.Subject}triggers/{trigger.Name}/sender",
            Place = trigger.Span,
        });

    private static IEnumerable<Placed> Conditions(Pipeline pipeline) =>
        pipeline.Jobs
            .Where(job => job.Condition is not null)
            .Select(job => new Placed(job.Condition!, pipeline.SubjectOf(job)))
            .Concat(pipeline.AllSteps().Where(entry => entry.Step.Condition is not null).Select(entry => new Placed(entry.Step.Condition!, entry.Subject)));

    private sealed record Placed(Condition Condition, string Subject);

    // Where outsiders cannot start a run that has something to steal, a condition that they can pass gives them nothing.
    private static Severity SeverityOf(ConditionFaultKind kind, bool isPrivileged) => (kind, isPrivileged) switch
    {
        (ConditionFaultKind.AlwaysTrue, true) => Severity.High,
        (ConditionFaultKind.AlwaysTrue, false) => Severity.Medium,
        (ConditionFaultKind.SpoofableActor, true) => Severity.Medium,
        (ConditionFaultKind.SubstringMatch, true) => Severity.Medium,
        _ => Severity.Low,
    };

    private static string Describe(ConditionFault fault) => fault.Kind switch
    {
        ConditionFaultKind.AlwaysTrue =>
            $"'{fault.Text}' is always true: {fault.Why}. Whatever it was to keep from running runs every time. Write the whole condition as one expression.",
        ConditionFaultKind.SpoofableActor =>
            $"'{fault.Text}' trusts a name that somebody else can take: {fault.Why}. Compare the author of the change, and let the run have no secrets that the author may not have.",
        ConditionFaultKind.SubstringMatch =>
            $"'{fault.Text}' looks for a part of a text where a whole word is meant: {fault.Why}. A name that merely contains the word passes, or one that is a part of it.",
        _ => $"'{fault.Text}' does not always choose what it seems to: {fault.Why}. Turn the condition around, so that the value that can be empty stands last.",
    };
}
