using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads workflows and <c>action.yml</c> files of GitHub Actions.</summary>
internal sealed class GitHubActionsReader : IPipelineReader
{
    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.GitHubActions];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives =>
        [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.IgnoredPipelines), nameof(SnapshotPart.LinkedPipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var found = FileFinder.Find(repository.Files);

        // What GitHub never reads has a finding, which is bound to what the file says.
        return new SourcePlan(found.Select(file => file.Path), (tree, cancellation) => found.IsEmpty ? new SnapshotPart() : Read(tree, found, repository, policy, cancellation));
    }

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<FoundFile> found, Repository repository, Policy policy, CancellationToken cancellation)
    {
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var parsed = new ActionsFile?[found.Length];
        var ignored = new IgnoredPipeline?[found.Length];
        var linked = LinkedFiles.Of(tree, found);
        Parallel.For(0, found.Length, options, index => (parsed[index], ignored[index]) = linked.Left.Contains(found[index].Path) ? default : Parse(tree, found[index], linked));

        var files = parsed.OfType<ActionsFile>().ToImmutableArray();
        var local = new LocalCode(files, linked);
        var byName = WorkflowRuns.ByName(files);
        foreach (var file in files)
        {
            file.Narrow(byName);
        }

        var links = CallLinks.Of(files, local);

        // An action among test data or examples is data itself, unless a pipeline of this repository uses it.
        var used = links.ReachedFrom(files.Where(file => file.Kind is not PipelineKind.Action || linked.PathsOf(file.Path).Any(path => !DataFolders.IsAbove(path))));
        files = [.. files.Where(used.Contains)];
        var pipelines = new Pipeline[files.Length];
        var others = new RepositoryFiles(repository, tree.Read);
        Parallel.For(0, files.Length, options, index => pipelines[index] = PipelineBuilder.Read(files[index], repository, policy, local, links, others));

        var locks = found.Where(one => one.Role is FileRole.Lock).Select(one => LockFile.Read(tree.Read(one.Path))).ToImmutableArray();
        return new SnapshotPart
        {
            Pipelines = [.. pipelines.Select(pipeline => locks.Aggregate(pipeline, (read, file) => file.Applied(read))), .. locks.Select(file => file.ToPipeline())],
            Commented =
            [
                .. files.Where(file => file.Document is not null).Select(file => file.Path)
                    .Concat(locks.Where(file => file.Document is not null).Select(file => file.Path))
                    .Select(path => new CommentedFile(path, IsYaml: true)),
            ],
            IgnoredPipelines = [.. ignored.OfType<IgnoredPipeline>()],
            LinkedPipelines = linked.Links,
        };
    }

    private static (ActionsFile? File, IgnoredPipeline? Ignored) Parse(WorkingTree tree, FoundFile found, LinkedFiles linked)
    {
        switch (found.Role)
        {
            case FileRole.Workflow:
                return (tree.IsLink(found.Path) ? ActionsFile.Link(found.Path) : ActionsFile.Parse(tree.Read(found.Path), PipelineKind.Workflow), null);
            case FileRole.Action:
                var action = ActionsFile.Parse(tree.Read(found.Path), PipelineKind.Action);
                return (IsAction(action, linked) ? action : null, null);
            case FileRole.Ignored:
                return (null, Ignored(found));
            default:
                var stray = tree.Read(found.Path);
                return (null, stray.Fault is not null || FileFinder.LooksLikeWorkflow(stray.Text) ? Ignored(found) with { Unreadable = stray.Fault } : null);
        }
    }

    private static IgnoredPipeline Ignored(FoundFile found) => new(Platform.GitHubActions, found.Path, found.Why ?? "GitHub does not read it");

    // Other tools name files so, too; an action says what it runs, and one in GitHub's own places is meant to. What could not be read may be one.
    private static bool IsAction(ActionsFile file, LinkedFiles linked) =>
        file.Root?.Entry("runs") is not null
        || (file.Fault is not null && (file.Document is null || FileFinder.LooksLikeAction(file.Document.Source)))
        || linked.PathsOf(file.Path).Any(path => !path.Contains('/') || path.StartsWith(".github/", StringComparison.Ordinal));
}
