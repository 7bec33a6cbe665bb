using System.Text;
using GraphQL;

namespace PoPipeline.Doubles.GitLab.GraphQl;

/// <summary>Cuts lists into pages after a cursor: https://docs.gitlab.com/api/graphql/#limits.</summary>
internal static class Connection
{
    private const int LargestPage = 100;

    /// <summary>The page that the arguments ask for.</summary>
    /// <param name="context">The arguments: first, after, last, before.</param>
    /// <param name="items">All items.</param>
    /// <param name="key">What a cursor says of an item.</param>
    /// <param name="node">The item in the graph.</param>
    public static GraphNode Of<T>(IResolveFieldContext context, IReadOnlyList<T> items, Func<T, string> key, Func<T, GraphNode?> node)
    {
        var cursors = items.Select(item => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"id\":\"{key(item)}\"}}"))).ToList();
        var from = context.GetArgument<string?>("after") is { } after ? cursors.IndexOf(after) + 1 : 0;
        var to = context.GetArgument<string?>("before") is { } before && cursors.IndexOf(before) is >= 0 and var at ? at : items.Count;
        var last = context.GetArgument<int?>("last");
        var size = Math.Clamp(context.GetArgument<int?>("first") ?? last ?? LargestPage, 0, LargestPage);
        (from, to) = last is null ? (from, Math.Min(to, from + size)) : (Math.Max(from, to - size), to);
        var page = Enumerable.Range(from, Math.Max(0, to - from)).ToList();
        return new GraphNode("Connection")
        {
            ["count"] = items.Count,
            ["nodes"] = page.Select(index => node(items[index])).ToList(),
            ["edges"] = page.Select(index => new GraphNode("Edge") { ["cursor"] = cursors[index], ["node"] = node(items[index]) }).ToList(),
            ["pageInfo"] = new GraphNode("PageInfo")
            {
                ["startCursor"] = page.Count > 0 ? cursors[page[0]] : null,
                ["endCursor"] = page.Count > 0 ? cursors[page[^1]] : null,
                ["hasPreviousPage"] = from > 0,
                ["hasNextPage"] = to < items.Count,
            },
        };
    }
}
