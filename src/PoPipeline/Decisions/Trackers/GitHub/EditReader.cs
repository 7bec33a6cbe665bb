using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Reads who changed which text when, for many issues at a time.</summary>
internal sealed class EditReader(GitHubApi api, GitHubPlace place)
{
    private const int IssuesOfQuery = 50;
    private const int MostPages = 100;
    private const string Silence = "GitHub's GraphQL API does not tell about it";
    private const string Permission = "issues: read";

    private string Doing => $"read the edit history of the issues of '{place}'";

    /// <summary>Reads it.</summary>
    /// <param name="issues">The node ids of issues.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The facts by node id, of issues and comments; what GitHub does not tell about is not in it, and why is the second value.</returns>
    public async Task<(Dictionary<string, EditFacts> Facts, string Reason)> ReadAsync(IReadOnlyList<string> issues, CancellationToken cancellation)
    {
        var facts = new Dictionary<string, EditFacts>(StringComparer.Ordinal);
        var reason = Silence;
        try
        {
            foreach (var ids in issues.Chunk(IssuesOfQuery))
            {
                var answer = await api.AskAsync(Doing, Permission, Graph.Issues, new(StringComparer.Ordinal) { ["ids"] = ids }, GraphJson.Default.GraphAnswerIssueNodes, cancellation);
                reason = answer.Said is { } said ? $"{Silence}: '{said}'" : reason;
                foreach (var node in Nodes(answer))
                {
                    facts[node.Id!] = EditFacts.Of(node);
                    await AddAsync(facts, node, cancellation);
                }
            }
        }
        catch (ForgeException refusal) when (!refusal.IsOutage)
        {
            reason = refusal.Message.TrimEnd('.');
        }

        return (facts, reason);
    }

    private async Task AddAsync(Dictionary<string, EditFacts> facts, Graph.IssueNode issue, CancellationToken cancellation)
    {
        var page = issue.Comments;
        for (var pages = 0; page is { Nodes.IsDefault: false } && pages < MostPages; pages++)
        {
            foreach (var comment in page.Nodes.OfType<Graph.CommentNode>())
            {
                facts[comment.Id] = EditFacts.Of(comment);
            }

            if (page.PageInfo is not { HasNextPage: true, EndCursor: { } cursor })
            {
                return;
            }

            var variables = new Dictionary<string, object>(StringComparer.Ordinal) { ["ids"] = new[] { issue.Id! }, ["after"] = cursor };
            var answer = await api.AskAsync(Doing, Permission, Graph.Comments, variables, GraphJson.Default.GraphAnswerIssueNodes, cancellation);
            page = Nodes(answer).FirstOrDefault()?.Comments;
        }
    }

    private static IEnumerable<Graph.IssueNode> Nodes(GraphAnswer<Graph.IssueNodes> answer) =>
        answer.Data is { Nodes: { IsDefault: false } nodes } ? nodes.OfType<Graph.IssueNode>().Where(node => node.Id is not null) : [];
}
