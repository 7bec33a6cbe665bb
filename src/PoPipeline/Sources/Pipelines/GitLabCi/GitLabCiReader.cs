using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>.gitlab-ci.yml</c>, what it includes and starts, and files that others include: components and templates.</summary>
internal sealed class GitLabCiReader : IPipelineReader
{
    /// <summary>Where GitLab looks for a configuration.</summary>
    public const string Root = ".gitlab-ci.yml";

    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.GitLabCi];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.IgnoredPipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var candidates = FileFinder.Find(repository);
        ImmutableArray<string> ignored = [.. FileFinder.Ignored(repository)];
        return new SourcePlan(
            candidates.Select(file => file.Path),
            (tree, cancellation) =>
            {
                var files = new GitLabFiles(repository, tree);
                return candidates.IsEmpty && ignored.IsEmpty ? new SnapshotPart() : WithIgnored(Read(files, candidates, repository, cancellation), ignored, files, repository);
            });
    }

    // What a pipeline includes is read there, whatever it is called.
    private static SnapshotPart WithIgnored(SnapshotPart part, ImmutableArray<string> ignored, GitLabFiles files, Repository repository)
    {
        var included = part.Pipelines.Where(pipeline => pipeline.Kind is PipelineKind.Workflow).SelectMany(pipeline => pipeline.Jobs.Select(job => job.Span.Path).Append(pipeline.Path)).ToHashSet(StringComparer.Ordinal);
        return part with
        {
            IgnoredPipelines =
            [
                .. ignored.Where(path => !included.Contains(path)).Select(path =>
                    new IgnoredPipeline(Platform.GitLabCi, path, $"GitLab starts with '{Root}' at the top of the repository, unless the settings of the project name another file")
                    {
                        IsTemplate = path.Contains('/', StringComparison.Ordinal) && (TemplateMarks.AreNamed(repository.Name, path) || TemplateMarks.AreIn(files.Read(path).Document.Source)),
                    }),
            ],
        };
    }

    private static SnapshotPart Read(GitLabFiles files, ImmutableArray<FoundFile> candidates, Repository repository, CancellationToken cancellation)
    {
        var reader = new ConfigurationReader(files);
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        var commented = new SortedSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var starts = new Queue<string>(candidates.Where(file => file.Role is FileRole.Start).Select(file => file.Path));
        var queued = starts.ToHashSet(StringComparer.Ordinal);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        while (starts.TryDequeue(out var path))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Add(path, PipelineKind.Workflow) is { } configuration)
            {
                // What a job starts as a pipeline of its own is read as one.
                foreach (var children in configuration.Jobs.Select(job => IncludeEntry.Of((job.Keys["trigger"] as YamlMapping)?["include"])))
                {
                    foreach (var file in children.Where(entry => entry.Kind is "local").SelectMany(child => files.Matching(child.Location.Value.TrimStart('/'))).Where(queued.Add))
                    {
                        starts.Enqueue(file);
                        if (children.Length > 1)
                        {
                            _ = shared.Add(file);
                        }
                    }
                }
            }
        }

        // What nothing here includes is for others; it is judged for itself.
        foreach (var file in candidates.Where(file => file.Role is not FileRole.Start && !commented.Contains(file.Path)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsMeant(file, files, repository))
            {
                _ = Add(file.Path, PipelineKind.Action);
            }
        }

        return new SnapshotPart { Pipelines = pipelines.ToImmutable(), Commented = [.. commented.Select(path => new CommentedFile(path, IsYaml: true))] };

        CiConfiguration? Add(string path, PipelineKind kind)
        {
            if (!taken.Add(path))
            {
                return null;
            }

            var configuration = reader.Read(path, isPart: kind is PipelineKind.Action, shared.Contains(path));
            pipelines.Add(PipelineBuilder.Read(configuration, kind, repository));
            commented.UnionWith(configuration.Files.Select(file => file.Path));

            // A part that cannot be read is told of by itself, as nobody looked at it.
            foreach (var part in configuration.Files.Skip(1).Where(file => file.Document.IsTooLarge && taken.Add(file.Path)))
            {
                pipelines.Add(new Pipeline { Platform = Platform.GitLabCi, Path = part.Path, Kind = PipelineKind.Action, CalledAs = [part.Path], Unreadable = part.Document.Error!.AsClause });
            }

            return configuration;
        }
    }

    // Many things lie in folders of such names; of those the content tells what they are.
    private static bool IsMeant(FoundFile found, GitLabFiles files, Repository repository)
    {
        if (found.Role is FileRole.Part)
        {
            return true;
        }

        var file = files.Read(found.Path);
        if (found.Role is FileRole.Elsewhere)
        {
            return OfferedJobs.IsHeader(file.Header);
        }

        // A manifest of something else has a 'spec' among other things.
        return (found.Role is FileRole.Component ? file.Header is { Entries: [_] } : OfferedJobs.IsHeader(file.Header))
            || OfferedJobs.AreAllOf(file, FileFinder.IsOfGitLab(repository))
            || file.Document.IsTooLarge
            || (repository.Forge is not Forge.GitHub && file.IsUnknown);
    }
}
