using System.Buffers;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Whether somebody could make other content with the same hash.</summary>
internal static class HashStrength
{
    private const int Md5Digits = 32;
    private const int Sha1Digits = 40;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether a hash is of MD5 or SHA-1; one of a kind that is not known is not.</summary>
    /// <param name="hash">The hash: <c>sha512-…</c>, <c>sha256:…</c>, <c>md5=…</c>, or bare digits.</param>
    public static bool IsWeak(ReadOnlySpan<char> hash)
    {
        var end = hash.IndexOfAny('-', ':', '=');
        return end > 0
            ? hash[..end].Equals("md5", StringComparison.OrdinalIgnoreCase) || hash[..end].Equals("sha1", StringComparison.OrdinalIgnoreCase)
            : hash.Length is Md5Digits or Sha1Digits && hash.IndexOfAnyExcept(Digits) < 0;
    }

    /// <summary>A hash with what it is, which formats that have one kind do not say, and its length does.</summary>
    /// <param name="hash">The hash in base 64.</param>
    public static string OfBase64(string hash) => hash.Length switch
    {
        24 => $"md5-{hash}",
        28 => $"sha1-{hash}",
        44 => $"sha256-{hash}",
        _ => $"sha512-{hash}",
    };

    /// <summary>A hash with what it is, which formats that have SHA-256 do not say, and its length does.</summary>
    /// <param name="hash">The hash as digits.</param>
    public static string OfDigits(string hash) => IsWeak(hash) ? hash : $"sha256:{hash}";

    /// <summary>Whether a text is the whole name of a commit.</summary>
    /// <param name="text">The text.</param>
    public static bool IsCommit(ReadOnlySpan<char> text) => text.Length is 40 or 64 && text.IndexOfAnyExcept(Digits) < 0;

    /// <summary>The strongest of several hashes; null where there is none.</summary>
    /// <param name="hashes">The hashes.</param>
    public static string? Strongest(IEnumerable<string> hashes)
    {
        string? weak = null;
        foreach (var hash in hashes)
        {
            if (hash.Length > 0 && !IsWeak(hash))
            {
                return hash;
            }

            weak ??= hash.Length > 0 ? hash : null;
        }

        return weak;
    }
}
