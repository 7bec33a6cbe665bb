using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Audit.Storing;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>An object that a bucket lists.</summary>
/// <param name="Name">Its name, relative to the folder of the audit log.</param>
/// <param name="Length">Its length.</param>
/// <param name="Tag">Its tag, which another content would not have.</param>
internal sealed record BucketObject(string Name, long Length, string Tag)
{
    private const long MostOfStranger = 32 << 20;

    private static readonly ImmutableArray<string> FaultParts = ["Key", "Code", "Message"];

    /// <summary>Whether it is brought here: what is neither of an audit log nor below its folders is not.</summary>
    public bool IsFetched { get; init; }

    /// <summary>Reads what the bucket lists.</summary>
    /// <param name="json">An array of key, size and tag each; null for none.</param>
    /// <param name="prefix">What each key begins with.</param>
    /// <param name="place">The place, as it is shown.</param>
    /// <exception cref="StoreException">An object has a name or a length that none of an audit log has, and could do harm.</exception>
    public static ImmutableArray<BucketObject> Read(string json, string prefix, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Length == 0 ? "null" : json);
            var objects = ImmutableArray.CreateBuilder<BucketObject>();
            if (document.RootElement.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in document.RootElement.EnumerateArray())
                {
                    if (Of(item, prefix, place) is { } found)
                    {
                        objects.Add(found);
                    }
                }
            }

            return objects.DrainToImmutable();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new StoreException($"What the storage of '{place}' lists cannot be read. Run again.");
        }
    }

    /// <summary>A text of JSON alone; null where it is none.</summary>
    /// <param name="json">The JSON.</param>
    public static string? Text(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.String ? document.RootElement.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The tag of an object that was put; null where it is not said.</summary>
    /// <param name="json">The answer.</param>
    public static string? TagOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("ETag", out var tag) ? tag.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why an object was not deleted, of the first one that was not; null where all were.</summary>
    /// <param name="json">The answer, which names what was not.</param>
    public static string? FaultOfDeleting(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("Errors", out var errors) && errors is { ValueKind: JsonValueKind.Array } && errors.GetArrayLength() > 0
                ? string.Join(": ", FaultParts.Select(name => errors[0].TryGetProperty(name, out var text) ? text.GetString() : null).OfType<string>())
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "its answer cannot be read";
        }
    }

    private static BucketObject? Of(JsonElement item, string prefix, string place)
    {
        var (key, length, tag) = (item[0].GetString() ?? "", item[1].GetInt64(), item[2].GetString() ?? "");
        if (length < 0)
        {
            throw new StoreException($"The storage of '{place}' says that '{key}' has {length} bytes. Run again.");
        }

        if (!key.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new StoreException($"The storage of '{place}' lists '{key}', which does not lie there. Run again.");
        }

        var name = key[prefix.Length..];
        if (name.Length == 0 || (length == 0 && name.EndsWith('/')))
        {
            // How consoles show a folder.
            return null;
        }

        if (name.Any(character => char.IsControl(character) || character is '\\' or ':') || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new StoreException($"'{place}' holds an object '{key}', whose name no file has, and which could be written elsewhere. Find out who put it there, and remove it.", isForGood: true);
        }

        // What is none of an audit log is as in a folder: it is not read.
        var limit = PendingFiles.IsName(name) ? PendingFiles.MostLength
            : AuditFiles.LimitOf(name) ?? (name.StartsWith($"{AuditStore.LedgerFolderName}/tile/", StringComparison.Ordinal) || name.StartsWith($"{AuditStore.BlobFolderName}/", StringComparison.Ordinal) ? MostOfStranger : long.MaxValue);
        return length <= limit
            ? new BucketObject(name, length, tag) { IsFetched = limit < long.MaxValue }
            : throw new StoreException($"'{key}' of '{place}' has {length} bytes where at most {limit} can be. Find out who put it there.", isForGood: true);
    }
}
