using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>The id that git gives to the content of a file.</summary>
internal static class GitBlob
{
    /// <summary>The id in hexadecimal.</summary>
    /// <param name="content">The content.</param>
    public static string IdOf(ReadOnlySpan<byte> content)
    {
#pragma warning disable CA5350 // It is git's own name for a file, compared to find what need not be read again; the ledger proves its content itself.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
