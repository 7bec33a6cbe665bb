using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Running;

/// <summary>What platforms are called on a command line: <c>github</c>, <c>gitlab</c>, <c>circleci</c> …</summary>
internal static class PlatformWords
{
    /// <summary>The word of each platform.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<Platform>().Select(Of)];

    /// <summary>The platform of a word.</summary>
    /// <param name="word">One of <see cref="All"/>.</param>
    public static Platform Parse(string word) => Enum.GetValues<Platform>().First(platform => Of(platform) == word);

    /// <summary>The word of a platform.</summary>
    /// <param name="platform">The platform.</param>
    /// <remarks>Where a forge brings its own pipelines, people name the forge.</remarks>
    public static string Of(Platform platform) => platform switch
    {
        Platform.GitHubActions => "github",
        Platform.GitLabCi => "gitlab",
        _ => platform.ToString().ToLowerInvariant(),
    };
}
