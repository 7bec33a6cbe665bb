using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.MsBuild;
using PoPipeline.Sources.Projects.PackageManagers;

namespace PoPipeline.Sources.Projects;

/// <summary>Reads which packages the projects of a repository need, what locks them, and what fetches their build tools.</summary>
internal sealed class ProjectsSource : ISource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Projects), nameof(SnapshotPart.Locks), nameof(SnapshotPart.Wrappers), nameof(SnapshotPart.ProjectGaps)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var files = ProjectFiles.Among(repository.Files);
        return new SourcePlan([], (tree, cancellation) => Read(repository, tree, files, cancellation));
    }

    private static SnapshotPart Read(Repository repository, WorkingTree tree, ImmutableArray<string> files, CancellationToken cancellation)
    {
        if (files.IsEmpty)
        {
            return new SnapshotPart();
        }

        var reader = new ProjectReader(tree, repository.Revision is not null || repository.Branch is not null ? true : null);
        reader.ReadAll(files.Take(ProjectFiles.Most), cancellation);
        var locks = GradleHashes.Joined(reader.Locks);
        var builder = new ProjectBuilder(reader.Manifests, locks, reader.Wrappers);
        var projects = builder.Build();
        var hindrances = new Hindrances(repository, tree, reader.Manifests);
        var freshness = new LockComparison(reader.Asked, reader.Said, locks, builder, repository.Files);
        var settings = new MsBuildSettings(repository, tree);
        var managers = new PackageManagerSettings(repository, tree);
        return new SnapshotPart
        {
            Projects = [.. projects.Select(project => managers.Completed(Completed(freshness.Compared(project), hindrances, settings, cancellation)))],
            Locks = locks,
            Wrappers = reader.Wrappers,
            ProjectGaps = files.Length > ProjectFiles.Most
                ? [new Gap(files[ProjectFiles.Most], $"more than {ProjectFiles.Most} files are called as manifests and lock files are, and none was looked into from this one on", Failed: true)]
                : [],
        };
    }

    private static Project Completed(Project project, Hindrances hindrances, MsBuildSettings settings, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return project with
        {
            Hindrances = hindrances.Of(project, out var closed),
            HindranceGaps = closed,
            Settings = settings.Of(project, out var unread),
            SettingGaps = unread,
        };
    }
}
