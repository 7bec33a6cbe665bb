using System.Collections.Immutable;

namespace PoPipeline.Mending;

/// <summary>Which stretches of a text are kept in what became of it; whatever lies between two of them was replaced.</summary>
/// <param name="Parts">Where each starts in both, and how long it is: in order, and none of them empty.</param>
internal sealed record KeptText(ImmutableArray<(int Before, int After, int Length)> Parts)
{
    /// <summary>All of a text.</summary>
    /// <param name="length">How long it is.</param>
    public static KeptText Whole(int length) => new(length == 0 ? [] : [(0, 0, length)]);

    /// <summary>The same with something before it that is kept.</summary>
    /// <param name="length">How long that is.</param>
    public KeptText Behind(int length) => new([.. Whole(length).Parts, .. Parts.Select(part => (part.Before + length, part.After + length, part.Length))]);

    /// <summary>What is kept when more is made of what became of the text.</summary>
    /// <param name="next">What is kept of that.</param>
    public KeptText Then(KeptText next)
    {
        var parts = ImmutableArray.CreateBuilder<(int Before, int After, int Length)>();
        for (var (one, other) = (0, 0); one < Parts.Length && other < next.Parts.Length;)
        {
            var (first, second) = (Parts[one], next.Parts[other]);
            var start = Math.Max(first.After, second.Before);
            var end = Math.Min(first.After + first.Length, second.Before + second.Length);
            if (start < end)
            {
                parts.Add((first.Before + start - first.After, second.After + start - second.Before, end - start));
            }

            (one, other) = first.After + first.Length == end ? (one + 1, other) : (one, other + 1);
        }

        return new KeptText(parts.DrainToImmutable());
    }

    /// <summary>The stretches that are not kept, and what they became; either side may be empty.</summary>
    /// <param name="before">How long the text is.</param>
    /// <param name="after">How long what became of it is.</param>
    public IEnumerable<(Range Before, Range After)> Replaced(int before, int after)
    {
        var (old, young) = (0, 0);
        foreach (var (nextOld, nextYoung, length) in Parts.Append((before, after, 0)))
        {
            if (nextOld > old || nextYoung > young)
            {
                yield return (old..nextOld, young..nextYoung);
            }

            (old, young) = (nextOld + length, nextYoung + length);
        }
    }
}
