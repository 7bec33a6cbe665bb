using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Binding;

/// <summary>Finds which of many things of one file stand at a place, without looking at all of them for each place.</summary>
/// <typeparam name="T">What stands there.</typeparam>
internal sealed class SpanIndex<T>
{
    private readonly Spanned<T>[] things;
    private readonly (int Line, int Column)[] furthest;

    /// <summary>Sorts the things by where they stand.</summary>
    /// <param name="things">The things; one that stands at several places is given for each.</param>
    public SpanIndex(IEnumerable<Spanned<T>> things)
    {
        this.things = [.. things.OrderBy(thing => thing.Span.StartLine).ThenBy(thing => thing.Span.StartColumn)];
        furthest = new (int, int)[this.things.Length];
        for (var i = 0; i < furthest.Length; i++)
        {
            var end = (this.things[i].Span.EndLine, this.things[i].Span.EndColumn);
            furthest[i] = i > 0 && furthest[i - 1].CompareTo(end) > 0 ? furthest[i - 1] : end;
        }
    }

    /// <summary>What has a character in common with a region, in no order; once for each of its places.</summary>
    /// <param name="region">The region.</param>
    public IEnumerable<T> At(Region region)
    {
        for (var i = CountUntil((region.EndLine, region.EndColumn)) - 1; i >= 0 && furthest[i].CompareTo((region.StartLine, region.StartColumn)) >= 0; i--)
        {
            if (things[i].Span.Touches(region))
            {
                yield return things[i].Value;
            }
        }
    }

    // How many start at a place or before it.
    private int CountUntil((int Line, int Column) place)
    {
        var (low, high) = (0, things.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((things[middle].Span.StartLine, things[middle].Span.StartColumn).CompareTo(place) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
