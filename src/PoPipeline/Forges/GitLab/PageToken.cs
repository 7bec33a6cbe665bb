namespace PoPipeline.Forges.GitLab;

/// <summary>Where the next page of a list begins that has no numbers of pages.</summary>
internal static class PageToken
{
    private const string Name = "page_token=";

    /// <summary>Reads it from a <c>Link</c> header. Of the address, nothing else is used: a server cannot lead anywhere by it.</summary>
    /// <param name="link">The header; null where there is none.</param>
    /// <returns>The token; null on the last page.</returns>
    public static string? After(string? link) => (link ?? "").Split(',')
        .Where(part => part.Contains("rel=\"next\"", StringComparison.Ordinal))
        .Select(part => part.Trim())
        .Where(part => part.StartsWith('<') && part.Contains('>', StringComparison.Ordinal))
        .SelectMany(part => part[1..part.IndexOf('>', StringComparison.Ordinal)].Split('?', 2).Last().Split('&'))
        .Where(pair => pair.StartsWith(Name, StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[Name.Length..]))
        .FirstOrDefault(token => token.Length > 0);
}
