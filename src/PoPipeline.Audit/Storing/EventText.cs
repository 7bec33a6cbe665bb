using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
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

    private readonly Dictionary<string, EventField> fields;
    private readonly Lazy<ImmutableArray<string>> sentences;

    // Of a field that is there twice one reader takes the one, and another one the other.
    private readonly bool isAmbiguous;

    private EventText(AuditEvent whole, EventFields read, Dictionary<string, EventField> fields, bool isAmbiguous)
    {
        Event = whole;
        this.fields = fields;
        this.isAmbiguous = isAmbiguous;
        sentences = new(() => GitLabSentences.Of(whole, read));
    }

    /// <summary>The event.</summary>
    public AuditEvent Event { get; }

    /// <summary>What is said of an event; null where that cannot be read.</summary>
    /// <param name="found">The event.</param>
    public static EventText? Of(AuditEvent found)
    {
        if (found.IsClosed || KeptFields.Of(found) is not { } read)
        {
            return null;
        }

        var said = new Dictionary<string, EventField>(StringComparer.OrdinalIgnoreCase);
        var hasTwo = false;
        foreach (var field in read.Leaves().Where(field => !Elsewhere.Contains(field.Name, StringComparer.OrdinalIgnoreCase)))
        {
            hasTwo |= said.TryGetValue(field.Name, out var other) && other.Value != field.Value;
            said[field.Name] = field;
        }

        return new EventText(found, read, said, hasTwo);
    }

    /// <summary>A number of what an event says, word for word: of two texts nobody finds others that have one number.</summary>
    /// <param name="found">The event.</param>
    public static UInt128 WordsOf(AuditEvent found)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(found.Raw.Span, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>What one text about an event says beside another one, or otherwise.</summary>
    /// <param name="one">The one; null where it cannot be read.</param>
    /// <param name="other">The other one; null where it cannot be read.</param>
    public static TextDifference Between(EventText? one, EventText? other) => one is null || other is null ? TextDifference.Unknown : one.From(other);

    private TextDifference From(EventText other)
    {
        var isOfOneForm = Event.Media == other.Event.Media;
        var found = (isOfOneForm ? TextDifference.None : Known(other)) | Sentences(other) | (isAmbiguous || other.isAmbiguous ? TextDifference.Unknown : TextDifference.None);
        foreach (var (name, field) in fields)
        {
            found |= !other.fields.TryGetValue(name, out var said) ? NamesMoreThan(other) ? TextDifference.Adds : TextDifference.None
                : said.Value == field.Value ? TextDifference.None
                : !isOfOneForm && (said.IsList || field.IsList) ? TextDifference.Unknown
                : TextDifference.Differs;
        }

        return other.NamesMoreThan(this) && other.fields.Keys.Any(name => !fields.ContainsKey(name)) ? found | TextDifference.Lacks : found;
    }

    // GitLab's tables have columns of names of their own, so that one of them which no object has may say what it says; all that an object has beside a row is more.
    private bool NamesMoreThan(EventText other) => Event.Media is AuditMedia.Json || other.Event.Media is AuditMedia.Csv || Event.Source.Forge is AuditForge.GitHub;

    // What GitLab calls what was done: its tables in a sentence, its objects by a type, or by the name of a field, and neither of the two can be held to the other.
    private TextDifference Sentences(EventText other)
    {
        if (Event.Source.Forge is not AuditForge.GitLab || Event.Action == other.Event.Action)
        {
            return TextDifference.None;
        }

        return Event.Media == other.Event.Media || sentences.Value.IsEmpty || other.sentences.Value.IsEmpty ? TextDifference.Unknown
            : sentences.Value.Any(sentence => other.sentences.Value.Contains(sentence, StringComparer.OrdinalIgnoreCase)) ? TextDifference.None
            : TextDifference.Differs;
    }

    private TextDifference Known(EventText other)
    {
        var found = TextDifference.None;
        foreach (var (own, its) in (ReadOnlySpan<(string?, string?)>)[(Event.Actor, other.Event.Actor), (Event.ActorId, other.Event.ActorId), (Event.Action, other.Event.Action), (Event.Target, other.Event.Target)])
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
