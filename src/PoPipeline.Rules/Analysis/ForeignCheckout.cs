using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A place where a step brings an outsider's code into the workspace.</summary>
/// <param name="Text">What says so, as written.</param>
/// <param name="Span">Where.</param>
/// <param name="Directory">The folder below the workspace; null for the workspace itself.</param>
internal sealed record ForeignCheckout(string Text, Place Span, string? Directory)
{
    /// <summary>The one in a step; null where there is none.</summary>
    public static ForeignCheckout? In(Step step)
    {
        if (step.Checkout is { } checkout)
        {
            // Without a ref of its own a checkout takes what the event is about; for a privileged event that is the repository's own branch.
            return checkout is { Origin: Origin.Outsider, Ref.Length: > 0 } ? new ForeignCheckout(checkout.Ref, checkout.Span, checkout.Directory) : null;
        }

        return step.Scripts
            .SelectMany(script => script.Commands.Where(Fetches).Select(command => new { Script = script, Command = command }))
            .Select(entry => new ForeignCheckout(
                WorkspaceRun.Shorten(entry.Script.Text.Substring(entry.Command.Offset, entry.Command.Length)),
                entry.Script.PlaceOf(entry.Command.Offset, entry.Command.Length),
                step.WorkingDirectory?.Value))
            .FirstOrDefault();
    }

    // "gh pr checkout 1", "git fetch origin pull/1/head", "git checkout refs/pull/1/merge".
    private static bool Fetches(Command command) => command.Name switch
    {
        "gh" => command.Words.Length > 2 && command.Words[1].Text is "pr" && command.Words[2].Text is "checkout" or "co",
        "hub" => command.Words.Length > 2 && command.Words[1].Text is "pr" && command.Words[2].Text is "checkout",
        "git" => command.Words.Length > 2
            && command.Words[1].Text is "fetch" or "pull" or "checkout" or "switch"
            && command.Words.Any(word => IsPullRequest(word.Text)),
        _ => false,
    };

    private static bool IsPullRequest(string word) =>
        (word.StartsWith("pull/", StringComparison.Ordinal) || word.Contains("refs/pull/", StringComparison.Ordinal) || word.StartsWith("+pull/", StringComparison.Ordinal))
        && (word.Contains("/head", StringComparison.Ordinal) || word.Contains("/merge", StringComparison.Ordinal));
}
