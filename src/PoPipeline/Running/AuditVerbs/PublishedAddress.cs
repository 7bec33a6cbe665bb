using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Rules.Credentials;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Knows which text may stand on record, for ever, as where a checkpoint was published.</summary>
internal static class PublishedAddress
{
    private const int LongestName = 32;

    private const int LongestAddress = 2000;

    private static readonly ImmutableArray<string> Schemes = ["https", "http", "s3", "gs", "ssh", "git"];

    // To these somebody logs in by a name, which is no secret.
    private static readonly ImmutableArray<string> NamedSchemes = ["ssh", "git"];

    private static readonly ImmutableArray<string> Secrets = ["token", "sig", "key", "secret", "password", "passwd", "passphrase", "pwd", "credential", "auth", "bearer", "jwt"];

    private static readonly char[] Separators = ['/', ';', ',', '&', '?', '#', '!'];

    /// <summary>What is wrong with one, as a sentence that does not repeat it; null where nothing is.</summary>
    /// <param name="text">The text.</param>
    public static string? FaultOf(string text) =>
        text.Length > LongestAddress ? $"That address is too long: its length is {text.Length}, and no more than {LongestAddress} is written down. Publish the checkpoint where a shorter one leads."
        : text.EnumerateRunes().Any(IsUnseen) ? "That address has a blank, or a character that nobody sees, such as a line feed: who reads it would see another one than was written down. Name it without."
        : !Uri.TryCreate(text, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme)
            ? $"That is no address at which somebody could look for the checkpoint. Name one with its scheme ({string.Join(", ", Schemes)}): 'https://github.com/acme/audit-anchors/releases/tag/audit-checkpoint', 's3://acme-anchors/checkpoint'."
        : !IsName(address) || HasSecret(address) || !CredentialFormats.Find(Uri.UnescapeDataString(text)).IsEmpty
            ? "That address holds what looks like a secret, and would stand on record where it cannot be taken back. Name it without."
        : null;

    // A path may have parameters as well, each with its name: ';token=abc'.
    private static bool HasSecret(Uri address) => IsSecret(Uri.UnescapeDataString(address.Query + address.Fragment))
        || Uri.UnescapeDataString(address.AbsolutePath).Split(Separators).Any(part => part.IndexOf('=') is > 0 and var end && IsSecret(part[..end]));

    private static bool IsSecret(string text) => Secrets.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsUnseen(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;

    // What stands before the host in an address of the web may be a token by itself.
    private static bool IsName(Uri address) => address.UserInfo.Length == 0
        || (NamedSchemes.Contains(address.Scheme) && address.UserInfo.Length <= LongestName && address.UserInfo.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'));
}
