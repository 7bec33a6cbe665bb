namespace PoPipeline.Audit.Storing;

/// <summary>
/// Pairs events one for one of which it cannot be read whether they are the same: which of the events of a second is which cannot be told, but how many they are. Where the one that another would be is taken, what
/// took it may be another one.
/// </summary>
/// <param name="table">The events.</param>
/// <param name="mayBe">Whether nothing that can be read of one of the table and of another one tells them apart.</param>
/// <param name="partnerOf">What took an event of the table; null where nothing did that may be another one.</param>
/// <param name="pair">Is told of each pair: the event of the table, and what takes it.</param>
internal sealed class PairedEvents(EventTable table, Func<EventDigest, EventDigest, bool> mayBe, Func<int, EventDigest?> partnerOf, Action<int, EventDigest> pair)
{
    // Of what may be moved to make room for another one, so much is looked at.
    private const int MostMoves = 64;

    // Of what no room can be made for, the next one of the same time has none either.
    private EventDigest? without;

    /// <summary>The event that another one may be once others are moved, with which it is paired; negative where there is none.</summary>
    /// <param name="digest">The other one.</param>
    public int RowFor(in EventDigest digest)
    {
        if (without == digest with { Entry = 0, Id = 0 })
        {
            return -1;
        }

        var row = RowFor(digest, []);
        without = row < 0 ? digest with { Entry = 0, Id = 0 } : null;
        return row;
    }

    private int RowFor(EventDigest digest, HashSet<int> looked)
    {
        var row = table.Like(digest, before => mayBe(before, digest) ? TextDifference.Unknown : TextDifference.Differs, out _);
        if (row < 0)
        {
            row = table.LikeTold(digest).Take(MostMoves).Where(taken => looked.Count < MostMoves && looked.Add(taken) && mayBe(table[taken], digest))
                .FirstOrDefault(taken => partnerOf(taken) is { } other && RowFor(other, looked) >= 0, -1);
        }

        if (row >= 0)
        {
            table.Tell(row);
            pair(row, digest);
        }

        return row;
    }
}
