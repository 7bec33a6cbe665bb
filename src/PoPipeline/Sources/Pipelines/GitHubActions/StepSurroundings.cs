using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the steps before a step have left behind: files.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
/// <param name="step">The index of the step.</param>
internal sealed class StepSurroundings(OriginLookup lookup, ActionsFile file, JobNode job, int step)
{
    private static readonly Provenance Foreign = new(Origin.Outsider, Charset.Free) { Sources = ["files that an outsider's run or change made"] };

    // Whoever writes so many steps between a file and its reader means to keep a reader busy.
    private const int Nearest = 256;

    private Provenance? workspace;
    private bool isAsked;

    /// <summary>Who controls what is in a file; null where nothing is known of it.</summary>
    /// <param name="path">Its path, as the script writes it.</param>
    public Provenance? FileOf(string path)
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

        return found ?? (path[0] != '/' || path.StartsWith("/tmp/", StringComparison.Ordinal) ? Workspace : null);
    }

    /// <summary>Whether an outsider's code or files lie in the workspace.</summary>
    public bool HoldsForeignCode => Workspace is not null;

    // Files that came from outside lie where nobody can tell; any of them may be one of those.
    private Provenance? Workspace
    {
        get
        {
            if (!isAsked)
            {
                isAsked = true;
                for (var index = 0; index < step && workspace is null; index++)
                {
                    workspace = Brought(job.StepNodes[index], index);
                }
            }

            return workspace;
        }
    }

    private Provenance? Brought(YamlMapping node, int index)
    {
        if (node.Scalar("uses") is { } uses)
        {
            var known = Catalogue.Find(ComponentKind.Action, ReferenceReader.NameOf(uses.Value));
            return (known?.Exchange is { Kind: ExchangeKind.Download } exchange && ExchangeReader.OriginOf(file, node.Mapping("with"), exchange) is Origin.Outsider)
                || (known?.Checkout is not null && node.Mapping("with").Input("ref") is { } reference && CheckoutReader.IsForeign(reference, lookup.ScopeOf(job, index)))
                    ? Foreign.Through(uses.Span, "comes in with the files")
                    : null;
        }

        return node.Scalar("run") is { } run && run.Value.IndexOf("run download", StringComparison.Ordinal) is >= 0 and var mark && ExchangeReader.OriginOfRun(file, run.Value) is Origin.Outsider
            ? Foreign.Through(run.PlaceOf(mark, "run download".Length), "comes in with the files")
            : null;
    }
}
