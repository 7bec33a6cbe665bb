using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The steps of a job that bring files of an outsider, as far as the steps were looked at.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
internal sealed class JobFiles(OriginLookup lookup, ActionsFile file, JobNode job)
{
    // Who unpacks and copies into more folders means to keep a reader busy.
    private const int MostFolders = 64;

    private static readonly Provenance Foreign = new(Origin.Outsider, Charset.Free) { Sources = ["files that an outsider's run or change made"] };

    private readonly List<BroughtFiles> brought = [];
    private readonly ForeignGit git = new();
    private int seen;

    /// <summary>Who controls files of which nothing else is known; null where nobody from outside does.</summary>
    /// <param name="step">The index of the step that asks: those before it and what comes first in its own script are looked at, each once.</param>
    /// <param name="offset">Where its script asks, from 0.</param>
    /// <param name="path">The file, as the script names it; null for whichever.</param>
    public Provenance? Before(int step, int offset, string? path)
    {
        LookUpTo(step);
        if (brought.Count == 0)
        {
            return null;
        }

        var node = step < job.StepNodes.Length ? job.StepNodes[step] : null;
        var full = path is null || node is null ? path : Joined(Folder(node.Scalar("working-directory")), path);
        foreach (var files in brought)
        {
            if ((files.Step < step || (files.Step == step && files.Offset < offset)) && files.Until > step && (full is null || IsFrom(full, files.Folder, node)))
            {
                return files.Value;
            }
        }

        return null;
    }

    /// <summary>The folders in which they lie behind the last step, each with who controls them.</summary>
    public ImmutableArray<ForeignFolder> All()
    {
        LookUpTo(job.StepNodes.Length);
        return [.. brought.Where(files => files.Until == int.MaxValue).Select(files => new ForeignFolder(files.Folder, files.Value))];
    }

    /// <summary>Those that come in first; null where there are none.</summary>
    public BroughtFiles? First()
    {
        LookUpTo(job.StepNodes.Length);
        return brought.FirstOrDefault();
    }

    private void LookUpTo(int step)
    {
        while (seen <= step && seen < job.StepNodes.Length)
        {
            var index = seen++;
            LookAt(job.StepNodes[index], index);
        }
    }

    private void LookAt(YamlMapping node, int index)
    {
        if (node.Scalar("uses") is { } uses)
        {
            if (IsBroughtBy(node, uses, index))
            {
                brought.Add(new BroughtFiles(index, 0, Folder(node.Mapping("with").Input("path")), Foreign.Through(uses.Span, "comes in with the files")));
            }
            else if (Catalogue.Find(ComponentKind.Action, ReferenceReader.NameOf(uses.Value))?.Checkout is not null)
            {
                // A checkout of the repository's own code clears the folder first.
                var folder = Folder(node.Mapping("with").Input("path"));
                brought.FindAll(files => files.Folder == folder).ForEach(files => files.Until = Math.Min(files.Until, index));
            }
            else
            {
                brought.AddRange(lookup.FoldersOf(uses).Take(MostFolders - Math.Min(MostFolders, brought.Count)).Select(folder => new BroughtFiles(index, 0, folder.Folder, folder.Value)));
            }
        }
        else if (node.Scalar("run") is { } run)
        {
            if (run.Value.IndexOf("run download", StringComparison.Ordinal) is >= 0 and var mark && ExchangeReader.OriginOfRun(file, run.Value) is Origin.Outsider)
            {
                brought.Add(new BroughtFiles(index, mark, Folder: null, Foreign.Through(run.PlaceOf(mark, "run download".Length), "comes in with the files")));
            }

            if (ForeignGit.MayBeIn(run.Value) || (brought.Count > 0 && FileMove.MayBeIn(run.Value)))
            {
                var script = lookup.ScriptOf(job, index, run);
                Fetch(script, node, index);
                Move(script, node, index);
            }
        }
    }

    private bool IsBroughtBy(YamlMapping node, YamlScalar uses, int index)
    {
        var known = Catalogue.Find(ComponentKind.Action, ReferenceReader.NameOf(uses.Value));
        return (known?.Exchange is { Kind: ExchangeKind.Download } exchange && ExchangeReader.OriginOf(file, node.Mapping("with"), exchange) is Origin.Outsider)
            || (known?.Checkout is not null && CheckoutReader.IsForeign(node.Mapping("with"), lookup.ScopeOf(job, index)));
    }

    private void Fetch(Script script, YamlMapping node, int index)
    {
        var scope = lookup.ScopeOf(job, index);
        foreach (var code in git.In([script], node.Scalar("working-directory")?.Value, name => scope.Variable(name)?.Sources.Any(ProposedCode.IsNamedBy) == true))
        {
            if (code.Lies && brought.Count < MostFolders)
            {
                brought.Add(new BroughtFiles(index, code.Offset, Named(code.Directory), Foreign.Through(code.Place, "comes in with the files")));
            }
        }
    }

    // Files that are unpacked, copied or moved lie in another folder, too.
    private void Move(Script script, YamlMapping node, int index)
    {
        foreach (var command in brought.Count == 0 ? [] : script.Commands)
        {
            if (FileMove.Of(command) is not { } move || brought.Count >= MostFolders)
            {
                continue;
            }

            var standsIn = Folder(node.Scalar("working-directory"));
            var from = brought.Find(files => files.Until > index && (files.Step < index || files.Offset < command.Offset) && move.Sources.Any(source => IsFrom(Joined(standsIn, source), files.Folder, node)));
            var target = Named(move.Target) is { } folder ? Joined(standsIn, folder) : standsIn;
            if (from is not null && !brought.Exists(files => files.Folder == target && files.Until > index))
            {
                brought.Add(new BroughtFiles(index, command.Offset, target, from.Value));
            }
        }
    }

    private static string? Folder(YamlScalar? path) => Named(path?.Value);

    // Null for the workspace itself, and where the folder is computed.
    private static string? Named(string? path) =>
        path?.Trim() is { Length: > 0 } text && text is not ("." or "./") && !text.Contains('$', StringComparison.Ordinal) ? (text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text).TrimEnd('/') : null;

    private static string Joined(string? folder, string path) => folder is null || path.StartsWith('/') || path.StartsWith('~') || path.StartsWith('$') ? path : $"{folder}/{path}";

    // A path that is computed, or is told by a pattern, may lie anywhere; so may one of a script that goes into the folder.
    private static bool IsFrom(string path, string? folder, YamlMapping? node) =>
        folder is null
        || path.AsSpan().ContainsAny("$*?")
        || (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] is '/'))
        || node?.Scalar("run")?.Value.Contains($"cd {folder}", StringComparison.Ordinal) == true;
}
