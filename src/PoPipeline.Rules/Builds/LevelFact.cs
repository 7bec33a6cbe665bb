using PoPipeline.Rules.Model;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>Something that decides whether a project is at a level.</summary>
/// <param name="Level">The level.</param>
/// <param name="IsMet">Whether it speaks for it; null where that cannot be told.</param>
/// <param name="Why">What it is, as a sentence.</param>
/// <param name="Place">Where it is written; null where that it is nowhere is the reason.</param>
public sealed record LevelFact(BuildLevel Level, bool? IsMet, string Why, Place? Place)
{
    /// <summary>What would have it speak for the level, as a sentence; null where nothing would, or nothing is needed.</summary>
    public string? Next { get; init; }

    /// <summary>What decides whether something is the same each time, as what decides about a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="fact">What decides it.</param>
    internal static LevelFact Of(BuildLevel level, DeterminismFact fact) =>
        new(level, fact.Verdict switch { Determinism.Deterministic => true, Determinism.No => false, _ => null }, fact.Why, fact.Place) { Next = fact.Next };
}
