using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Reproducible;

/// <summary>One reason why the output of a build is the same each time, or is not.</summary>
/// <param name="Verdict">What follows from it.</param>
/// <param name="Why">The reason, as a sentence.</param>
/// <param name="Next">What to do about it, as a sentence; null where nothing is to be done.</param>
/// <param name="Place">Where it is written; null where that it is nowhere is the reason.</param>
internal sealed record DeterminismFact(Determinism Verdict, string Why, string? Next, Place? Place)
{
    /// <summary>What follows from several: one that says no decides, and one that does not know goes before those that say yes.</summary>
    /// <param name="facts">The reasons.</param>
    public static Determinism Of(IEnumerable<DeterminismFact> facts)
    {
        var verdict = Determinism.Unknown;
        var isUnknown = false;
        foreach (var fact in facts)
        {
            if (fact.Verdict is Determinism.No)
            {
                return Determinism.No;
            }

            isUnknown |= fact.Verdict is Determinism.Unknown;
            verdict = fact.Verdict;
        }

        return isUnknown ? Determinism.Unknown : verdict;
    }
}
