using System.Collections.Immutable;

namespace PoPipeline.Audit.Windows;

/// <summary>Times that do not touch, in their order.</summary>
/// <param name="Spans">The times.</param>
public sealed record TimeSpans(ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> Spans)
{
    /// <summary>Joins times.</summary>
    /// <param name="spans">The times, in any order.</param>
    public static TimeSpans Of(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> spans)
    {
        var joined = ImmutableArray.CreateBuilder<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var span in spans.Where(span => span.From < span.To).OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To)
            {
                joined[^1] = (joined[^1].From, span.To > joined[^1].To ? span.To : joined[^1].To);
            }
            else
            {
                joined.Add(span);
            }
        }

        return new TimeSpans(joined.DrainToImmutable());
    }

    /// <summary>What is left of a time without these.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">The time behind its end.</param>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Missing(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var span in Spans.Where(span => span.To > from && span.From < to))
        {
            if (span.From > from)
            {
                yield return (from, span.From);
            }

            from = span.To;
        }

        if (from < to)
        {
            yield return (from, to);
        }
    }

    /// <summary>Whether a time is in one of them.</summary>
    /// <param name="time">The time.</param>
    public bool Contains(DateTimeOffset time) => Spans.Any(span => time >= span.From && time < span.To);
}
