using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Knows which text may stand on record, for ever, as where a checkpoint was published.</summary>
internal static class PublishedAddress
{
    private const int LongestName = 32;

    private static readonly ImmutableArray<string> Schemes = ["https", "http", "s3", "gs", "ssh", "git"];

    // To these somebody logs in by a name, which is no secret.
    private static readonly ImmutableArray<string> NamedSchemes = ["ssh", "git"];

    private static readonly ImmutableArray<string> Secrets = ["token", "sig", "key", "secret", "password", "passwd", "credential", "auth"];

    /// <summary>What is wrong with one, as a sentence that does not repeat it; null where nothing is.</summary>
    /// <param name="text">The text.</param>
    public static string? FaultOf(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme)
            ? $"That is no address at which somebody could look for the checkpoint. Name one with its scheme ({string.Join(", ", Schemes)}): 'https://github.com/acme/audit-anchors/releases/tag/audit-checkpoint', 's3://acme-anchors/checkpoint'."
        : !IsName(address) || Secrets.Any(word => (address.Query + address.Fragment).Contains(word, StringComparison.OrdinalIgnoreCase)) || !CredentialFormats.Find(Uri.UnescapeDataString(text)).IsEmpty
            ? "That address holds what looks like a secret, and would stand on record where it cannot be taken back. Name it without."
        : null;

    // What stands before the host in an address of the web may be a token by itself.
    private static bool IsName(Uri address) => address.UserInfo.Length == 0
        || (NamedSchemes.Contains(address.Scheme) && address.UserInfo.Length <= LongestName && address.UserInfo.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'));
}
