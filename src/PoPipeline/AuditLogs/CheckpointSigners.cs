using System.Collections.Immutable;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.AuditLogs;

/// <summary>Reads who signed an audit log, as its checkpoint says; whether that is true is not looked at.</summary>
internal static class CheckpointSigners
{
    /// <summary>The names of the keys; none where there is no signature, or no checkpoint that can be read.</summary>
    /// <param name="folder">The folder of the audit log.</param>
    public static ImmutableArray<string> Of(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, AuditFiles.CheckpointFile));
            var bytes = new byte[Math.Min(stream.Length, SignedNote.MaximumLength)];
            stream.ReadExactly(bytes);
            return SignedNote.Parse(bytes).IsValue(out var note, out _) ? [.. note.Signatures.Select(signature => signature.KeyName)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
