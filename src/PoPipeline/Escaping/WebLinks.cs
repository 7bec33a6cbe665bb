
namespace PoPipeline.Escaping;

/// <summary>Addresses on the web that others gave, as links that lead where they say and nowhere else.</summary>
internal static class WebLinks
{
    private const int MaximumLength = 4000;

    /// <summary>An address as it may be followed; null for anything but <c>https</c> and <c>http</c>.</summary>
    /// <param name="url">What was given.</param>
    public static Uri? Of(string? url) =>
        url is { Length: > 0 and <= MaximumLength }
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
            ? address
            : null;

    /// <summary>A link in Markdown, within a table too; the text alone where the address may not be followed.</summary>
    /// <param name="markdown">The text, as Markdown already.</param>
    /// <param name="url">The address.</param>
    public static string Markdown(string markdown, string? url) => Of(url) is { } address
        ? $"[{markdown}]({address.AbsoluteUri
            .Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal)
            .Replace("|", "%7C", StringComparison.Ordinal)})"
        : markdown;
}
