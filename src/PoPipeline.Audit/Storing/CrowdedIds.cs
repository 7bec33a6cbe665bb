using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// Ids under which very much is said: whoever makes a file may say anything under one as often as they like, and nobody holds each of it to all of it. It is known word for word alone.
/// </summary>
/// <param name="table">The events.</param>
/// <param name="textOf">What is said of an event; null where that cannot be read.</param>
internal sealed class CrowdedIds(EventTable table, Func<EventDigest, EventText?> textOf)
{
    /// <summary>Of what is said under one id, so much is looked at.</summary>
    public const int MostTexts = 64;

    // Of most events there is one text: of these nothing is held.
    private readonly Dictionary<ulong, Dictionary<UInt128, int>> crowds = [];

    /// <summary>Whether very much is said under an id.</summary>
    /// <param name="id">The id.</param>
    public bool Has(ulong id)
    {
        if (crowds.ContainsKey(id))
        {
            return true;
        }

        if (!table.WithId(id).Skip(MostTexts).Any())
        {
            return false;
        }

        var words = crowds[id] = [];
        foreach (var row in table.WithId(id))
        {
            Add(words, textOf(table[row]) is { } text ? EventText.WordsOf(text.Event) : null, row);
        }

        return true;
    }

    /// <summary>The event that says the same word for word under an id of which very much is said; negative where there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="words">The number of what is said.</param>
    public int RowOf(ulong id, UInt128 words) => crowds[id].TryGetValue(words, out var row) ? row : -1;

    /// <summary>Takes the event that was added last.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="said">The event.</param>
    public void Add(ulong id, AuditEvent said)
    {
        if (crowds.TryGetValue(id, out var known))
        {
            Add(known, EventText.WordsOf(said), table.Count - 1);
        }
    }

    private static void Add(Dictionary<UInt128, int> words, UInt128? said, int row)
    {
        if (said is { } known)
        {
            words.TryAdd(known, row);
        }
    }
}
