using System.Text.RegularExpressions;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>A repository by its names.</summary>
/// <param name="Owner">The name of its owner.</param>
/// <param name="Name">Its own name.</param>
internal sealed partial record GitHubPlace(string Owner, string Name)
{
    /// <summary>The path of its addresses in the API.</summary>
    public string Path => $"repos/{Owner}/{Name}";

    /// <summary>Reads <c>owner/name</c>; null where it is not that.</summary>
    public static GitHubPlace? Parse(string text) =>
        text.Length <= 200 && Shape().Match(text) is { Success: true } match && match.Groups["name"].Value is not ("." or "..") and var name
            ? new GitHubPlace(match.Groups["owner"].Value, name)
            : null;

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"\A(?<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,99})/(?<name>[A-Za-z0-9._-]{1,100})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
