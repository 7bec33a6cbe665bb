using System.Collections.Frozen;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>
/// Finds notes whose date cannot be true. Owners may give a note any date, but its number is given by the server: of two notes, the one with the
/// higher number was taken in later.
/// </summary>
internal static class NoteOrder
{
    /// <summary>Two servers of one GitLab may differ by as much, and a note takes time to be stored.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <summary>The notes with such a date, and what is wrong with it, as a sentence without a full stop.</summary>
    /// <param name="notes">All notes that were read, of all issues: numbers are given once in an instance.</param>
    /// <param name="now">The time by the server's clock.</param>
    public static FrozenDictionary<long, string> Contradictions(IEnumerable<NoteAnswer> notes, DateTimeOffset now)
    {
        var found = new Dictionary<long, string>();
        var newest = DateTimeOffset.UnixEpoch;
        foreach (var note in notes.OrderBy(note => note.Id))
        {
            // An imported note is old and says so. A date that is still to come must not make all later notes look old.
            var isImported = note.Imported is true || note.ImportedFrom is { Length: > 0 } and not "none";
            if (note.CreatedAt > now + Tolerance)
            {
                found[note.Id] = $"Its date, {note.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}, is still to come";
            }
            else if (!isImported && note.CreatedAt < newest - Tolerance)
            {
                found[note.Id] = $"It is back-dated: its date is {note.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}, but GitLab took in another note before it at {newest.UtcDateTime:yyyy-MM-dd HH:mm:ss}";
            }
            else if (note.CreatedAt > newest)
            {
                newest = note.CreatedAt;
            }
        }

        return found.ToFrozenDictionary();
    }
}
