using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PoPipeline.Escaping;

namespace PoPipeline.Forges.GitHub;

/// <summary>What is read of GitHub's GraphQL API, and what is asked for it: what the REST API does not tell of edits, e-mail and moves.</summary>
internal static class Graph
{
    private const string Edits = "lastEditedAt createdViaEmail editor { ...Who } userContentEdits(first: 20) { totalCount nodes { editedAt deletedAt editor { ...Who } } }";
    private const string Who = "fragment Who on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId } }";

    /// <summary>Edits and moves of up to 50 issues, and the edits of their first 100 comments.</summary>
    public const string Issues =
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { id " + Edits + " timelineItems(first: 1, itemTypes: [TRANSFERRED_EVENT, CONVERTED_TO_DISCUSSION_EVENT]) { nodes { __typename } } "
        + "comments(first: 100) { pageInfo { hasNextPage endCursor } nodes { id " + Edits + " } } } } } " + Who;

    /// <summary>The edits of further comments of an issue.</summary>
    public const string Comments =
        "query($ids: [ID!]!, $after: String) { nodes(ids: $ids) { ... on Issue { id comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id " + Edits + " } } } } } " + Who;

    /// <summary>Whom the token stands for.</summary>
    public const string Viewer = "query { viewer { __typename login databaseId } }";

    internal sealed record IssueNodes(ImmutableArray<IssueNode?> Nodes);

    internal sealed record IssueNode(string? Id, DateTimeOffset? LastEditedAt, bool CreatedViaEmail, Actor? Editor, EditPage? UserContentEdits, TimelinePage? TimelineItems, CommentPage? Comments);

    internal sealed record CommentNode(string Id, DateTimeOffset? LastEditedAt, bool CreatedViaEmail, Actor? Editor, EditPage? UserContentEdits);

    internal sealed record CommentPage(PageInfo PageInfo, ImmutableArray<CommentNode?> Nodes);

    internal sealed record PageInfo(bool HasNextPage, string? EndCursor);

    internal sealed record EditPage(int TotalCount, ImmutableArray<Edit?> Nodes);

    internal sealed record Edit(DateTimeOffset EditedAt, DateTimeOffset? DeletedAt, Actor? Editor);

    internal sealed record TimelinePage(ImmutableArray<TimelineItem?> Nodes);

    internal sealed record TimelineItem([property: JsonPropertyName("__typename")] string Type);

    internal sealed record Actor([property: JsonPropertyName("__typename")] string Type, string Login, long? DatabaseId);

    internal sealed record ViewerData(Actor? Viewer);
}

/// <summary>An answer of the GraphQL API: errors may come beside data, and then some of the data are null.</summary>
internal sealed record GraphAnswer<T>(T? Data, ImmutableArray<GraphError> Errors)
    where T : class
{
    /// <summary>Whether the limit of the hour is spent, which comes with code 200.</summary>
    public bool IsLimited => !Errors.IsDefault && Errors.Any(error => error.Type is "RATE_LIMITED");

    /// <summary>The first error in words that are safe to show; null where there is none.</summary>
    public string? Said => !Errors.IsDefaultOrEmpty && Errors[0].Message is { } message ? Untrusted.Plain(Untrusted.Cut(message, 200)) : null;
}

/// <summary>An error of a query.</summary>
internal sealed record GraphError(string? Type, string? Message);

/// <summary>Reads <see cref="Graph"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphAnswer<Graph.IssueNodes>))]
[JsonSerializable(typeof(GraphAnswer<Graph.ViewerData>))]
internal sealed partial class GraphJson : JsonSerializerContext;
