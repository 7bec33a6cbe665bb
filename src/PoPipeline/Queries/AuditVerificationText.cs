using PoPipeline.Audit.Verifying;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes what came of verifying an audit log.</summary>
public static class AuditVerificationText
{
    /// <summary>Writes it for people.</summary>
    /// <param name="folder">The folder of the audit log, as it was named.</param>
    /// <param name="found">What came of verifying it.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(string folder, AuditVerification found, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(writer);
        var signed = found.Ledger.VouchedBy.IsEmpty ? "by no known key" : string.Join(", ", found.Ledger.VouchedBy);
        writer.WriteLine($"Audit log  {folder}");
        writer.WriteLine($"Verdict    {NameOf(found.Verdict)}: {MeaningOf(found.Verdict)}");
        writer.WriteLine($"Entries    {found.Ledger.Size}: {Counted.Of(found.Events, "event")}, {Counted.Of(found.Windows, "receipt")}{(found.Pruned > 0 ? $"; {found.Pruned} pruned" : "")}");
        writer.WriteLine($"Blobs      {found.Blobs}");
        writer.WriteLine($"Root hash  {found.Ledger.RootHash ?? "none"}");
        writer.WriteLine($"Signed     {signed}");
        foreach (var finding in found.Findings)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{NameOf(finding.Verdict)}  {finding.File}{(finding.Entry is { } entry ? $"  entry {entry}" : "")}");
            writer.WriteLine($"  {finding.Message}");
        }

        foreach (var note in found.Notes)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{note}");
        }
    }

    /// <summary>Writes it as a JSON object: folder, verdict, entries, events, windows, pruned, blobs, contradicted, rootHash, signedBy, findings (verdict, file, entry, message), notes.</summary>
    /// <param name="folder">The folder of the audit log, as it was named.</param>
    /// <param name="found">What came of verifying it.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(string folder, AuditVerification found, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteString("verdict", NameOf(found.Verdict));
        json.WriteNumber("entries", found.Ledger.Size);
        json.WriteNumber("events", found.Events);
        json.WriteNumber("windows", found.Windows);
        json.WriteNumber("pruned", found.Pruned);
        json.WriteNumber("blobs", found.Blobs);
        json.WriteNumber("contradicted", found.Contradicted);
        json.WriteString("rootHash", found.Ledger.RootHash);
        json.WriteTexts("signedBy", found.Ledger.VouchedBy);
        json.WriteStartArray("findings");
        foreach (var finding in found.Findings)
        {
            json.WriteStartObject();
            json.WriteString("verdict", NameOf(finding.Verdict));
            json.WriteString("file", finding.File);
            json.WriteNumberOrNull("entry", finding.Entry);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("notes", found.Notes);
        json.WriteEndObject();
    });

    /// <summary>The word of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string NameOf(AuditVerdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>What a verdict means, as a clause.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string MeaningOf(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Valid => "every entry is as it was recorded, and between the times that were read none is missing",
        AuditVerdict.Gap => "a time was not read, or a file ends before its last entry",
        AuditVerdict.Misdated => "every entry is as it was recorded, and some are dated later than now, or long before what stands before them, so that a clock was wrong or is",
        AuditVerdict.Missing => "something is not there, and nothing says that it was pruned in its time",
        AuditVerdict.TrailingData => "there are bytes after the end of what was recorded",
        AuditVerdict.Modified => "bytes are not those that were recorded",
        AuditVerdict.InvalidSignature => "no known key vouches for the checkpoint",
        AuditVerdict.Truncated => "there are fewer entries than when an anchor was made",
        AuditVerdict.Forked => "it tells another history than when an anchor was made",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
