using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines;

/// <summary>The parts of an image's name, with what Docker adds where nothing is written.</summary>
/// <param name="Name">Registry and repository in full, lower case: <c>docker.io/library/alpine</c>.</param>
/// <param name="Tag">The tag; null where there is none.</param>
/// <param name="Digest">The digest, <c>sha256:…</c>; null where there is none.</param>
/// <param name="VersionStart">The offset of tag or digest in the text; its length where there is neither.</param>
internal readonly record struct ImageName(string Name, string? Tag, string? Digest, int VersionStart)
{
    /// <summary>Takes a name apart; whatever is written yields something.</summary>
    public static ImageName Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : text[(at + 1)..];
        var rest = at < 0 ? text : text[..at];
        var slash = rest.LastIndexOf('/');
        var colon = rest.IndexOf(':', slash + 1);
        var tag = colon < 0 ? null : rest[(colon + 1)..];
        var name = colon < 0 ? rest : rest[..colon];
        var versionStart = colon >= 0 ? colon + 1 : at >= 0 ? at + 1 : text.Length;
        return new ImageName(InFull(name), tag, digest, versionStart);
    }

    /// <summary>Whether the digest is a whole one, so that it names one content.</summary>
    public bool HasDigest => Digest is not null
        && ((Digest.StartsWith("sha256:", StringComparison.Ordinal) && Digest.Length == 71) || (Digest.StartsWith("sha512:", StringComparison.Ordinal) && Digest.Length == 135))
        && Digest.AsSpan(7).IndexOfAnyExcept(Letters.LowerHexadecimal) < 0;

    /// <summary>How surely the name tells which content it is.</summary>
    public Pin Pin => HasDigest ? Pin.Digest : Tag is null && Digest is null ? Pin.None : Pin.Tag;

    /// <summary>Tag and digest as they are written; null where there is neither.</summary>
    /// <param name="text">The text that was taken apart.</param>
    public string? VersionIn(string text) => VersionStart < text.Length ? text[VersionStart..] : null;

    private static string InFull(string name)
    {
        name = name.ToLower(CultureInfo.InvariantCulture);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return "docker.io/library/" + name;
        }

        var first = name.AsSpan(0, slash);
        return first.ContainsAny(".:") || first is "localhost" ? name : "docker.io/" + name;
    }
}
