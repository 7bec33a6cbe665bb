using System.Collections.Immutable;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Knows which text may stand on record, for ever, as where a checkpoint was published.</summary>
internal static class PublishedAddress
{
    private static readonly ImmutableArray<string> Schemes = ["https", "http", "s3", "gs", "ssh", "git"];

    private static readonly ImmutableArray<string> Secrets = ["token", "sig", "key", "secret", "password", "credential"];

    /// <summary>What is wrong with one, as a sentence that does not repeat it; null where nothing is.</summary>
    /// <param name="text">The text.</param>
    public static string? FaultOf(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme)
            ? $"That is no address at which somebody could look for the checkpoint. Name one with its scheme ({string.Join(", ", Schemes)}): 'https://github.com/acme/audit-anchors/releases/tag/audit-checkpoint', 's3://acme-anchors/checkpoint'."
        : address.UserInfo.Contains(':', StringComparison.Ordinal) || Secrets.Any(word => address.Query.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? "That address holds what looks like a secret, and would stand on record where it cannot be taken back. Name it without."
        : null;
}
