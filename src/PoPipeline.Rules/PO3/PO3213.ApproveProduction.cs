using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3213: a person approves what goes to production.</summary>
public sealed class PO3213ApproveProduction : PipelineRule
{
    private static readonly string[] Approvals = ["approve", "approval", "approved", "approvals", "confirm", "confirmation", "signoff"];

    /// <inheritdoc/>
    public override string Summary => "Every job that deploys or publishes names an environment, so that a person can be asked before it goes to production.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [862];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline is seen to deploy or publish.";

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.Deployment is { Automation: not null } || pipeline.Deployment is { Windows.IsEmpty: false } || (pipeline.Kind is PipelineKind.Workflow && pipeline.Jobs.Any(job => job.Environment is not null || pipeline.GatesOf(job).Any(gate => gate.Kind is GateKind.Approval) || Deployments.FirstDelivery(job) is not null || Deployments.DeploysByName(job)));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        Unasked(pipeline, snapshot.Policy).Concat(Vain(pipeline, snapshot.Policy)).Concat(PassedOver(pipeline, snapshot.Policy)).Concat(Regardless(pipeline, snapshot.Policy)).Concat(Unnamed(pipeline, snapshot.Policy)).Concat(Ungated(pipeline, snapshot.Policy));

    private static IEnumerable<Finding> Unasked(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        let profile = PlatformProfiles.Of(pipeline.Platform)
        where (job.Environment is null || profile.EnvironmentsAskNobody) && job.Start is not { Kind: StartKind.Never } && !pipeline.GatesOf(job).Any(gate => (gate.Kind is GateKind.Environment && !profile.EnvironmentsAskNobody) || gate.Kind is GateKind.Approval)
        let delivery = Deployments.FirstDelivery(job)
        let isProduction = Deployments.DeploysToProduction(job, delivery is not null, policy) || (profile.EnvironmentsAskNobody && delivery is not null && Deployments.IsProduction(job, policy))
        let isOpen = profile.KeepToBranches is not null && pipeline.GatesOf(job).IsEmpty && (isProduction || Deployments.IsOne(job, policy) || Deployments.DeploysByName(job))
        where (delivery is not null || isProduction || isOpen) && (profile.AskBefore is null || job.Start is not { Kind: StartKind.Blocking })
        select new Finding
        {
            Message = isOpen && !isProduction
                ? $"The job '{job.Id}' {(delivery is null ? "deploys by its name" : $"delivers with '{delivery.Value}'")}, {pipeline.PushesThatStart(job)}, and nobody is asked before it does. {profile.KeepToBranches}"
                : profile.AskBefore is { } asking
                ? $"The job '{job.Id}' {(profile.EnvironmentsAskNobody && isProduction && job.Environment is { } target ? $"deploys to '{target.Value}'" : isProduction ? "deploys to production by its name" : $"delivers with '{delivery!.Value}'")}, and nobody is asked before it does{(job.Window is null ? "" : ", though it waits for its hours")}. {asking}"
                : isProduction
                ? $"The job '{job.Id}' deploys to production by its name, but it names no environment: {(job.Start is null ? "nobody can be asked before it does" : "whoever may run pipelines may start it")}, the forge shows no deployment, and its "
                    + "secrets are those of every job. Give the job an environment and say on the forge who may deploy to it, and who approves."
                : job.Start is { Kind: not StartKind.Never }
                ? $"The job '{job.Id}', which delivers with '{delivery.Value}', is started by hand, but it names no environment: whoever may run pipelines may start it, and its secrets are those of every "
                    + "job. Give the job an environment and say on the forge who may deploy to it."
                : $"The job '{job.Id}' delivers with '{delivery.Value}' but names no environment, so nobody can be asked before it does, and its secrets are those of every "
                    + "job. Give the job an environment and let the forge demand a reviewer for it.",
            Subject = $"{pipeline.SubjectOf(job)}/environment",
            Place = delivery?.Span ?? job.Span,
            Severity = Severity.Low,
            Pedantic = !isProduction && !isOpen,
            Related = job.Window is { } window ? [new RelatedPlace(window, "what keeps it to hours and days")] : [],
        };

    // The change that was reviewed is what is deployed; what is missing is a say in when.
    private static IEnumerable<Finding> Ungated(Pipeline pipeline, Policy policy) =>
        pipeline.Deployment is { Automation: { } automation, Windows.IsEmpty: true } deployment && DeploymentTiers.Of(deployment, policy) is (DeploymentTier.Production, { } by)
            ?
            [
                new Finding
                {
                    Message = $"What is pushed is deployed to production, as '{by.Value}' says, at once and at any time: nobody is asked, and nothing holds it up. {PlatformProfiles.Of(pipeline.Platform).HoldUp}",
                    Subject = $"{pipeline.Subject}automation",
                    Place = automation,
                    Severity = Severity.Low,
                    Pedantic = true,
                    Related = by.Span == automation ? [] : [new RelatedPlace(by.Span, "what says that it goes to production")],
                },
            ]
            : [];

    // Who is asked is anybody.
    private static IEnumerable<Finding> Unnamed(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        let gate = pipeline.GatesOf(job).FirstOrDefault(gate => gate is { Kind: GateKind.Approval })
        where gate is { IsOpen: true } && (Deployments.IsProduction(job, policy) || Deployments.DeploysToProduction(job, Deployments.FirstDelivery(job) is not null, policy))
        select new Finding
        {
            Message = $"Somebody is asked before the job '{job.Id}' goes to production, but '{gate.Text}' names nobody who may answer: whoever may look after runs can, also the author of the change. Name the people or the group that approves.",
            Subject = $"{pipeline.SubjectOf(job)}/approvers",
            Place = gate.Span,
            Severity = Severity.Low,
            Related = gate.Span == job.Span ? [] : [new RelatedPlace(job.Span, "the job that goes to production")],
        };

    // What nobody started is passed over, and the pipeline is as green as if it had delivered.
    private static IEnumerable<Finding> PassedOver(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        where job is { Start.Kind: StartKind.Optional, Environment: null } && Deployments.DeploysToProduction(job, Deployments.FirstDelivery(job) is not null, policy)
        select new Finding
        {
            Message = $"The job '{job.Id}', which deploys to production by its name, is started by hand and may fail, so that the pipeline succeeds and goes on whether or not anybody started it: nobody sees that the deployment still waits, "
                + "and what comes behind it runs against what was there before. Let its failure matter, so that the pipeline waits for it.",
            Subject = $"{pipeline.SubjectOf(job)}/passed-over",
            Place = job.Start!.Span,
            Severity = Severity.Low,
            Pedantic = true,
        };

    // What failed a test, or a check, is delivered all the same.
    private static IEnumerable<Finding> Regardless(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        where job.AfterFailure is not null && Deployments.IsOne(job, policy)
        select new Finding
        {
            Message = $"The job '{job.Id}' deploys whatever became of the jobs before it: what failed a test or a check there is delivered all the same. Let it start only when they succeeded, "
                + "and give what has to run after a failure, such as clearing up, a job of its own.",
            Subject = $"{pipeline.SubjectOf(job)}/regardless",
            Place = job.AfterFailure!.Value,
            Severity = Severity.Low,
            Related = [new RelatedPlace(job.Span, "the job that deploys")],
        };

    // An approval that holds up nothing: the pipeline goes on, whether or not somebody gives it.
    private static IEnumerable<Finding> Vain(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        where (job is { Start.Kind: StartKind.Optional, Environment: null } && Deployments.FirstDelivery(job) is null && Deployments.Words(job.Id).Any(word => Approvals.Contains(word, StringComparer.OrdinalIgnoreCase))) || IsApproval(job)
        where !pipeline.Jobs.Any(other => other.Needs.Any(need => need.Value == job.Id))
        let delivering = pipeline.Jobs.FirstOrDefault(other => other.Start is null && (Deployments.IsProduction(other, policy) || Deployments.FirstDelivery(other) is not null || (IsApproval(job) && Deployments.DeploysByName(other))) && !(IsApproval(job) && pipeline.GatesOf(other).Any(gate => gate.Kind is GateKind.Approval)))
        where delivering is not null
        select new Finding
        {
            Message = IsApproval(job)
                ? $"The job '{job.Id}' waits for somebody who approves, but no job waits for it, so that '{delivering.Id}' delivers whether or not anybody approved. Have the job that delivers require it."
                : $"The job '{job.Id}' is to be started by somebody who approves, but nothing waits for it: a job that is started by hand and may fail is passed over, so that '{delivering.Id}' delivers whether or not "
                + "anybody approved. Let its failure matter, so that the pipeline stops there, or have the job that delivers need it.",
            Subject = $"{pipeline.SubjectOf(job)}/approval",
            Place = job.Start!.Span,
            Severity = Severity.Medium,
            Related = [new RelatedPlace(delivering.Span, "what is delivered without it")],
        };

    private static bool IsApproval(Job job) => job.Start is { Kind: StartKind.Blocking } && job.Steps.IsEmpty && job.Condition?.Gates.Any(gate => gate.Kind is GateKind.Approval) == true;

    // An environment is one thing of the forge, however many jobs name it.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        where Deployments.IsProduction(job, snapshot.Policy) && !PlatformProfiles.Of(pipeline.Platform).EnvironmentsAskNobody
        group job by job.Environment!.Value into jobs
        select new Gap(
            $"{pipeline.SubjectOf(jobs.First())}/environment",
            $"whether the environment '{jobs.Key}' demands a reviewer is set on the forge, which this run did not ask",
            Failed: false);
}
