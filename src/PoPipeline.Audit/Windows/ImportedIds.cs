using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>Which events that files brought the forge itself has told of since. Entries are taken in their order: what the forge has told already, no file brings any more.</summary>
internal sealed class ImportedIds
{
    private readonly KnownIds imported = new();
    private readonly KnownIds replaced = new();

    /// <summary>Whether files brought any.</summary>
    public bool HasAny => imported.Count > 0;

    /// <summary>Takes an event.</summary>
    /// <param name="head">Its beginning.</param>
    public void Take(EventHead head)
    {
        if (head.IsImported)
        {
            imported.Add(head.Source, head.Id);
        }
        else if (imported.Count > 0 && imported.Contains(head.Source, head.Id))
        {
            replaced.Add(head.Source, head.Id);
        }
    }

    /// <summary>Whether the forge has told since of an event that a file brought.</summary>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="id">Its id.</param>
    public bool IsReplaced(string source, string id) => replaced.Count > 0 && replaced.Contains(source, id);

    /// <summary>Whether a file alone brought an event, of a time that the forge was read for.</summary>
    /// <param name="head">The beginning of the event.</param>
    /// <param name="told">The times that forges were read for.</param>
    public bool IsContradicted(EventHead head, ForgeTimes told) => head.IsImported && told.Cover(head.Source, head.Action, head.Occurred) && !IsReplaced(head.Source, head.Id);
}
