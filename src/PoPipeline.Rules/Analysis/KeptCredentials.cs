using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>What becomes of the credentials that a checkout leaves in the workspace.</summary>
internal static class KeptCredentials
{
    private static readonly ImmutableArray<string> Everything = ["/.git", "/**", "/*"];

    /// <summary>Whether the step pushes with them.</summary>
    public static bool Pushes(Step step) =>
        step.Effects.HasFlag(StepEffects.Pushes)
        || step.Scripts.Any(script => script.Commands.Any(command => command.Name switch
        {
            "git" => command.Words.Skip(1).Any(word => word.Text is "push" or "send-pack"),
            "mike" => command.Words.Any(word => word.Text is "deploy"),
            "mkdocs" => command.Words.Any(word => word.Text is "gh-deploy"),
            "ghp-import" or "gh-pages" or "semantic-release" => true,
            "npx" or "pnpx" => command.Words.Any(word => word.Text is "semantic-release" or "gh-pages" or "lerna" or "release-it"),
            "lerna" => command.Words.Any(word => word.Text is "version" or "publish"),
            "cargo" => command.Words.Any(word => word.Text is "release"),
            _ => false,
        }));

    /// <summary>
    /// The folders whose checkout an upload takes along, hidden files included: null for the workspace itself and so for every one, and each
    /// without a slash behind it.
    /// </summary>
    public static IEnumerable<string?> LeaveFrom(Exchange exchange) =>
        exchange is { Kind: ExchangeKind.Upload, IncludesHidden: true } ? exchange.Paths.SelectMany(path => FoldersOf(path.Value)) : [];

    /// <summary>The archive into which a command packs the whole workspace, what is hidden included; null where it packs none.</summary>
    /// <param name="command">The command.</param>
    public static string? PackOf(Command command) =>
        !command.Words.Any(word => word.Text.Contains(".git", StringComparison.Ordinal)) && Packing.Of(command) is { Folder: null or "." or "./" } packing && packing.Sources.Any(source => source is "." or "./")
            ? NameOf(packing.Archive)
            : null;

    /// <summary>The name by which an archive is known, wherever it lies.</summary>
    /// <param name="path">Its path.</param>
    public static string NameOf(string path) => path.Trim().TrimEnd('/').Split('/')[^1];

    private static IEnumerable<string?> FoldersOf(string path)
    {
        var trimmed = path.Trim().Trim('\'', '"');
        trimmed = trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed;
        var rest = trimmed.TrimEnd('/');
        if (rest is "" or "." or "*" or "**" or "**/*" or ".git" or ".git/config")
        {
            yield return null;
        }

        yield return rest;
        foreach (var everything in Everything.Where(everything => rest.EndsWith(everything, StringComparison.Ordinal)))
        {
            yield return rest[..^everything.Length];
        }
    }
}
