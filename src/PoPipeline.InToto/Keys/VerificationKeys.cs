using System.Collections.Immutable;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Keys;

/// <summary>Reads the keys that layouts and attestations are verified with, as people give them.</summary>
public static class VerificationKeys
{
    /// <summary>Reads keys.</summary>
    /// <param name="text">A file with a public key in PEM, as JSON of securesystemslib or as hexadecimal digits of Ed25519, or with keys of a ledger, one a line; or one such key as <c>name+hash+key</c>.</param>
    /// <exception cref="LedgerException">It is none of these.</exception>
    public static ImmutableArray<VerificationKey> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (NoteVerifier.Parse(text).IsValue(out var note, out _))
        {
            return [VerificationKey.Of(note)];
        }

        if (!File.Exists(text))
        {
            throw new LedgerException($"'{text}' is neither a file nor a key of a ledger (name+hash+key). Name the file of a public key.");
        }

        // A pipe can be read once.
        var content = Read(text);
        if (VerificationKey.Parse(content).IsValue(out var key, out var fault))
        {
            return [key];
        }

        var lines = content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var notes = lines.Select(line => NoteVerifier.Parse(line).Value).OfType<NoteVerifier>().ToList();
        return notes.Count > 0 && notes.Count == lines.Length
            ? [.. notes.Select(VerificationKey.Of)]
            : throw new LedgerException($"The key in '{text}' cannot be used: {fault}.");
    }

    private static string Read(string file)
    {
        try
        {
            return KeyFile.Read(file, Limits.KeyLength) ?? throw new LedgerException($"The file '{file}' is too long for a key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"The file '{file}' cannot be read: {Refusal.Of(exception)}. Name a file that can be.", exception);
        }
    }
}
