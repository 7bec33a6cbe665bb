using System.IO.Enumeration;
using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads exports and streamed files of audit logs: JSON, JSON Lines or CSV, packed with gzip or not, one at a time or a folder of them.</summary>
public static class AuditFile
{
    private static readonly string[] Endings = [".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".log", ".log.gz", ".csv", ".csv.gz"];

    /// <summary>The files that a path names: itself, or those below it in the order of their paths, and what is passed over there. Symbolic links are not followed.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="AuditException">There is none, or too many.</exception>
    public static NamedFiles FilesOf(string path, ImportLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return new NamedFiles([path], []);
        }

        var maximum = (limits ?? ImportLimits.Default).MaximumFiles;
        try
        {
            var found = EntriesOf(path).Take(maximum + 1).ToList();
            if (found.Count > maximum)
            {
                throw new AuditException($"The folder '{path}' has more than {maximum} files. Import its folders one by one.");
            }

            found.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
            return found.Any(file => file.Reason is null)
                ? new NamedFiles([.. found.Where(file => file.Reason is null).Select(file => file.Path)], [.. found.Where(file => file.Reason is not null).Select(file => new PassedFile(file.Path, file.Reason!))])
                : throw new AuditException($"The folder '{path}' has no file of an audit log: {string.Join(", ", Endings)}.");
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
        return ReadAll(stream, file, source, limits ?? ImportLimits.Default, new RecordCheck(source));
    }

    /// <summary>Reads the events of a page that the forge answered, one after another: whatever it says is an event.</summary>
    /// <param name="stream">The stream, which is closed at the end.</param>
    /// <param name="page">What to call it.</param>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="AuditException">The stream cannot be read.</exception>
    internal static IEnumerable<AuditEvent> ReadPage(Stream stream, string page, AuditSource source, ImportLimits limits) => ReadAll(stream, page, source, limits, check: null);

    /// <summary>Opens a file that others may still write to.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="AuditException">It cannot be opened, or is no regular file.</exception>
    internal static FileStream Open(string file)
    {
        try
        {
            return IsOther(file)
                ? throw new AuditException($"'{file}' is no regular file but a pipe or a device, which cannot be read twice. Write what comes of it into a file, and import that.")
                : new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 1 << 16, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditException($"The file '{file}' cannot be read: {Refusal.Of(exception)}. Name one that can be.", exception);
        }
    }

    private static IEnumerable<AuditEvent> ReadAll(Stream stream, string file, AuditSource source, ImportLimits limits, RecordCheck? check)
    {
        using var bounded = new BoundedStream(stream, file, limits);
        var cursor = new ByteCursor(bounded, file);
        cursor.SkipMark();
        RequireText(cursor);
        if (cursor.Peek() is '[' or '{')
        {
            foreach (var (raw, place) in JsonPieces.Read(cursor, limits))
            {
                yield return OfJson(raw, place, source, check);
            }
        }
        else
        {
            foreach (var row in CsvRows.Read(cursor, limits, check))
            {
                yield return EventReader.OfRow(source, row.Columns, row.Values, row.Raw, check is null ? null : (fields, found) => check.Require(fields, found, row.Place));
            }
        }

        check?.RequireEnd();
    }

    // What is no audit log at all is called what it is; most of it would else be taken for a table.
    private static void RequireText(ByteCursor cursor)
    {
        var start = cursor.Place;
        if (cursor.IsNext(0xFF, 0xFE) || cursor.IsNext(0xFE, 0xFF) || cursor.IsNext((byte)'[', 0) || cursor.IsNext((byte)'{', 0) || cursor.IsNext(0, (byte)'[', 0) || cursor.IsNext(0, (byte)'{', 0))
        {
            throw new AuditFormatException(start, "the text is UTF-16, and not UTF-8", "Save it as UTF-8.");
        }

        if (cursor.IsNext("PK\u0003\u0004"u8))
        {
            throw new AuditFormatException(start, "the file is a zip archive", "Unpack it, and import what is in it.");
        }

        cursor.SkipBlanks();
        (string Fault, string Advice)? fault = cursor.Peek() switch
        {
            < 0 => ("the file is empty", "Export the audit log again: an export without events is '[]', or a header line alone."),
            '<' => ("the file is a page of HTML or XML, such as the one that asks to sign in", "Export the audit log again, signed in."),
            < ' ' or 0x7F => ("a control character is there, and neither JSON nor a table", "Export the audit log again, and import the file as it comes."),
            _ => null,
        };
        if (fault is { } known)
        {
            throw new AuditFormatException(cursor.Place, known.Fault, known.Advice);
        }
    }

    private static AuditEvent OfJson(ReadOnlyMemory<byte> raw, AuditPlace place, AuditSource source, RecordCheck? check)
    {
        try
        {
            return EventReader.OfJson(source, raw, check is null ? null : (fields, found) => check.Require(fields, found, place));
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

    private static FileSystemEnumerable<(string Path, string? Reason)> EntriesOf(string folder) => new(
        folder,
        (ref entry) => (entry.ToSpecifiedFullPath(), ReasonOf(ref entry)),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
        ShouldRecursePredicate = (ref entry) => !IsLink(ref entry),
    };

    private static string? ReasonOf(ref FileSystemEntry entry) =>
        IsLink(ref entry) ? "it is a symbolic link"
        : !HasEnding(entry.FileName.ToString()) ? "its name does not end as those of audit logs do"
        : IsOther(entry.ToSpecifiedFullPath()) ? "it is no regular file"
        : null;

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // To open a pipe waits for who writes into it. Where asking what a path is is slow, only what has no length is asked, as neither pipe nor device has.
    private static bool IsOther(string file) => File.Exists(file) && (OperatingSystem.IsLinux() || LengthOf(file) == 0) && !FileKind.IsFile(Path.GetFullPath(file));

    private static long LengthOf(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(file).Length;

    private static bool HasEnding(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
