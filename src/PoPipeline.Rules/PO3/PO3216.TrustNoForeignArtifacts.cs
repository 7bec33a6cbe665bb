using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3216: files that an outsider's run made are data, never programs.</summary>
public sealed class PO3216TrustNoForeignArtifacts : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No job executes, or takes its environment from, files that a run of an outsider's change made; no release is built from a shared cache.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 349];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).KeepsFiles;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline takes files from another job or run.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.AllSteps().Any(entry => entry.Step.Exchanges.Any(exchange => exchange.Kind is not ExchangeKind.Upload));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var all = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        var foreign = ForeignRuns.Of(snapshot);
        return
            from job in pipeline.Jobs
            let isRelease = Exposure.Of(pipeline, job, all).Any(exposure => exposure.Trigger.IsRelease)
            let holdsGroup = pipeline.SecretUses.Any(use => use.Kind is SecretUseKind.Group && use.Job == job.Id)
            let uses = new UsesOfFiles(new WorkspaceRuns(job), new(() => new UnpackedFolders(job)), new(() => EnvironmentWrites.In(job)), new(() => pipeline.HurdlesOf(job)), new(() => Exposure.MayHold(pipeline, job, all)), new(() => MakersFor(pipeline, job, all, foreign)))
            from entry in pipeline.StepsOf(job)
            from exchange in entry.Step.Exchanges
            let finding = exchange.Kind switch
            {
                ExchangeKind.Download when exchange.Origin is Origin.Outsider => Downloaded(pipeline, job, entry.Index, exchange, uses),
                ExchangeKind.Download when exchange.Origin is Origin.Constant => HandedOn(pipeline, job, entry, exchange, uses),
                ExchangeKind.Cache or ExchangeKind.CacheRestore when (isRelease || holdsGroup) && exchange is { Doubt: null, Origin: not Origin.Constant } => Cached(pipeline, job, entry.Step, exchange, isRelease),
                _ => null,
            }
            where finding is not null
            select finding;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        CallGraph.Of(snapshot).ExposuresOf(pipeline).Any(exposure => exposure.Trigger.IsRelease)
            ? pipeline.AllSteps()
                .SelectMany(entry => entry.Step.Exchanges.Where(exchange => exchange.Doubt is not null).Select(exchange => new Gap(entry.Subject, $"whether it restores a cache is not known: {exchange.Doubt}", Failed: true) { Pedantic = true }))
            : [];

    // Where the job itself holds something, and another one of its run, before it, has run an outsider's code and handed files on.
    private static ImmutableArray<Job> MakersFor(Pipeline pipeline, Job job, ImmutableArray<Exposure> all, ForeignRuns foreign) =>
        Exposure.Of(pipeline, job, all).Any(exposure => exposure.IsPrivileged)
            ? [.. JobOrder.Of(pipeline).Before(job).Where(before => before.Steps.Any(Uploads) && foreign.Has(pipeline, before))]
            : [];

    private static bool Uploads(Step step) => step.Exchanges.Any(exchange => exchange.Kind is ExchangeKind.Upload);

    private static Finding? HandedOn(Pipeline pipeline, Job job, PlacedStep entry, Exchange exchange, UsesOfFiles uses)
    {
        var maker = uses.Makers.Value.FirstOrDefault(maker => maker.Steps.Any(step => Uploads(step) && MayBeOne(NameOf(step), NameOf(entry.Step))));
        return maker is not null && uses.Hurdles.Value[entry.Index] is Hurdle.None && UseOf(entry.Index, uses.Folders.Value.Of(entry.Index, exchange.Folder), exchange, uses) is { } use
            ? new Finding
            {
                Message = $"Files that the job '{maker.Id}' hands on, which runs code that anybody can propose, come into this job, and '{use.Text}' runs them, or makes them part of its environment, with this job's token and secrets. "
                    + "Unpack them into a folder of their own, outside the workspace, check what you read, and execute nothing of it.",
                Subject = $"{entry.Subject}/download",
                Place = exchange.Span,
                Severity = Severity.High,
                Related = [new RelatedPlace(maker.Span, "the job that runs the code"), new RelatedPlace(use.Span, "what uses the files")],
            }
            : null;
    }

    private static Setting? NameOf(Step step) => step.Inputs.FirstOrDefault(input => input.Name.Equals("name", StringComparison.OrdinalIgnoreCase));

    // Without a name, or with one that is computed, it may be any.
    private static bool MayBeOne(Setting? left, Setting? right) =>
        left is null || right is null || !left.Interpolations.IsEmpty || !right.Interpolations.IsEmpty || left.Value.Trim() == right.Value.Trim();

    private static WorkspaceRun? UseOf(int index, ImmutableArray<ReachedFolder> folders, Exchange exchange, UsesOfFiles uses) =>
        folders.SelectMany(entry => uses.Runs.After(entry.StepIndex, entry.Folder)).FirstOrDefault(run => run.IsBehind(index, exchange.Span))
        ?? folders.Select(entry => EnvironmentWrites.After(uses.Writes.Value, index - 1, entry.Folder, write => write.IsBehind(index, exchange.Span))).FirstOrDefault(write => write is not null);

    private static Finding? Downloaded(Pipeline pipeline, Job job, int index, Exchange exchange, UsesOfFiles uses)
    {
        var folders = uses.Folders.Value.Of(index, exchange.Folder);
        var use = UseOf(index, folders, exchange, uses);
        if (use is null && folders.All(entry => entry.Folder is not null))
        {
            return null;
        }

        var mayHold = uses.MayHold.Value;
        return uses.Hurdles.Value[index] is Hurdle.Firm ? null : new Finding
        {
            Message = use is null
                ? "Files that a run of an outsider's change made are unpacked over the workspace. No step is seen to run them, but they can replace any file that one does. "
                    + "Unpack them into a folder of their own, outside the workspace, and check what you read."
                : $"Files that a run of an outsider's change made come into this run, and '{use.Text}' runs them, or makes them part of its environment{(mayHold ? ", with this run's token and secrets" : $". The token of the job only reads and no secret is in its reach; {JobRights.Remainder}")}. "
                    + "Unpack them into a folder of their own, outside the workspace, check what you read, and execute nothing of it.",
            Subject = $"{pipeline.SubjectOf(job, job.Steps[index])}/download",
            Place = exchange.Span,
            Severity = use is null ? Severity.Low : mayHold ? Severity.High : Severity.Medium,
            Related = use is null ? [] : [new RelatedPlace(use.Span, "what uses the files")],
        };
    }

    private static Finding Cached(Pipeline pipeline, Job job, Step step, Exchange exchange, bool isRelease) => new()
    {
        Message = !isRelease
            ? $"The job '{job.Id}', which holds secrets of a {PlatformProfiles.Of(pipeline.Platform).SecretGroup}, restores a cache that runs of every branch can write. Whoever pushes a branch can plant files in it that run here with those secrets. Give such a job no cache, or one under a key that no other job writes."
            : $"The job '{job.Id}' of a pipeline that publishes restores a cache that runs of other events can write. Whoever runs code in one of those can plant files that end up in "
            + "what is published. Build releases without a cache.",
        Subject = $"{pipeline.SubjectOf(job, step)}/cache",
        Place = exchange.Span,
        Severity = Severity.Low,
        Pedantic = true,
    };

    // What every download of a job is held against, looked at once.
    private sealed record UsesOfFiles(WorkspaceRuns Runs, Lazy<UnpackedFolders> Folders, Lazy<ImmutableArray<(Script Script, WorkspaceRun Write)>> Writes, Lazy<ImmutableArray<Hurdle>> Hurdles, Lazy<bool> MayHold, Lazy<ImmutableArray<Job>> Makers);
}
