using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>A CODEOWNERS file made ready to be asked who owns what. It does not change; ask for many files through <see cref="Walk"/>.</summary>
public sealed class Owners
{
    private readonly ImmutableArray<SectionTree> sections;

    /// <summary>Makes a file ready.</summary>
    public Owners(CodeOwnersFile file)
    {
        sections =
        [
            .. file.Sections.Where(section => section.Entries.Length > 0).Select(section =>
            {
                var entries = section.Entries.Where(entry => !entry.Exclusion).ToImmutableArray();
                var exclusions = section.Entries.Where(entry => entry.Exclusion).ToImmutableArray();
                return new SectionTree(section, entries, TreeOf(entries, file.Forge), exclusions, TreeOf(exclusions, file.Forge));
            }),
        ];
    }

    /// <summary>Who owns a file, by each section that says something of it, in the sections' order; empty where none does.</summary>
    /// <param name="file">The CODEOWNERS file.</param>
    /// <param name="path">The file asked for, relative to the repository's root, forward slashes.</param>
    /// <exception cref="PatternWorkException">The patterns were written to take too much work.</exception>
    public static ImmutableArray<Ownership> Of(CodeOwnersFile file, string path) => new Owners(file).Walk().Of(path);

    /// <summary>A walk for asking after many files; fastest in ordinal order, right in any. Not for two threads at once.</summary>
    public OwnersWalk Walk() => new(sections);

    private static PatternTree TreeOf(ImmutableArray<OwnersEntry> entries, Forge forge) => new(entries.Select(entry => entry.Pattern), forge);
}
