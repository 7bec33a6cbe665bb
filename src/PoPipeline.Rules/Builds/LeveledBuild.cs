using System.Collections.Immutable;

namespace PoPipeline.Rules.Builds;

/// <summary>Something that is built, at which level it is, and by what evidence.</summary>
/// <param name="Facts">All that decides, from the lowest level on.</param>
public abstract record LeveledBuild(ImmutableArray<LevelFact> Facts)
{
    /// <summary>What people call what it is built with, or what installs its packages.</summary>
    public abstract string Tool { get; }

    /// <summary>The folder that it is built of, relative to the root; empty for the root.</summary>
    public abstract string Folder { get; }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>The folder of the workspace that it is a part of; null where it is a part of none.</summary>
    public virtual string? Workspace => null;

    /// <summary>The files that say what it is built of, by their paths.</summary>
    public abstract IEnumerable<string> Manifests { get; }

    /// <summary>Its lock files, by their paths.</summary>
    public virtual ImmutableArray<string> Locks => [];

    /// <summary>The highest level that the evidence reaches.</summary>
    public BuildLevel Level { get; } = Reached(Facts);

    /// <summary>What keeps it from the next level, what is known to be wrong first; null at the highest one.</summary>
    public LevelFact? Hindrance => Facts.Where(fact => fact.Level == Level + 1 && fact.IsMet is not true).OrderBy(fact => fact.IsMet is null).ThenBy(fact => fact.Next is null).FirstOrDefault();

    /// <summary>Whether the next level may be reached, and it cannot be told.</summary>
    public bool IsUncertain => Level < BuildLevel.Deterministic && Facts.All(fact => fact.Level != Level + 1 || fact.IsMet is not false);

    private static BuildLevel Reached(ImmutableArray<LevelFact> facts)
    {
        var level = BuildLevel.None;
        while (level < BuildLevel.Deterministic && facts.Any(fact => fact.Level == level + 1) && facts.All(fact => fact.Level != level + 1 || fact.IsMet is true))
        {
            level++;
        }

        return level;
    }
}
