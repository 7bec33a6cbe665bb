using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Asks a CODEOWNERS file who owns one file after the other.</summary>
public sealed class OwnersWalk
{
    private readonly ImmutableArray<(OwnersSection Section, ImmutableArray<OwnersEntry> Entries, PatternWalk Owned, PatternWalk? Excluded)> sections;

    internal OwnersWalk(ImmutableArray<(OwnersSection Section, ImmutableArray<OwnersEntry> Entries, PatternTree Owned, PatternTree? Excluded)> sections) =>
        this.sections =
        [
            .. sections.Select(section =>
                (section.Section, section.Entries, new PatternWalk(section.Owned), section.Excluded is null ? null : new PatternWalk(section.Excluded))),
        ];

    /// <summary>Whether the file has an owner by any section.</summary>
    /// <param name="path">The file, relative to the repository's root, forward slashes.</param>
    public bool IsOwned(string path)
    {
        foreach (var (_, entries, owned, excluded) in sections)
        {
            var last = owned.LastMatch(path);
            if (last >= 0 && entries[last].Owners.Length > 0 && (excluded is null || excluded.LastMatch(path) < 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who owns the file, by each section that says something of it, in the sections' order; empty where none does.</summary>
    /// <param name="path">The file, relative to the repository's root, forward slashes.</param>
    public ImmutableArray<Ownership> Of(string path)
    {
        var ownerships = ImmutableArray.CreateBuilder<Ownership>();
        foreach (var (section, entries, owned, excluded) in sections)
        {
            var last = owned.LastMatch(path);
            if (last >= 0 && (excluded is null || excluded.LastMatch(path) < 0))
            {
                ownerships.Add(new Ownership(section, entries[last]));
            }
        }

        return ownerships.ToImmutable();
    }
}
