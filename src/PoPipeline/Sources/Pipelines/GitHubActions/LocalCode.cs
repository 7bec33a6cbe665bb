using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The actions and reusable workflows of the repository itself, by the paths that <c>uses: ./…</c> names.</summary>
internal sealed class LocalCode
{
    private readonly FrozenDictionary<string, ActionsFile> files;

    /// <summary>Indexes files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="linked">Under which paths each of them is found as well.</param>
    public LocalCode(ImmutableArray<ActionsFile> files, LinkedFiles linked)
    {
        var byPath = new Dictionary<string, ActionsFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var path in linked.PathsOf(file.Path))
            {
                byPath.TryAdd(file.Kind is PipelineKind.Action ? RepositoryPath.FolderOf(path) : path, file);
            }
        }

        this.files = byPath.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The file behind a local value of <c>uses</c>; null where the repository has none.</summary>
    /// <param name="uses">As written: <c>./.github/actions/setup</c>.</param>
    public ActionsFile? Find(string uses) => ReferenceReader.IsLocal(uses) ? ByPath(ReferenceReader.LocalPath(uses)) : null;

    /// <summary>The file behind the path of an action's folder or of a workflow; null where there is none.</summary>
    public ActionsFile? ByPath(string path) => files.GetValueOrDefault(path);
}
