using System.Buffers;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Importing;

/// <summary>Splits JSON into its objects as it comes: those of an array, or those that follow one another, one a line or not.</summary>
internal static class JsonPieces
{
    private const string Advice = "Export the audit log again, as JSON.";

    /// <summary>Reads the objects.</summary>
    /// <param name="cursor">The bytes.</param>
    /// <param name="limits">How much is read.</param>
    public static IEnumerable<(ReadOnlyMemory<byte> Raw, AuditPlace Place)> Read(ByteCursor cursor, ImportLimits limits)
    {
        cursor.SkipMark();
        cursor.SkipBlanks();
        var isArray = cursor.Peek() == '[';
        if (isArray)
        {
            cursor.Take();
        }

        for (var first = true; ; first = false)
        {
            cursor.SkipBlanks();
            if (isArray && cursor.Peek() == ']' && first)
            {
                break;
            }

            if (isArray && !first)
            {
                var place = cursor.Place;
                var separator = cursor.Take();
                if (separator == ']')
                {
                    RequireEnd(cursor);
                    yield break;
                }

                if (separator != ',')
                {
                    throw new AuditFormatException(place, separator < 0 ? "the array ends before its closing bracket, so that events are missing" : "a comma belongs between two events", Advice);
                }

                cursor.SkipBlanks();
            }

            if (cursor.Peek() < 0 && !isArray)
            {
                yield break;
            }

            var start = cursor.Place;
            yield return (Object(cursor, start, limits), start);
        }

        cursor.Take();
        RequireEnd(cursor);
    }

    private static ReadOnlyMemory<byte> Object(ByteCursor cursor, AuditPlace start, ImportLimits limits)
    {
        if (cursor.Peek() != '{')
        {
            throw new AuditFormatException(start, cursor.Peek() < 0 ? "the text ends where an event belongs" : "an event begins with '{'", Advice);
        }

        var bytes = new ArrayBufferWriter<byte>(512);
        var depth = 0;
        var inText = false;
        do
        {
            if (cursor.Take() is not (>= 0 and var value))
            {
                throw new AuditFormatException(cursor.Place, $"the text ends within the event that begins in line {start.Line}", Advice);
            }

            Add(bytes, (byte)value);
            if (bytes.WrittenCount > limits.MaximumEvent)
            {
                throw new AuditFormatException(start, $"the event is longer than {limits.MaximumEvent} bytes", "No event of a forge is; look at what the file is.");
            }

            if (inText)
            {
                if (value == '\\' && cursor.Take() is >= 0 and var escaped)
                {
                    Add(bytes, (byte)escaped);
                }

                inText = value != '"';
            }
            else
            {
                inText = value == '"';
                depth += value switch
                {
                    '{' or '[' => 1,
                    '}' or ']' => -1,
                    _ => 0,
                };
            }
        }
        while (depth > 0);

        return bytes.WrittenMemory;
    }

    private static void Add(ArrayBufferWriter<byte> bytes, byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }

    private static void RequireEnd(ByteCursor cursor)
    {
        cursor.SkipBlanks();
        if (cursor.Peek() >= 0)
        {
            throw new AuditFormatException(cursor.Place, "there is more after the array of events", Advice);
        }
    }
}
