using System.Buffers;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The steps of a job that bring files of an outsider, as far as the steps were looked at.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
internal sealed class JobFiles(OriginLookup lookup, ActionsFile file, JobNode job)
{
    private static readonly Provenance Foreign = new(Origin.Outsider, Charset.Free) { Sources = ["files that an outsider's run or change made"] };

    // What puts files of one folder into another.
    private static readonly SearchValues<string> Movers = SearchValues.Create(["unzip ", "tar ", "7z ", "cp ", "mv ", "rsync ", "Expand-Archive", "Copy-Item", "Move-Item"], StringComparison.Ordinal);

    private readonly List<BroughtFiles> brought = [];
    private int seen;
    private int firstMove = int.MaxValue;

    /// <summary>Who controls files of which nothing else is known; null where nobody from outside does.</summary>
    /// <param name="step">The index of the step that asks: those before it are looked at, each once.</param>
    /// <param name="path">The file; null for whichever.</param>
    public Provenance? Before(int step, string? path)
    {
        for (; seen < step && seen < job.StepNodes.Length; seen++)
        {
            var node = job.StepNodes[seen];
            if (Brought(node, seen) is { } value)
            {
                brought.Add(new BroughtFiles(seen, FolderOf(node), value));
            }

            firstMove = firstMove is int.MaxValue && node.Scalar("run")?.Value.AsSpan().ContainsAny(Movers) == true ? seen : firstMove;
        }

        foreach (var files in brought)
        {
            if (files.Step < step && (files.Folder is null || path is null || firstMove < step || IsBelow(path, files.Folder)))
            {
                return files.Value;
            }
        }

        return null;
    }

    // Null for the workspace itself, and where the folder is computed.
    private static string? FolderOf(YamlMapping node) =>
        node.Mapping("with").Input("path")?.Value.Trim() is { Length: > 0 } path && path is not ("." or "./") && !path.Contains('$', StringComparison.Ordinal) ? (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).TrimEnd('/') : null;

    // A path that is computed, or is told by a pattern, may lie anywhere.
    private static bool IsBelow(string path, string folder) =>
        path.AsSpan().ContainsAny("$*?") || (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] is '/'));

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

    // What a step brought, and into which folder.
    private sealed record BroughtFiles(int Step, string? Folder, Provenance Value);
}
