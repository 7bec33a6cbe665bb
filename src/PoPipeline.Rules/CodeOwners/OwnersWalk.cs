using System.Collections.Immutable;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Asks a CODEOWNERS file who owns one file after the other.</summary>
public sealed class OwnersWalk
{
    private readonly ImmutableArray<(SectionTree Tree, PatternWalk Owned, PatternWalk Excluded)> sections;

    internal OwnersWalk(ImmutableArray<SectionTree> sections) =>
        this.sections = [.. sections.Select(section => (section, new PatternWalk(section.Owned), new PatternWalk(section.Excluded)))];

    /// <summary>Whether the file has an owner by any section.</summary>
    /// <param name="path">The file, relative to the repository's root, forward slashes.</param>
    /// <exception cref="PatternWorkException">The patterns were written to take too much work.</exception>
    public bool IsOwned(string path)
    {
        foreach (var (tree, owned, excluded) in sections)
        {
            var last = owned.LastMatch(path);
            if (last >= 0 && tree.Entries[last].Owners.Length > 0 && !IsExcluded(tree, excluded, path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who owns the file, by each section that says something of it, in the sections' order; empty where none does.</summary>
    /// <param name="path">The file, relative to the repository's root, forward slashes.</param>
    /// <exception cref="PatternWorkException">The patterns were written to take too much work.</exception>
    public ImmutableArray<Ownership> Of(string path)
    {
        var ownerships = ImmutableArray.CreateBuilder<Ownership>();
        foreach (var (tree, owned, excluded) in sections)
        {
            var last = owned.LastMatch(path);
            if (last >= 0 && !IsExcluded(tree, excluded, path))
            {
                ownerships.Add(new Ownership(tree.Section, tree.Entries[last]));
            }
        }

        return ownerships.ToImmutable();
    }

    /// <summary>The line that takes a file from the owners of other lines: one without owners, or an exclusion; null where there is none.</summary>
    /// <param name="path">A file without an owner.</param>
    public OwnersEntry? Remover(string path)
    {
        var removers = sections.Select(section =>
            section.Excluded.LastMatch(path) is >= 0 and var exclusion ? section.Tree.Exclusions[exclusion]
            : section.Owned.LastMatch(path) is >= 0 and var last ? section.Tree.Entries[last]
            : null);
        return removers.FirstOrDefault(entry => entry is not null);
    }

    private static bool IsExcluded(SectionTree tree, PatternWalk excluded, string path) => tree.Exclusions.Length > 0 && excluded.LastMatch(path) >= 0;
}
