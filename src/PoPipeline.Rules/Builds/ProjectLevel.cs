using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Builds;

/// <summary>At which level a project is, and by what evidence.</summary>
/// <param name="Project">The project.</param>
/// <param name="Facts">All that decides, from the lowest level on.</param>
public sealed record ProjectLevel(Project Project, ImmutableArray<LevelFact> Facts)
{
    /// <summary>What people call what installs its packages.</summary>
    public string Tool => EcosystemWords.Name(Project.Ecosystem);

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
