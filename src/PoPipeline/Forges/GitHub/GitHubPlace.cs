using System.Text.RegularExpressions;

namespace PoPipeline.Forges.GitHub;

/// <summary>A repository by its names, which may change: it is asked for once by the old ones, and from then on by the new.</summary>
internal sealed partial class GitHubPlace
{
    private GitHubPlace(string owner, string name) => (Owner, Name) = (owner, name);

    /// <summary>The name of its owner.</summary>
    public string Owner { get; private set; }

    /// <summary>Its own name.</summary>
    public string Name { get; private set; }

    /// <summary>The path of its addresses in the API.</summary>
    public string Path => $"repos/{Owner}/{Name}";

    /// <summary>Reads <c>owner/name</c>; null where it is not that.</summary>
    public static GitHubPlace? Parse(string text) =>
        text.Length <= 200 && Shape().Match(text) is { Success: true } match && match.Groups["name"].Value is not ("." or "..") and var name
            ? new GitHubPlace(match.Groups["owner"].Value, name)
            : null;

    /// <summary>Takes the names that GitHub gives now.</summary>
    public void Become(string? owner, string name)
    {
        if (Parse($"{owner}/{name}") is { } now)
        {
            (Owner, Name) = (now.Owner, now.Name);
        }
    }

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"\A(?<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,99})/(?<name>[A-Za-z0-9._-]{1,100})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
