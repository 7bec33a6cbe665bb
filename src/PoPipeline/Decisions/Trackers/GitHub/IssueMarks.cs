using System.Net;
using Octokit;
using PoPipeline.Escaping;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Shows states by labels, comments, and open or closed: what people see. Nothing of it is ever read as a decision.</summary>
internal sealed class IssueMarks(GitHubApi api, GitHubPlace place, IssueReader reader, Func<Account> self)
{
    private const string Permission = "issues: write";
    private const int LongestComment = 60_000;

    private HashSet<string>? present;

    /// <summary>Writes a comment, unless it is there.</summary>
    public async Task CommentAsync(long number, string marker, string text, CancellationToken cancellation)
    {
        var end = $"<!-- po:event={marker} -->";
        var comments = await reader.CommentsAsync(number, cancellation);
        if (comments.Any(comment => GitHubAccounts.Of(comment.User).Id == self().Id && (comment.Body ?? "").AsSpan().TrimEnd().EndsWith(end, StringComparison.Ordinal)))
        {
            return;
        }

        var body = $"{Untrusted.Cut(text.TrimEnd(), LongestComment)}\n\n{end}";
        _ = await api.CallAsync($"comment on #{number} of '{place}'", Permission, client => client.Issue.Comment.Create(place.Owner, place.Name, number, body), cancellation);
    }

    /// <summary>Shows a state.</summary>
    public async Task ShowAsync(long number, DecisionState state, CancellationToken cancellation)
    {
        if (await reader.FindAsync((int)number, cancellation) is not { } issue)
        {
            throw new ForgeException($"The issue #{number} of '{place}' is no longer there.");
        }

        var doing = $"show the state of #{number} of '{place}'";
        var before = IssueReader.LabelsOf(issue);
        string[] labels = [.. before.Where(label => !label.StartsWith(IssueLabels.Prefix, StringComparison.OrdinalIgnoreCase)), IssueLabels.Record, IssueLabels.Of(state)];
        if (!before.ToHashSet(StringComparer.Ordinal).SetEquals(labels))
        {
            await RequireAsync([IssueLabels.Record, IssueLabels.Of(state), IssueLabels.Asked], cancellation);
            _ = await api.CallAsync(doing, Permission, client => client.Issue.Labels.ReplaceAllForIssue(place.Owner, place.Name, number, labels), cancellation);
        }

        var isOpen = state is DecisionState.Requested or DecisionState.Approved;
        if (issue.State is "open" != isOpen)
        {
            // Octokit's own update would take the milestone away.
            var members = isOpen
                ? new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = "open" }
                : new(StringComparer.Ordinal) { ["state"] = "closed", ["state_reason"] = state is DecisionState.Resolved ? "completed" : "not_planned" };
            await api.PatchAsync(doing, Permission, $"{place.Path}/issues/{number}", members, cancellation);
        }
    }

    /// <summary>Makes the labels that the repository lacks.</summary>
    public async Task RequireAsync(IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        var doing = $"make labels in '{place}'";
        if (present is null)
        {
            var listed = await api.PagesAsync($"read the labels of '{place}'", "issues: read", $"{place.Path}/labels?per_page=100", RestJson.Default.ImmutableArrayLabel, cancellation);
            present = listed.Select(label => label.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        foreach (var label in labels.Where(label => !present.Contains(label)))
        {
            try
            {
                var made = new NewLabel(label, ColourOf(label)) { Description = DescriptionOf(label) };
                _ = await api.CallAsync(doing, Permission, client => client.Issue.Labels.Create(place.Owner, place.Name, made), cancellation);
            }
            catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.UnprocessableEntity)
            {
                // Another run has just made it.
            }

            _ = present.Add(label);
        }
    }

    private static string ColourOf(string label) => StateOf(label) switch
    {
        null => "5319e7",
        DecisionState.Requested => "fbca04",
        DecisionState.Approved => "0e8a16",
        DecisionState.Rejected or DecisionState.Revoked or DecisionState.Invalidated => "b60205",
        _ => "c5def5",
    };

    private static string DescriptionOf(string label) =>
        StateOf(label) is { } state ? $"PoPipeline: the request is {state.ToString().ToLowerInvariant()}. Shown only; a comment decides."
        : label is IssueLabels.Asked ? "PoPipeline makes a request of this issue."
        : "PoPipeline keeps this issue.";

    private static DecisionState? StateOf(string label) =>
        Enum.GetValues<DecisionState>().Where(state => IssueLabels.Of(state) == label).Select(state => (DecisionState?)state).FirstOrDefault();
}
