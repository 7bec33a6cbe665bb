using PoPipeline.Rules.Model;

namespace PoPipeline.Mending;

/// <summary>The regions of one file that have edits already, in order.</summary>
internal sealed class TakenRegions
{
    private static readonly Comparer<Region> InOrder = Comparer<Region>.Create(
        (one, other) => (one.StartLine, one.StartColumn, one.EndLine, one.EndColumn).CompareTo((other.StartLine, other.StartColumn, other.EndLine, other.EndColumn)));

    private readonly List<Region> regions = [];

    /// <summary>Whether an edit of a region could get in the way of one that is taken.</summary>
    /// <param name="region">The region.</param>
    public bool Collide(Region region)
    {
        // Of those that do not overlap, the neighbours come first to any other.
        var at = IndexOf(region);
        return (at > 0 && Collide(regions[at - 1], region)) || (at < regions.Count && Collide(regions[at], region));
    }

    /// <summary>Takes a region.</summary>
    /// <param name="region">The region.</param>
    public void Add(Region region) => regions.Insert(IndexOf(region), region);

    private int IndexOf(Region region)
    {
        var found = regions.BinarySearch(region, InOrder);
        return found >= 0 ? found : ~found;
    }

    private static bool Collide(Region one, Region other) =>
        one.Touches(other) || (one.StartLine, one.StartColumn) == (other.StartLine, other.StartColumn);
}
