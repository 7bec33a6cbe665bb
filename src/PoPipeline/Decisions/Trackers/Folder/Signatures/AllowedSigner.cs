using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>A key, and whose it is.</summary>
/// <param name="Principals">Patterns of e-mail addresses; one with <c>!</c> in front takes away.</param>
/// <param name="Key">The key.</param>
/// <param name="Purposes">Patterns of what it may sign; empty for everything.</param>
/// <param name="ValidAfter">From when it holds; null for always.</param>
/// <param name="ValidBefore">Until when it holds; null for ever.</param>
internal sealed record AllowedSigner(
    ImmutableArray<string> Principals, ImmutableArray<byte> Key, ImmutableArray<string> Purposes, DateTimeOffset? ValidAfter, DateTimeOffset? ValidBefore)
{
    /// <summary>Whether the key is that of an address.</summary>
    /// <param name="email">The address, folded.</param>
    public bool IsOf(string email) => email.Length > 0 && Matches(Principals, email);

    /// <summary>Whether the key may sign for a purpose.</summary>
    /// <param name="purpose">The purpose.</param>
    public bool MaySign(string purpose) => Purposes.IsEmpty || Matches(Purposes, purpose);

    /// <summary>Whether the key held at a time.</summary>
    /// <param name="time">The time.</param>
    public bool Holds(DateTimeOffset time) => (ValidAfter is not { } after || time >= after) && (ValidBefore is not { } before || time <= before);

    // As OpenSSH's match_pattern_list: one pattern that takes away is stronger than all that give.
    private static bool Matches(ImmutableArray<string> patterns, string text) =>
        patterns.Any(pattern => !pattern.StartsWith('!') && Wildcard.IsMatch(pattern, text))
        && !patterns.Any(pattern => pattern.StartsWith('!') && Wildcard.IsMatch(pattern.AsSpan(1), text));
}
