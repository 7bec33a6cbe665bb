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
    public static string? PackOf(Command command)
    {
        var words = command.Words.Skip(1).Select(word => word.Text).ToList();
        if (words.Exists(word => word.Contains(".git", StringComparison.Ordinal)) || !words.Exists(word => word is "." or "./"))
        {
            return null;
        }

        var file = command.Name switch
        {
            "tar" or "bsdtar" => FileOfTar(words),
            "zip" when words.Exists(word => word.StartsWith('-') && word.Contains('r', StringComparison.Ordinal)) => words.Find(word => !word.StartsWith('-')),
            "7z" or "7za" when words is ["a", ..] => words.Skip(1).FirstOrDefault(word => !word.StartsWith('-')),
            _ => null,
        };
        return file is null ? null : NameOf(file);
    }

    /// <summary>The name by which an archive is known, wherever it lies.</summary>
    /// <param name="path">Its path.</param>
    public static string NameOf(string path) => path.Trim().TrimEnd('/').Split('/')[^1];

    // tar czf x.tgz . and tar -c -f x.tgz .
    private static string? FileOfTar(List<string> words)
    {
        var isCreating = words.Exists(word => word is "--create") || (words.Count > 0 && !words[0].StartsWith("--", StringComparison.Ordinal) && words[0].Contains('c', StringComparison.Ordinal));
        var at = words.FindIndex(word => word is "--file" || (!word.StartsWith("--", StringComparison.Ordinal) && word.TrimStart('-').Length < 8 && word.EndsWith('f')));
        return isCreating && at >= 0 && at + 1 < words.Count ? words[at + 1] : words.Find(word => word.StartsWith("--file=", StringComparison.Ordinal))?["--file=".Length..];
    }

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
