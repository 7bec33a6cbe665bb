using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Commands;

namespace PoPipeline.Snapshots;

/// <summary>Writes snapshots as JSON and reads them again, without loss.</summary>
public static class SnapshotJson
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumBytes = 1024 * 1024 * 1024;

    private const string SchemaProperty = "schema";
    private const int ShownLength = 100;
    private const int ShaLength = 40;
    private const int Sha256Length = 64;

    /// <summary>Writes a snapshot. Equal snapshots give equal bytes.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="stream">Receives UTF-8 without a byte order mark.</param>
    public static void Write(Snapshot snapshot, Stream stream)
    {
        using (var writer = new SnapshotWriter(stream))
        {
            writer.Write(snapshot);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="SnapshotFormatException">The file cannot be read, or is no snapshot of this version.</exception>
    public static Snapshot Read(string file)
    {
        try
        {
            return Read(BoundedFile.Read(Path.GetFullPath(file), MaximumBytes));
        }
        catch (SnapshotFormatException exception)
        {
            throw new SnapshotFormatException($"'{file}' is not usable: {exception.Message}", exception.InnerException);
        }
        catch (FileTooLargeException exception)
        {
            throw new SnapshotFormatException($"'{file}' is larger than {MaximumBytes / 1024 / 1024} MiB.", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotFormatException(Directory.Exists(file) ? $"'{file}' is a folder; name the snapshot in it, such as '{Path.Combine(file, SnapshotFiles.Name)}'." : $"There is no file '{file}'; 'po collect' writes one.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SnapshotFormatException($"'{file}' cannot be read: {Refusal.Of(exception)}. Name a snapshot that 'po collect' wrote.", exception);
        }
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="SnapshotFormatException">The text is no snapshot of this version.</exception>
    public static Snapshot Read(ReadOnlySpan<byte> json)
    {
        try
        {
            RefuseOtherSchema(json);
            RefuseNull(json);
            PlaceConverter.Begin();
            var snapshot = JsonSerializer.Deserialize(json, Reading.Type) ?? throw new SnapshotFormatException("it holds no snapshot.");
            return !IsCommit(snapshot.Trust.Commit) ? throw new JsonException("No commit.", "$.trust.commit", null, null)
                : snapshot.Settings is { Server: var server } && !IsServer(server) ? throw new JsonException("No server.", "$.settings.server", null, null)
                : snapshot with { CommandFiles = CommandFormats.ReadableAgain(snapshot) };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            var place = exception is JsonException { Path: { Length: > 1 } path } ? $" at '{(path.Length <= ShownLength ? path : path[..ShownLength] + "…")}'" : "";
            throw new SnapshotFormatException($"it says that it is a snapshot, but is damaged{place}. Collect it again.", exception);
        }
    }

    /// <summary>A policy as it was, where another one says the same: what is the same one is known to be so without a look into it.</summary>
    /// <param name="before">The policy as it was.</param>
    /// <param name="now">The policy as it is.</param>
    internal static Policy Kept(Policy before, Policy now) => Written(writer => writer.Write(before)).SequenceEqual(Written(writer => writer.Write(now))) ? before : now;

    /// <summary>What vouches for the policy as it was, where the same does so.</summary>
    /// <param name="before">What did.</param>
    /// <param name="now">What does.</param>
    internal static PolicyTrust Kept(PolicyTrust before, PolicyTrust now) => Written(writer => writer.Write(before)).SequenceEqual(Written(writer => writer.Write(now))) ? before : now;

    private static ReadOnlySpan<byte> Written(Action<SnapshotWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new SnapshotWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenSpan;
    }

    private static void RefuseOtherSchema(ReadOnlySpan<byte> json)
    {
        string? schema = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
            {
                while (schema is null && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    var isSchema = reader.ValueTextEquals(SchemaProperty);
                    reader.Read();
                    schema = isSchema && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new SnapshotFormatException("it is not a snapshot of PoPipeline, or is cut off.", exception);
        }

        if (schema is null)
        {
            throw new SnapshotFormatException("it is not a snapshot of PoPipeline.");
        }

        if (schema != Snapshot.CurrentSchema)
        {
            throw new SnapshotFormatException(
                $"its format is '{(schema.Length <= ShownLength ? schema : schema[..ShownLength] + "…")}', this version of PoPipeline reads '{Snapshot.CurrentSchema}'. Judge it with the version that collected it, or collect it again.");
        }
    }

    // What is not there is left out when written. The serializer would take one for any item of a list, where no rule expects it.
    private static void RefuseNull(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.Null)
            {
                throw new JsonException("Nothing is written as null.");
            }
        }
    }

    // Links are made of it, and what it is called in reports.
    private static bool IsServer(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", UserInfo: "", Host.Length: > 0 } && address.GetLeftPart(UriPartial.Authority) == server;

    private static bool IsCommit(string? commit) => commit is null || (commit.Length is ShaLength or Sha256Length && commit.All(char.IsAsciiHexDigitLower));

    // The serializer is built where a snapshot is read, and nowhere else.
    private static class Reading
    {
        public static readonly JsonTypeInfo<Snapshot> Type = Make();

        private static JsonTypeInfo<Snapshot> Make()
        {
            var options = new JsonSerializerOptions(SnapshotContext.Default.Options) { TypeInfoResolver = SnapshotContext.Default.WithAddedModifier(RequireEverything) };
            return (JsonTypeInfo<Snapshot>)options.GetTypeInfo(typeof(Snapshot));
        }

        // Whatever is always written must be there to be read: a default would stand for something that was never observed.
        private static void RequireEverything(JsonTypeInfo type)
        {
            foreach (var property in type.Properties.Where(property => property.Get is not null && property.AssociatedParameter is not null))
            {
                property.IsRequired = property.PropertyType.IsValueType
                    ? Nullable.GetUnderlyingType(property.PropertyType) is null
                    : !property.IsSetNullable && !property.AssociatedParameter!.IsNullable;
            }
        }
    }
}

/// <summary>A file is not a snapshot that this version of PoPipeline can judge.</summary>
/// <param name="message">What it is instead, and what to do, in sentences.</param>
/// <param name="inner">What the reader of JSON said; null where it said nothing.</param>
public sealed class SnapshotFormatException(string message, Exception? inner = null) : Exception(message, inner);
