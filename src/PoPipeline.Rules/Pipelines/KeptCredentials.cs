using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Pipelines;

/// <summary>What becomes of the credentials that a checkout leaves in the workspace.</summary>
internal static class KeptCredentials
{
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

    /// <summary>Whether an upload takes them along: it covers the whole folder of the checkout, hidden files included.</summary>
    public static bool Leave(Exchange exchange, Checkout checkout) =>
        exchange is { Kind: ExchangeKind.Upload, IncludesHidden: true } && exchange.Paths.Any(path => Covers(path.Value, checkout.Directory));

    private static bool Covers(string path, string? directory)
    {
        var trimmed = path.Trim().Trim('\'', '"');
        trimmed = trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed;
        var isWhole = trimmed.TrimEnd('/') is "" or "." or "*" or "**" or "**/*" or ".git" or ".git/config" || IsWorkspace(trimmed);
        var folder = directory?.TrimEnd('/');
        return isWhole || (folder is not null && trimmed.TrimEnd('/') is { } rest && (rest == folder || rest == $"{folder}/.git" || rest == $"{folder}/**" || rest == $"{folder}/*"));
    }

    // The platform's own name of the workspace, pasted whole.
    private static bool IsWorkspace(string path) =>
        path.StartsWith("${{", StringComparison.Ordinal)
        && path.TrimEnd('/', '*').EndsWith("}}", StringComparison.Ordinal)
        && path.IndexOf("}}", StringComparison.Ordinal) == path.LastIndexOf("}}", StringComparison.Ordinal)
        && path.Contains(".workspace", StringComparison.Ordinal);
}
