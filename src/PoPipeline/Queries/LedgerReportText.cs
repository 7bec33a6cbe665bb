using PoPipeline.Escaping;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes what came of verifying a ledger.</summary>
public static class LedgerReportText
{
    /// <summary>Writes it for people.</summary>
    /// <param name="folder">The folder of the ledger, as it was named.</param>
    /// <param name="report">What came of verifying it.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(string folder, LedgerReport report, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        var signed = report.VouchedBy.IsEmpty ? "by no known key" : string.Join(", ", report.VouchedBy);
        writer.WriteLine($"Ledger     {folder}");
        writer.WriteLine($"Condition  {NameOf(report.Condition)}: {MeaningOf(report.Condition)}");
        writer.WriteLine($"Entries    {report.Size}");
        writer.WriteLine($"Root hash  {report.RootHash ?? "none"}");
        writer.WriteLine($"Signed     {signed}");
        foreach (var problem in report.Problems)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{NameOf(problem.Condition)}  {problem.File}{(problem.Entry is { } entry ? $"  entry {entry}" : "")}");
            writer.WriteLine($"  {problem.Message}");
        }

        foreach (var note in report.Notes)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{note}");
        }
    }

    /// <summary>Writes it as a JSON object: folder, condition, size, rootHash, signedBy, problems (condition, file, entry, message), notes.</summary>
    /// <param name="folder">The folder of the ledger, as it was named.</param>
    /// <param name="report">What came of verifying it.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(string folder, LedgerReport report, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteString("condition", NameOf(report.Condition));
        json.WriteNumber("size", report.Size);
        json.WriteString("rootHash", report.RootHash);
        json.WriteTexts("signedBy", report.VouchedBy);
        json.WriteStartArray("problems");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("condition", NameOf(problem.Condition));
            json.WriteString("file", problem.File);
            if (problem.Entry is { } entry)
            {
                json.WriteNumber("entry", entry);
            }
            else
            {
                json.WriteNull("entry");
            }

            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("notes", report.Notes);
        json.WriteEndObject();
    });

    /// <summary>The word of a condition.</summary>
    /// <param name="condition">The condition.</param>
    public static string NameOf(LedgerCondition condition) => condition.ToString().ToLowerInvariant();

    /// <summary>What a condition means, as a clause.</summary>
    /// <param name="condition">The condition.</param>
    public static string MeaningOf(LedgerCondition condition) => condition switch
    {
        LedgerCondition.Valid => "every entry hashes to what the checkpoint records",
        LedgerCondition.Gap => "a file ends before the last entry that the checkpoint counts in it",
        LedgerCondition.Missing => "a file is not there that the size of the ledger demands",
        LedgerCondition.Modified => "bytes are not those that were recorded",
        LedgerCondition.Truncated => "there are fewer entries than when an anchor was made",
        LedgerCondition.Forked => "it tells another history than when an anchor was made",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}
