using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads a table by RFC 4180 as it comes: a header line, then rows with as many fields.</summary>
internal static class CsvRows
{
    private const string Advice = "Export the audit log again, as CSV, and do not open it in a spreadsheet, which writes it anew.";

    private const int MaximumHeader = 1 << 16;
    private const int MaximumName = 200;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the rows.</summary>
    /// <param name="cursor">The bytes.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="check">What the table is held to; null for nothing.</param>
    public static IEnumerable<CsvRow> Read(ByteCursor cursor, ImportLimits limits, RecordCheck? check = null)
    {
        cursor.SkipMark();
        var header = Row(cursor, limits);
        if (header is null || header.Fields.All(string.IsNullOrWhiteSpace))
        {
            throw new AuditFormatException(new AuditPlace(cursor.Place.File, 1, 1), "there is no header line", Advice);
        }

        if (header.Raw.Length > MaximumHeader || header.Fields.Any(name => name.Length > MaximumName))
        {
            // It is kept with each row.
            throw new AuditFormatException(header.Place, $"the header line has {Amount.Of(header.Raw.Length, "byte")}, and its longest name {header.Fields.Max(name => name.Length)} characters, where at most {MaximumHeader} and {MaximumName} can be", Advice);
        }

        var columns = header.Fields.Select(name => name.Trim()).ToImmutableArray();
        if (columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new AuditFormatException(header.Place, $"the column '{twice.Key}' is there twice", Advice);
        }

        check?.RequireHeader(columns, header.Place);
        while (Row(cursor, limits) is { } row)
        {
            if (row.Fields is [""])
            {
                continue;
            }

            if (row.Fields.Length != columns.Length)
            {
                throw new AuditFormatException(row.Place, $"the row has {Amount.Of(row.Fields.Length, "field")}, and the header has {columns.Length}", Advice);
            }

            yield return new CsvRow(row.Place, columns, row.Fields, (byte[])[.. header.Raw.Span, (byte)'\r', (byte)'\n', .. row.Raw.Span]);
        }
    }

    private static Line? Row(ByteCursor cursor, ImportLimits limits)
    {
        if (cursor.Peek() < 0)
        {
            return null;
        }

        var start = cursor.Place;
        var raw = new ArrayBufferWriter<byte>(256);
        var fields = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            fields.Add(Field(cursor, raw, start, limits));
            if (fields.Count > limits.MaximumColumns)
            {
                throw new AuditFormatException(start, $"the row has more than {limits.MaximumColumns} fields", Advice);
            }

            if (cursor.Peek() != ',')
            {
                break;
            }

            Add(raw, cursor);
        }

        var isReturn = cursor.Peek() == '\r';
        if (isReturn)
        {
            cursor.Take();
        }

        if (cursor.Peek() >= 0 && cursor.Peek() != '\n')
        {
            throw isReturn
                ? new AuditFormatException(cursor.Place, "lines end with a carriage return alone, as no forge writes them", Advice)
                : new AuditFormatException(cursor.Place, "a field goes on after its closing quote", Advice);
        }

        cursor.Take();
        return new Line(start, fields.DrainToImmutable(), raw.WrittenMemory);
    }

    private static string Field(ByteCursor cursor, ArrayBufferWriter<byte> raw, AuditPlace row, ImportLimits limits)
    {
        var place = cursor.Place;
        var value = new ArrayBufferWriter<byte>(32);
        var quoted = cursor.Peek() == '"';
        if (quoted)
        {
            Add(raw, cursor);
        }

        while (true)
        {
            var next = cursor.Peek();
            if (next < 0 && quoted)
            {
                throw new AuditFormatException(place, "the quote is not closed", Advice);
            }

            if (raw.WrittenCount > limits.MaximumEvent)
            {
                throw new AuditFormatException(row, $"the row is longer than {limits.MaximumEvent} bytes", "No event of a forge is; look at what the file is.");
            }

            if (quoted && next == '"')
            {
                Add(raw, cursor);
                if (cursor.Peek() != '"')
                {
                    break;
                }
            }
            else if (!quoted && next is < 0 or ',' or '\n' or '\r' && !quoted)
            {
                break;
            }

            value.GetSpan(1)[0] = (byte)cursor.Peek();
            value.Advance(1);
            Add(raw, cursor);
        }

        try
        {
            return Strict.GetString(value.WrittenSpan);
        }
        catch (DecoderFallbackException)
        {
            throw new AuditFormatException(place, "the field is not UTF-8", Advice);
        }
    }

    private static void Add(ArrayBufferWriter<byte> raw, ByteCursor cursor)
    {
        raw.GetSpan(1)[0] = (byte)cursor.Take();
        raw.Advance(1);
    }

    private sealed record Line(AuditPlace Place, ImmutableArray<string> Fields, ReadOnlyMemory<byte> Raw);
}

/// <summary>A row of a table.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Values">The values, as many.</param>
/// <param name="Raw">The bytes of the header line and of the row.</param>
internal sealed record CsvRow(AuditPlace Place, ImmutableArray<string> Columns, ImmutableArray<string> Values, ReadOnlyMemory<byte> Raw);
