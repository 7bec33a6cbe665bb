using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.Tekton.Cel;

/// <summary>Tells for which events an expression can be true, of what is known of each event.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/matchingevents/#available-cel-variables.</remarks>
internal static class CelEvents
{
    // What the forges call the two events in their own words, which the variable 'event' never is.
    private static readonly ImmutableArray<string> OfProposals = ["pull_request", "Merge Request", "Merge Request Hook", "pullrequest:created", "pullrequest:updated", "pull_request_sync"];
    private static readonly ImmutableArray<string> OfPushes = ["push", "Push", "Push Hook", "Tag Push", "Tag Push Hook", "repo:push", "repo:refs_changed"];

    /// <summary>Whether an expression can be true for an event.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="name">The event: <c>push</c>, <c>pull_request</c> or <c>incoming</c>.</param>
    /// <param name="branch">What it is about; null where that may be any branch or tag.</param>
    public static bool MayMatch(CelNode expression, string name, string? branch = null) => Of(expression, new Event(name, branch)) is null or true;

    /// <summary>The texts in an expression.</summary>
    /// <param name="expression">The expression.</param>
    public static IEnumerable<string> Texts(CelNode expression)
    {
        var open = new Stack<CelNode>([expression]);
        while (open.TryPop(out var node))
        {
            if (node.Kind is CelKind.Text)
            {
                yield return node.Text;
            }

            foreach (var part in node.Parts)
            {
                open.Push(part);
            }
        }
    }

    /// <summary>Whether a text stands in an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="text">The text, or its beginning.</param>
    public static bool Names(CelNode expression, string text) => Texts(expression).Any(known => known.TrimStart('^').StartsWith(text, StringComparison.Ordinal));

    /// <summary>Whether an expression asks which files a change touches.</summary>
    /// <param name="expression">The expression.</param>
    public static bool AsksForFiles(CelNode expression)
    {
        var open = new Stack<CelNode>([expression]);
        while (open.TryPop(out var node))
        {
            if (node is { Kind: CelKind.Name, Text: "files" } or { Kind: CelKind.Method, Text: "pathChanged" })
            {
                return true;
            }

            foreach (var part in node.Parts)
            {
                open.Push(part);
            }
        }

        return false;
    }

    // A text, a truth, a list of such; null where it is not known.
    private static object? Of(CelNode node, Event found) => node.Kind switch
    {
        CelKind.Text => node.Text,
        CelKind.Constant => node.Text switch { "true" => true, "false" => false, _ => null },
        CelKind.Name => node.Text switch { "event" or "trigger_target" => found.Name, "target_branch" => found.Branch, _ => null },
        CelKind.List when node.Text.Length == 0 => node.Parts.Select(part => Of(part, found)).ToImmutableArray(),
        CelKind.Operation when node.Parts.Length == 1 => node.Text is "!" && Of(node.Parts[0], found) is bool truth ? !truth : null,
        CelKind.Operation => Operation(node, found),
        CelKind.Choice => Of(node.Parts[0], found) is bool truth ? Of(node.Parts[truth ? 1 : 2], found) : Agreed(Of(node.Parts[1], found), Of(node.Parts[2], found)),
        CelKind.Method => Method(node, found),
        _ => null,
    };

    private static bool? Agreed(object? left, object? right) => left is bool one && right is bool other && one == other ? one : null;

    private static object? Operation(CelNode node, Event found)
    {
        var (left, right) = (node.Parts[0], node.Parts[1]);
        switch (node.Text)
        {
            case "&&":
                return (Of(left, found), Of(right, found)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null };
            case "||":
                return (Of(left, found), Of(right, found)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null };
            case "==" or "!=":
                return Equal(left, right, found) is { } equal ? equal == (node.Text is "==") : null;
            // Each part is looked at once: what looks twice at what may hold the same again never ends.
            case "in" when right.Kind is CelKind.List && right.Parts.Select(part => Equal(left, part, found)).ToList() is var equals:
                return equals.Contains(true) ? true : equals.TrueForAll(one => one is false) ? false : null;
            default:
                return null;
        }
    }

    private static bool? Equal(CelNode left, CelNode right, Event found)
    {
        if (IsTypeOfEvent(left) && right.Kind is CelKind.Text)
        {
            return IsOf(right.Text, found.Name);
        }

        if (IsTypeOfEvent(right) && left.Kind is CelKind.Text)
        {
            return IsOf(left.Text, found.Name);
        }

        return (Of(left, found), Of(right, found)) switch
        {
            (string one, string other) => one == other,
            (bool one, bool other) => one == other,
            _ => null,
        };
    }

    // event_type, body.object_kind and the header of GitHub tell the event in the words of the forge.
    private static bool IsTypeOfEvent(CelNode node) =>
        node is { Kind: CelKind.Name, Text: "event_type" }
        || (node is { Kind: CelKind.Index, Parts: [{ Kind: CelKind.Name, Text: "headers" }, { Kind: CelKind.Text, Text: var header }] } && header.ToLowerInvariant() is "x-github-event" or "x-gitlab-event");

    private static bool? IsOf(string word, string name) =>
        OfProposals.Contains(word, StringComparer.Ordinal) ? (name is "pull_request" ? null : false)
        : OfPushes.Contains(word, StringComparer.Ordinal) ? (name is "push" ? null : false)
        : null;

    private static bool? Method(CelNode node, Event found)
    {
        if (node.Parts.Length != 2 || Of(node.Parts[0], found) is not string target || Of(node.Parts[1], found) is not string argument)
        {
            return null;
        }

        return node.Text switch
        {
            "startsWith" => target.StartsWith(argument, StringComparison.Ordinal),
            "endsWith" => target.EndsWith(argument, StringComparison.Ordinal),
            "contains" => target.Contains(argument, StringComparison.Ordinal),
            "matches" => Matches(target, argument),
            _ => null,
        };
    }

    private static bool? Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private sealed record Event(string Name, string? Branch);
}
