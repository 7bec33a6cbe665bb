using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// All that is said of an event, field by field. Who did what to what, and when, is compared elsewhere as far as it is known by name (<see cref="EventDigest"/>); two events of one second,
/// one actor and one team differ in whom was added alone.
/// </summary>
internal sealed class EventText
{
    // The id and the times are held to each other elsewhere: a file may have one of two times, and no id.
    private static readonly string[] Elsewhere = ["_document_id", "document_id", "id", "@timestamp", "created_at"];

    private readonly AuditEvent whole;
    private readonly Dictionary<string, EventField> fields;

    private EventText(AuditEvent whole, Dictionary<string, EventField> fields)
    {
        this.whole = whole;
        this.fields = fields;
    }

    /// <summary>What is said of an event; null where that cannot be read.</summary>
    /// <param name="found">The event.</param>
    public static EventText? Of(AuditEvent found)
    {
        if (found.IsClosed || KeptFields.Of(found) is not { } read)
        {
            return null;
        }

        var said = new Dictionary<string, EventField>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in read.Leaves().Where(field => !Elsewhere.Contains(field.Name, StringComparer.OrdinalIgnoreCase)))
        {
            said[field.Name] = field;
        }

        return new EventText(found, said);
    }

    /// <summary>What one text about an event says beside another one, or otherwise.</summary>
    /// <param name="one">The one; null where it cannot be read.</param>
    /// <param name="other">The other one; null where it cannot be read.</param>
    public static TextDifference Between(EventText? one, EventText? other) => one is null || other is null ? TextDifference.Unknown : one.From(other);

    private TextDifference From(EventText other)
    {
        var isOfOneForm = whole.Media == other.whole.Media;
        var found = isOfOneForm ? TextDifference.None : Known(other) | Sentences(other);
        foreach (var (name, field) in fields)
        {
            found |= !other.fields.TryGetValue(name, out var said) ? NamesMoreThan(other) ? TextDifference.Adds : TextDifference.None
                : said.Value == field.Value || (!isOfOneForm && (said.IsList || field.IsList)) ? TextDifference.None
                : TextDifference.Differs;
        }

        return other.NamesMoreThan(this) && other.fields.Keys.Any(name => !fields.ContainsKey(name)) ? found | TextDifference.Lacks : found;
    }

    // GitLab's tables have columns of names of their own, so that one of them which no object has may say what it says; all that an object has beside a row is more.
    private bool NamesMoreThan(EventText other) => whole.Media is AuditMedia.Json || other.whole.Media is AuditMedia.Csv || whole.Source.Forge is AuditForge.GitHub;

    // What a table of GitLab says in its column of actions is what an object has for people; forges put words around it.
    private TextDifference Sentences(EventText other) => Sentence is { } own && other.Sentence is { } its
        && !own.Contains(its, StringComparison.OrdinalIgnoreCase) && !its.Contains(own, StringComparison.OrdinalIgnoreCase)
            ? TextDifference.Differs
            : TextDifference.None;

    private string? Sentence => whole.Source.Forge is not AuditForge.GitLab ? null
        : whole.Media is AuditMedia.Csv ? whole.Action
        : fields.GetValueOrDefault("details.custom_message") is { Value: { Length: > 0 } said } ? said
        : null;

    private TextDifference Known(EventText other)
    {
        var found = TextDifference.None;
        foreach (var (own, its) in (ReadOnlySpan<(string?, string?)>)[(whole.Actor, other.whole.Actor), (whole.ActorId, other.whole.ActorId), (whole.Action, other.whole.Action), (whole.Target, other.whole.Target)])
        {
            found |= (own, its) switch
            {
                ({ }, null) => TextDifference.Adds,
                (null, { }) => TextDifference.Lacks,
                _ => TextDifference.None,
            };
        }

        return found;
    }
}

/// <summary>What one text about an event is to another one.</summary>
[Flags]
internal enum TextDifference
{
    /// <summary>The same is said, as far as the two can be compared.</summary>
    None = 0,

    /// <summary>It says something that the other one does not.</summary>
    Adds = 1,

    /// <summary>The other one says something that it does not.</summary>
    Lacks = 2,

    /// <summary>The two say something else of one field.</summary>
    Differs = 4,

    /// <summary>One of the two cannot be read, such as what is encrypted for others: nothing is known but what is known by name.</summary>
    Unknown = 8,
}
