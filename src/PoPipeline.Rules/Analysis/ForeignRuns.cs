using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>The jobs that run code of a proposal in the name of the repository, with nothing before it: what they hand on to other jobs is whatever that code likes.</summary>
internal sealed class ForeignRuns
{
    private static readonly ConditionalWeakTable<Pipeline[], ForeignRuns> All = [];

    private readonly CallGraph calls;
    private readonly Dictionary<string, PlacedJob> jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PlacedJob, bool> known = new();

    private ForeignRuns(Snapshot snapshot)
    {
        calls = CallGraph.Of(snapshot);
        foreach (var pipeline in snapshot.Pipelines)
        {
            foreach (var job in pipeline.Jobs)
            {
                jobs[Provenance.MadeIn(job.Id, pipeline.Path).Sources[0]] = new PlacedJob(pipeline, job);
            }
        }
    }

    /// <summary>Those of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ForeignRuns Of(Snapshot snapshot) => All.GetValue(ImmutableCollectionsMarshal.AsArray(snapshot.Pipelines) ?? [], _ => new ForeignRuns(snapshot));

    /// <summary>Whether a text can be an outsider's: where only a job may have made it so, whether that runs an outsider's code.</summary>
    /// <param name="value">The text.</param>
    public bool MayHaveMade(Provenance value) => !value.IsOnlyMade || value.Sources.Any(source => jobs.TryGetValue(source, out var job) && Has(job));

    /// <summary>Whether a job runs code of a proposal in the name of the repository, with nothing before it.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public bool Has(Pipeline pipeline, Job job) => Has(new PlacedJob(pipeline, job));

    private bool Has(PlacedJob job) => known.GetOrAdd(job, Look);

    private bool Look(PlacedJob placed)
    {
        var (pipeline, job) = placed;
        var checkouts = pipeline.ForeignCheckoutsOf(job);
        var downloads = job.Steps.Index().Where(entry => entry.Item.Exchanges.Any(exchange => exchange is { Kind: ExchangeKind.Download, Origin: Origin.Outsider })).ToImmutableArray();
        if (checkouts.Count == 0 && downloads.IsEmpty)
        {
            return false;
        }

        var started = Exposure.Of(pipeline, job, calls.ExposuresOf(pipeline));
        var hurdles = pipeline.HurdlesOf(job);
        var runs = new WorkspaceRuns(job);
        bool IsOpen(int step) => hurdles[step] is Hurdle.None;
        return checkouts.Any(checkout =>
                IsOpen(checkout.StepIndex)
                && Exposure.Filling(Exposure.Of(job.Steps[checkout.StepIndex], started), [checkout.Text]).Any(exposure => exposure.IsPrivilegedEvent)
                && runs.After(checkout.StepIndex, checkout.Directory).Any(run => run.IsBehind(checkout.StepIndex, checkout.Span) && IsOpen(run.StepIndex)))
            || downloads.Any(entry =>
                IsOpen(entry.Index)
                && Exposure.Of(entry.Item, started).Any(exposure => exposure.IsPrivilegedEvent)
                && entry.Item.Exchanges.Where(exchange => exchange is { Kind: ExchangeKind.Download, Origin: Origin.Outsider }).Any(exchange =>
                    new UnpackedFolders(job).Of(entry.Index, exchange.Folder).SelectMany(folder => runs.After(folder.StepIndex, folder.Folder)).Any(run => run.IsBehind(entry.Index, exchange.Span) && IsOpen(run.StepIndex))));
    }

    // Jobs are compared by where they are, not by what is in them.
    private sealed record PlacedJob(Pipeline Pipeline, Job Job)
    {
        public bool Equals(PlacedJob? other) => other is not null && ReferenceEquals(Job, other.Job);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Job);
    }
}
