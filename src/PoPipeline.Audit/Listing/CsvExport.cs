using System.Buffers;
using System.Globalization;
using System.Text;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Listing;

/// <summary>CSV by RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe. https://owasp.org/www-community/attacks/CSV_Injection</summary>
public sealed class CsvExport : IAuditExport
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n;\t");

    private static readonly string[] Columns = ["source", "id", "occurred", "recorded", "observed", "late by seconds", "actor", "actor id", "action", "target", "raw", "imported"];

    /// <inheritdoc/>
    public long Write(IEnumerable<AuditEvent> events, Stream output)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Columns));
        var count = 0L;
        foreach (var found in events)
        {
            string?[] fields =
            [
                found.Source.ToString(), found.Id, JsonLinesExport.Time(found.Occurred), JsonLinesExport.Time(found.Recorded), JsonLinesExport.Time(found.Observed),
                found.LateBy is { } late ? ((long)late.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null,
                found.Actor, found.ActorId, found.Action, found.Target, found.IsClosed ? null : Encoding.UTF8.GetString(found.Raw.Span),
                found.IsImported ? "true" : "false",
            ];
            writer.WriteLine(string.Join(',', fields.Select(Field)));
            count++;
        }

        return count;
    }

    /// <summary>Writes a field.</summary>
    /// <param name="text">The text; null for none.</param>
    internal static string Field(string? text)
    {
        if (text is null)
        {
            return "";
        }

        var safe = IsFormula(text) ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(Special) >= 0 || safe != text ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // Blanks before it change nothing for some spreadsheets, and a full-width sign is one for others.
    private static bool IsFormula(string text) =>
        text.TrimStart(' ', '\u00A0', '\uFEFF', '"', '\'') is [var first, ..] && (first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '＝' or '＋' or '－' or '＠');
}
