using System.Collections.Immutable;
using PoPipeline.Mending;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Finds which lines of a text became which of another, by what is known to be kept of it: nothing is searched for, however much changed.</summary>
internal static class LineChanges
{
    /// <summary>The stretches that changed: lines of the old text that became lines of the new one, from 0, the end exclusive.</summary>
    /// <param name="before">The lines of the old text, each with its end.</param>
    /// <param name="after">The lines of the new text, each with its end.</param>
    /// <param name="kept">What is kept of the old text in the new one.</param>
    public static ImmutableArray<(Range Before, Range After)> Of(ImmutableArray<string> before, ImmutableArray<string> after, KeptText kept)
    {
        var (old, young) = (Starts(before), Starts(after));
        var changes = ImmutableArray.CreateBuilder<(Range, Range)>();
        var last = (Before: 0..0, After: 0..0);
        foreach (var stretch in kept.Replaced(before.Sum(line => line.Length), after.Sum(line => line.Length)))
        {
            var next = (Before: LinesOf(old, stretch.Before), After: LinesOf(young, stretch.After));

            // Two edits of one line are one change of it.
            if (next.Before.Start.Value < last.Before.End.Value || next.After.Start.Value < last.After.End.Value)
            {
                last = (last.Before.Start..next.Before.End, last.After.Start..next.After.End);
                continue;
            }

            Add(last);
            last = next;
        }

        Add(last);
        return changes.DrainToImmutable();

        // The line that something is put before or behind is itself the same.
        void Add((Range Before, Range After) change)
        {
            var (start, end) = (change.Before.Start.Value, change.Before.End.Value);
            var (youngStart, youngEnd) = (change.After.Start.Value, change.After.End.Value);
            while (start < end && youngStart < youngEnd && before[start] == after[youngStart])
            {
                (start, youngStart) = (start + 1, youngStart + 1);
            }

            while (start < end && youngStart < youngEnd && before[end - 1] == after[youngEnd - 1])
            {
                (end, youngEnd) = (end - 1, youngEnd - 1);
            }

            if (start < end || youngStart < youngEnd)
            {
                changes.Add((start..end, youngStart..youngEnd));
            }
        }
    }

    // Where each line starts, and behind the last one. What stands at the end of one without a break is part of it.
    private static int[] Starts(ImmutableArray<string> lines)
    {
        var starts = new int[lines.Length + 1];
        for (var index = 0; index < lines.Length; index++)
        {
            starts[index + 1] = starts[index] + lines[index].Length;
        }

        starts[^1] += lines is [.., var last] && !last.EndsWith('\n') ? 1 : 0;
        return starts;
    }

    // The line that it ends before is among them: it may be joined to the one that it starts in.
    private static Range LinesOf(int[] starts, Range stretch) => LineAt(starts, stretch.Start.Value)..Math.Min(LineAt(starts, stretch.End.Value) + 1, starts.Length - 1);

    private static int LineAt(int[] starts, int offset)
    {
        var found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found : ~found - 1;
    }
}
