namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Texts of subresource integrity, which may hold several hashes of the same content: <c>sha1-… sha512-…</c>.</summary>
internal static class Integrity
{
    /// <summary>The strongest hash of one; null where there is none.</summary>
    /// <param name="text">The text; null where there is none.</param>
    public static string? Strongest(string? text) => text is null ? null : text.Contains(' ', StringComparison.Ordinal) ? HashStrength.Strongest(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : text is "" ? null : text;
}
