using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>Reads the CODEOWNERS files in every place where the forge might look, the effective one first.</summary>
internal sealed class CodeOwnersSource : ISource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.CodeOwners), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var forge = CodeOwnersPlaces.ForgeOf(repository);
        ImmutableArray<string> places = [.. CodeOwnersPlaces.Of(forge).Where(place => repository.Files.BinarySearch(place, StringComparer.Ordinal) >= 0)];
        return new SourcePlan(places, (tree, _) => Read(tree, places, forge, repository));
    }

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<string> places, Forge forge, Repository repository)
    {
        ImmutableArray<CodeOwnersFile> files = [.. places.Select((place, index) => CodeOwnersReader.Read(tree.Read(place), forge, repository) with { Effective = index == 0 })];
        return new SnapshotPart
        {
            CodeOwners = files,
            Commented = [.. files.Where(file => file.Unreadable is null).Select(file => new CommentedFile(file.Path, IsYaml: false))],
        };
    }
}
