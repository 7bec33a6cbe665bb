using PoPipeline.Audit.Sealing;
using PoPipeline.Ledger;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Reads the keys of age that a run is told: those for whom it encrypts, and the one that opens.</summary>
internal static class AgeKeys
{
    private const int MaximumFile = 1 << 16;

    /// <summary>Those who may read.</summary>
    /// <param name="text">A public key, or the name of a file of them.</param>
    /// <exception cref="RunException">With exit code 2: it names nobody.</exception>
    public static IEnumerable<AgeRecipient> RecipientsOf(string text)
    {
        var lines = text.StartsWith("age1", StringComparison.Ordinal) && !File.Exists(text) ? [text]
            : TextOf(text, "recipients").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToArray();
        return lines is [] ? throw PoPipelineSettings.Wrong($"'{text}' holds no public key of age.")
            : lines.Select(line => AgeRecipient.Parse(line).IsValue(out var recipient, out var fault) ? recipient : throw PoPipelineSettings.Wrong($"'{text}' names nobody who may read: {fault}."));
    }

    /// <summary>What opens events.</summary>
    /// <param name="file">The file with the private key.</param>
    /// <exception cref="RunException">With exit code 2: it holds none.</exception>
    public static AgeIdentity IdentityOf(string file) => AgeIdentity.Parse(TextOf(file, "identity")).IsValue(out var identity, out var fault)
        ? identity
        : throw PoPipelineSettings.Wrong($"The identity '{file}' opens nothing: {fault}.");

    private static string TextOf(string file, string what)
    {
        try
        {
            return KeyFile.Read(file, MaximumFile) ?? throw PoPipelineSettings.Wrong($"The file '{file}' with the {what} is longer than {MaximumFile >> 10} KiB, and is not read by half.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoPipelineSettings.Wrong($"The file '{file}' with the {what} cannot be read: {Refusal.Of(exception)}.");
        }
    }
}
