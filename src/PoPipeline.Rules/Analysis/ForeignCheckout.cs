using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>A place where a step brings an outsider's code into the workspace.</summary>
/// <param name="StepIndex">The index of the step in its job.</param>
/// <param name="Text">What says so, as written.</param>
/// <param name="Span">Where.</param>
/// <param name="Directory">The folder below the workspace; null for the workspace itself.</param>
internal sealed record ForeignCheckout(int StepIndex, string Text, Place Span, string? Directory)
{
    /// <summary>The first one of each step of a job that has one, in the order of the steps.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    public static IEnumerable<ForeignCheckout> In(Pipeline pipeline, Job job)
    {
        var git = new ForeignGit();
        foreach (var (index, step) in job.Steps.Index())
        {
            if (step.Checkout is { } checkout)
            {
                // Without a ref of its own a checkout takes what the event is about; for a privileged event that is the repository's own branch.
                if (checkout is { Origin: Origin.Outsider, Ref.Length: > 0 })
                {
                    yield return new ForeignCheckout(index, checkout.Ref, checkout.Span, checkout.Directory);
                }
            }
            else if (step.Scripts.Any(script => ForeignGit.MayBeIn(script.Text)) && First(git, pipeline, job, step) is { } found)
            {
                yield return new ForeignCheckout(index, found.Text, found.Place, found.Directory);
            }
        }
    }

    private static BroughtCode? First(ForeignGit git, Pipeline pipeline, Job job, Step step)
    {
        var variables = StepEnvironment.Of(pipeline, job, step);

        // All of them are looked at: what a later command fetches is known to the steps behind.
        var all = git.In(step.Scripts, step.WorkingDirectory?.Value, name => variables.TryGetValue(name, out var setting) && setting.Interpolations.Any(ForeignGit.IsProposed)).ToList();
        return all.Count > 0 ? all[0] : null;
    }
}
