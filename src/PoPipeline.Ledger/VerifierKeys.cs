using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>Reads the keys that signatures are verified with, as people give them.</summary>
public static class VerifierKeys
{
    private const int MaximumLength = 1 << 16;

    /// <summary>Reads keys.</summary>
    /// <param name="text">A key as <c>name+hash+key</c>, or a file that holds such keys, one a line, or one public key in PEM.</param>
    /// <exception cref="LedgerException">It is neither, or a key in the file is none.</exception>
    public static ImmutableArray<NoteVerifier> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (NoteVerifier.Parse(text).IsValue(out var key, out var fault))
        {
            return [key];
        }

        if (!File.Exists(text))
        {
            throw new LedgerException($"'{text}' is neither a file nor a key: {fault}.");
        }

        var content = Read(text);
        if (content.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return NoteVerifier.OfPem(content).IsValue(out var pem, out var wrong) ? [pem] : throw new LedgerException($"The key in '{text}' cannot be used: {wrong}.");
        }

        var lines = content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0
            ? throw new LedgerException($"The file '{text}' holds no key.")
            : [.. lines.Select(line => NoteVerifier.Parse(line).IsValue(out var one, out var wrong) ? one : throw new LedgerException($"A key in '{text}' cannot be used: {wrong}."))];
    }

    private static string Read(string file)
    {
        try
        {
            return KeyFile.Read(file, MaximumLength) ?? throw new LedgerException($"The file '{file}' is too long for keys.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"The file '{file}' cannot be read: {Refusal.Of(exception)}. Name a file that can be, or the key itself.", exception);
        }
    }
}
