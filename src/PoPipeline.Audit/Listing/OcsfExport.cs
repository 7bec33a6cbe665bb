using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Listing;

/// <summary>
/// OCSF 1.5.0, class Entity Management (3004), one event a line: what somebody did to something that is managed, at a console or by an API.
/// https://schema.ocsf.io/1.5.0/classes/entity_management
/// </summary>
/// <param name="version">The version of PoPipeline.</param>
public sealed class OcsfExport(string version) : IAuditExport
{
    /// <summary>The version of the schema.</summary>
    public const string SchemaVersion = "1.5.0";

    private const int CategoryUid = 3;
    private const int ClassUid = 3004;
    private const int Informational = 1;
    private const int Unknown = 0;
    private const int Other = 99;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly (int Id, string Caption, string[] Words)[] Activities =
    [
        (9, "Disable", ["disable", "disabled", "unprotected"]),
        (8, "Enable", ["enable", "enabled", "protected"]),
        (5, "Move", ["transfer", "rename", "moved", "renamed"]),
        (4, "Delete", ["destroy", "destroyed", "delete", "deleted", "remove", "removed", "revoke", "revoked"]),
        (1, "Create", ["create", "created", "add", "added", "invite"]),
        (3, "Update", ["update", "updated", "change", "changed", "access", "modify", "set", "archived", "unarchived"]),
        (2, "Read", ["clone", "fetch", "download", "export", "read", "list", "accessed", "viewed"]),
    ];

    /// <inheritdoc/>
    public long Write(IEnumerable<AuditEvent> events, Stream output)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, Options);
        var count = 0L;
        foreach (var found in events)
        {
            Event(writer, found);
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset();
            count++;
        }

        return count;
    }

    // The last word of an action says what was done: "repo.destroy", "protected_branch_removed".
    private static (int Id, string Caption) ActivityOf(AuditEvent found)
    {
        if (found.Action is not { Length: > 0 } action)
        {
            return (Unknown, "Unknown");
        }

        var words = action[(action.LastIndexOf('.') + 1)..].Split(['_', ':', ' ']);
        var known = words.Reverse().Select(word => Activities.FirstOrDefault(activity => activity.Words.Contains(word, StringComparer.OrdinalIgnoreCase))).FirstOrDefault(activity => activity.Caption is not null);
        return known.Caption is null ? (Other, action) : (known.Id, known.Caption);
    }

    private void Event(Utf8JsonWriter writer, AuditEvent found)
    {
        var (activity, caption) = ActivityOf(found);
        writer.WriteStartObject();
        writer.WriteNumber("activity_id", activity);
        writer.WriteString("activity_name", caption);
        writer.WriteNumber("category_uid", CategoryUid);
        writer.WriteString("category_name", "Identity & Access Management");
        writer.WriteNumber("class_uid", ClassUid);
        writer.WriteString("class_name", "Entity Management");
        writer.WriteNumber("type_uid", (ClassUid * 100) + activity);
        writer.WriteNumber("severity_id", Informational);
        writer.WriteNumber("time", (found.Occurred ?? found.Recorded ?? found.Observed ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds());
        if (found.Action is { } action)
        {
            writer.WriteString("message", action);
        }

        Metadata(writer, found);
        if (found.Actor is { Length: > 0 } || found.ActorId is { Length: > 0 })
        {
            writer.WriteStartObject("actor");
            writer.WriteStartObject("user");
            Text(writer, "name", found.Actor);
            Text(writer, "uid", found.ActorId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("entity");
        writer.WriteString("name", found.Target is { Length: > 0 } target ? target : found.Source.Name);
        Text(writer, "type", found.Action?.Split('.', 2) is [var type, _] ? type : null);
        writer.WriteEndObject();
        if (!found.IsClosed)
        {
            writer.WriteString("raw_data", Encoding.UTF8.GetString(found.Raw.Span));
        }

        // The schema has no word for who vouches for an event.
        if (found.IsImported)
        {
            writer.WriteStartObject("unmapped");
            writer.WriteBoolean("imported", value: true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void Metadata(Utf8JsonWriter writer, AuditEvent found)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("version", SchemaVersion);
        writer.WriteString("uid", found.Id);
        Text(writer, "event_code", found.Action);
        writer.WriteString("log_name", found.Source.ToString());
        writer.WriteString("log_provider", $"PoPipeline {version}");
        if (found.Observed is { } observed)
        {
            writer.WriteNumber("logged_time", observed.ToUnixTimeMilliseconds());
        }

        Text(writer, "original_time", JsonLinesExport.Time(found.Recorded));
        writer.WriteStartObject("product");
        writer.WriteString("name", found.Source.Forge is AuditForge.GitHub ? "GitHub" : "GitLab");
        writer.WriteString("vendor_name", found.Source.Forge is AuditForge.GitHub ? "GitHub" : "GitLab");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is { Length: > 0 })
        {
            writer.WriteString(name, text);
        }
    }
}
