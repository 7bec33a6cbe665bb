using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Builds;

/// <summary>At which level a project is, and by what evidence.</summary>
/// <param name="Project">The project.</param>
/// <param name="Facts">All that decides, from the lowest level on.</param>
public sealed record ProjectLevel(Project Project, ImmutableArray<LevelFact> Facts) : LeveledBuild(Facts)
{
    /// <inheritdoc/>
    public override string Tool => EcosystemWords.Name(Project.Ecosystem);

    /// <inheritdoc/>
    public override string Folder => Project.Folder;

    /// <inheritdoc/>
    public override string Name => Project.Folder.Length == 0 ? "." : Project.Folder;

    /// <inheritdoc/>
    public override string? Workspace => Project.Workspace;

    /// <inheritdoc/>
    public override IEnumerable<string> Manifests => Project.Manifests.Select(manifest => manifest.Path);

    /// <inheritdoc/>
    public override ImmutableArray<string> Locks => Project.Locks;
}
