using System.Collections.Immutable;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Finds which lines of a text became which of another, with as few changes as there are (Myers, "An O(ND) Difference Algorithm").</summary>
internal static class LineChanges
{
    /// <summary>The stretches that changed: lines of the old text that became lines of the new one, from 0, the end exclusive.</summary>
    /// <param name="before">The lines of the old text.</param>
    /// <param name="after">The lines of the new text.</param>
    public static ImmutableArray<(Range Before, Range After)> Of(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var kept = Kept(before, after);
        var changes = ImmutableArray.CreateBuilder<(Range, Range)>();
        var (old, young) = (0, 0);
        foreach (var (nextOld, nextYoung) in kept.Append((before.Length, after.Length)))
        {
            if (nextOld > old || nextYoung > young)
            {
                changes.Add((old..nextOld, young..nextYoung));
            }

            (old, young) = (nextOld + 1, nextYoung + 1);
        }

        return changes.DrainToImmutable();
    }

    // The pairs of lines that are the same in both, in order.
    private static List<(int Before, int After)> Kept(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var furthest = new Dictionary<int, int> { [1] = 0 };
        var rounds = new List<Dictionary<int, int>>();
        for (var edits = 0; ; edits++)
        {
            rounds.Add(new Dictionary<int, int>(furthest));
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = IsDown(furthest, diagonal, edits) ? furthest[diagonal + 1] : furthest[diagonal - 1] + 1;
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                {
                    x++;
                }

                furthest[diagonal] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    return Back(rounds, before.Length, after.Length);
                }
            }
        }
    }

    private static List<(int Before, int After)> Back(List<Dictionary<int, int>> rounds, int x, int y)
    {
        var kept = new List<(int, int)>();
        for (var edits = rounds.Count - 1; edits >= 0; edits--)
        {
            var furthest = rounds[edits];
            var diagonal = x - y;
            var from = IsDown(furthest, diagonal, edits) ? diagonal + 1 : diagonal - 1;
            var (startX, startY) = edits == 0 ? (0, 0) : (furthest[from], furthest[from] - from);
            while (x > startX && y > startY)
            {
                kept.Add((--x, --y));
            }

            (x, y) = (startX, startY);
        }

        kept.Reverse();
        return kept;
    }

    private static bool IsDown(Dictionary<int, int> furthest, int diagonal, int edits) =>
        diagonal == -edits || (diagonal != edits && furthest[diagonal - 1] < furthest[diagonal + 1]);
}
