using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PoPipeline.Audit.Events;

/// <summary>
/// Reads what an event says. Forges add fields and actions as they like, so nothing is demanded of an event but that it is one; what is not said stays null.
/// </summary>
public static class EventReader
{
    /// <summary>The most bytes of an event.</summary>
    public const int MaximumLength = 16 << 20;

    // What the id of an event begins with that the forge gave none.
    private const string HashedId = "sha256:";

    /// <summary>Whether an id is the forge's own.</summary>
    /// <param name="id">The id.</param>
    internal static bool IsOfForge(string id) => !id.StartsWith(HashedId, StringComparison.Ordinal);

    // What is shown of an event is bounded; its bytes are kept whole.
    private const int MaximumText = 1024;
    private const int MaximumId = 256;

    /// <summary>Reads an event in JSON.</summary>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="raw">The bytes.</param>
    /// <exception cref="JsonException">They are no JSON object.</exception>
    public static AuditEvent OfJson(AuditSource source, ReadOnlyMemory<byte> raw) => OfJson(source, raw, check: null);

    /// <inheritdoc cref="OfJson(AuditSource, ReadOnlyMemory{byte})"/>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="raw">The bytes.</param>
    /// <param name="check">What looks at the fields; null for nothing.</param>
    internal static AuditEvent OfJson(AuditSource source, ReadOnlyMemory<byte> raw, Action<EventFields, AuditEvent>? check)
    {
        using var document = JsonDocument.Parse(raw, CanonicalJson.Reading);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("an event is an object", null, 0, 0);
        }

        return Of(source, EventFields.OfJson(document.RootElement), raw, AuditMedia.Json, check);
    }

    /// <summary>Reads an event of a table.</summary>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="values">The values, as many.</param>
    /// <param name="raw">The bytes of the header line and the row.</param>
    public static AuditEvent OfRow(AuditSource source, IReadOnlyList<string> columns, IReadOnlyList<string> values, ReadOnlyMemory<byte> raw) =>
        OfRow(source, columns, values, raw, check: null);

    /// <inheritdoc cref="OfRow(AuditSource, IReadOnlyList{string}, IReadOnlyList{string}, ReadOnlyMemory{byte})"/>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="values">The values, as many.</param>
    /// <param name="raw">The bytes of the header line and the row.</param>
    /// <param name="check">What looks at the fields; null for nothing.</param>
    internal static AuditEvent OfRow(
        AuditSource source, IReadOnlyList<string> columns, IReadOnlyList<string> values, ReadOnlyMemory<byte> raw, Action<EventFields, AuditEvent>? check) =>
        Of(source, EventFields.OfRow(columns, values), raw, AuditMedia.Csv, check);

    /// <summary>A text of others as it may be shown: on one line, and not longer than it has to be.</summary>
    /// <param name="text">The text.</param>
    internal static string Shown(string text) => Bounded(text.Length <= MaximumId ? text : text[..MaximumId] + "…")!;

    private static AuditEvent Of(AuditSource source, EventFields fields, ReadOnlyMemory<byte> raw, AuditMedia media, Action<EventFields, AuditEvent>? check)
    {
        ArgumentNullException.ThrowIfNull(source);
        var found = source.Forge is AuditForge.GitHub ? OfGitHub(source, fields, raw, media) : OfGitLab(source, fields, raw, media);
        check?.Invoke(fields, found);
        return found;
    }

    private static AuditEvent OfGitHub(AuditSource source, EventFields fields, ReadOnlyMemory<byte> raw, AuditMedia media)
    {
        var recorded = AuditTime.Parse(fields.Of("created_at"));
        return new AuditEvent(source, IdOf(fields, fields.First("_document_id", "document_id"), raw), raw, media)
        {
            Occurred = AuditTime.Parse(fields.Of("@timestamp")) ?? recorded,
            Recorded = recorded,
            Actor = Bounded(fields.First("actor")),
            ActorId = Bounded(fields.First("actor_id")),
            Action = Bounded(fields.First("action")),
            Target = Bounded(fields.First("repo", "repository", "team", "data.team", "user", "org", "business")),
        };
    }

    private static AuditEvent OfGitLab(AuditSource source, EventFields fields, ReadOnlyMemory<byte> raw, AuditMedia media)
    {
        var created = AuditTime.Parse(fields.First("created_at", "Created At (UTC)", "Created At"));
        return new AuditEvent(source, IdOf(fields, fields.First("id"), raw), raw, media)
        {
            Occurred = created,
            Recorded = created,
            Actor = Bounded(fields.First("author_name", "details.author_name", "Author Name", "Author")),
            ActorId = Bounded(fields.First("author_id", "Author ID")),
            Action = Bounded(GitLabAction(fields)),
            Target = Bounded(fields.First("entity_path", "details.entity_path", "Entity Path", "target_details", "details.target_details", "Target Details")),
        };
    }

    // Before GitLab 16 an event has no type, and what was done is said by the name of a field.
    private static string? GitLabAction(EventFields fields) => fields.First("event_type", "details.event_name", "Action")
        ?? (fields.First("details.change") is { } change ? $"change:{change}" : null)
        ?? (fields.First("details.add") is { } add ? $"add:{add}" : null)
        ?? (fields.First("details.remove") is { } remove ? $"remove:{remove}" : null)
        ?? (fields.First("details.custom_message") is { } message ? $"message:{message}" : null)
        ?? (fields.First("details.custom_message.action") is { } nested ? $"message:{nested}" : null);

    private static string IdOf(EventFields fields, string? given, ReadOnlyMemory<byte> raw) =>
        given is { Length: > 0 and <= MaximumId } && IsText(given) && IsOfForge(given) ? given : HashedId + Convert.ToHexStringLower(SHA256.HashData(Canonical(fields) ?? raw.ToArray()));

    // What is no text, such as half of a surrogate pair, can be read but not written in another way.
    private static byte[]? Canonical(EventFields fields)
    {
        try
        {
            return fields.Canonical();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text of an event as it is held to others: without what is no text, and not longer than what is shown of one.</summary>
    /// <param name="text">The text.</param>
    internal static string? Bounded(string? text) => text switch
    {
        null => null,
        { Length: > MaximumText } => Text(text[..MaximumText]) + "…",
        _ => Text(text),
    };

    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !Rune.IsControl(rune));

    private static string Text(string text) => IsText(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));
}
