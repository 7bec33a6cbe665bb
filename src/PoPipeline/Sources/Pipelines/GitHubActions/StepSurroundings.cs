using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the steps before a step have left behind: files.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="job">The job.</param>
/// <param name="step">The index of the step.</param>
internal sealed class StepSurroundings(OriginLookup lookup, JobNode job, int step)
{
    // Whoever writes so many steps between a file and its reader means to keep a reader busy.
    private const int Nearest = 256;

    /// <summary>Who controls what is in a file; null where nothing is known of it.</summary>
    /// <param name="path">Its path, as the script writes it.</param>
    /// <param name="offset">Where the script reads it, from 0.</param>
    public Provenance? FileOf(string path, int offset)
    {
        if (path.Length == 0)
        {
            return null;
        }

        Provenance? found = null;
        for (var index = Math.Max(0, step - Nearest); index < step; index++)
        {
            if (job.StepNodes[index].Scalar("run") is { } run && run.Value.Contains(path, StringComparison.Ordinal))
            {
                foreach (var written in lookup.FlowOf(job, index).Files)
                {
                    found = written.Name == path ? found is null ? written.Value : Provenance.Join(found, written.Value) : found;
                }
            }
        }

        return found ?? (path[0] != '/' || path.StartsWith("/tmp/", StringComparison.Ordinal) ? lookup.FilesIn(job, step, path, offset) : null);
    }

    /// <summary>Whether an outsider's code or files lie in the workspace.</summary>
    public bool HoldsForeignCode => lookup.FilesIn(job, step) is not null;
}
