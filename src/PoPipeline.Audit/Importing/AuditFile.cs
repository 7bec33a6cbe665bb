using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads exports and streamed files of audit logs: JSON, JSON Lines or CSV, packed with gzip or not, one at a time or a folder of them.</summary>
public static class AuditFile
{
    private static readonly string[] Endings = [".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".log", ".log.gz", ".csv", ".csv.gz"];

    /// <summary>The files that a path names: itself, or those below it in the order of their paths. Symbolic links are not followed.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="AuditException">There is none, or too many.</exception>
    public static IReadOnlyList<string> FilesOf(string path, ImportLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var maximum = (limits ?? ImportLimits.Default).MaximumFiles;
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 16, IgnoreInaccessible = false };
            var files = Directory.EnumerateFiles(path, "*", options).Where(HasEnding).Take(maximum + 1).Order(StringComparer.Ordinal).ToList();
            return files.Count > maximum
                ? throw new AuditException($"The folder '{path}' has more than {maximum} files. Import its folders one by one.")
                : files.Count > 0 ? files : throw new AuditException($"The folder '{path}' has no file of an audit log: {string.Join(", ", Endings)}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AuditException($"The folder '{path}' cannot be read: {Refusal.Of(exception)}. Name one that can be.", exception);
        }
    }

    /// <summary>Reads the events of a file, one after another.</summary>
    /// <param name="file">The file.</param>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="AuditException">The file cannot be read, or is not of an audit log.</exception>
    public static IEnumerable<AuditEvent> Read(string file, AuditSource source, ImportLimits? limits = null) => Read(Open(file), file, source, limits);

    /// <summary>Reads the events of a stream, one after another.</summary>
    /// <param name="stream">The stream, which is closed at the end.</param>
    /// <param name="file">What to call it.</param>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="AuditException">The stream cannot be read, or is not of an audit log.</exception>
    public static IEnumerable<AuditEvent> Read(Stream stream, string file, AuditSource source, ImportLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        return ReadAll(stream, file, source, limits ?? ImportLimits.Default);
    }

    private static IEnumerable<AuditEvent> ReadAll(Stream stream, string file, AuditSource source, ImportLimits limits)
    {
        using var bounded = new BoundedStream(stream, file, limits);
        var cursor = new ByteCursor(bounded, file);
        cursor.SkipMark();
        if (cursor.Peek() is '[' or '{' or ' ' or '\n' or '\r' or '\t')
        {
            foreach (var (raw, place) in JsonPieces.Read(cursor, limits))
            {
                yield return OfJson(raw, place, source);
            }
        }
        else if (cursor.Peek() >= 0)
        {
            foreach (var row in CsvRows.Read(cursor, limits))
            {
                yield return EventReader.OfRow(source, row.Columns, row.Values, row.Raw);
            }
        }
    }

    private static AuditEvent OfJson(ReadOnlyMemory<byte> raw, AuditPlace place, AuditSource source)
    {
        try
        {
            return EventReader.OfJson(source, raw);
        }
        catch (JsonException exception)
        {
            // The reader counts lines and bytes of the event alone.
            var line = exception.LineNumber ?? 0;
            var column = exception.BytePositionInLine ?? 0;
            throw new AuditFormatException(
                place with { Line = place.Line + line, Column = line == 0 ? place.Column + column : column + 1 },
                "the event is not JSON that can be read",
                "Export the audit log again.");
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 1 << 16, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditException($"The file '{file}' cannot be read: {Refusal.Of(exception)}. Name one that can be.", exception);
        }
    }

    private static bool HasEnding(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
