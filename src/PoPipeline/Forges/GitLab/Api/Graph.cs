using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A query of GraphQL.</summary>
internal sealed record GraphCall(string Query, GraphVariables Variables);

/// <summary>What GraphQL answers.</summary>
internal sealed record GraphAnswer(GraphData? Data, ImmutableArray<GraphError>? Errors);

/// <summary>The root of an answer.</summary>
internal sealed record GraphData(GraphProject? Project);

/// <summary>Why GraphQL answers less than it was asked for.</summary>
internal sealed record GraphError(string? Message);

/// <summary>An issue.</summary>
internal sealed record GraphIssue(string? Id, GraphUser? Author, GraphNotes? Notes);

/// <summary>What only GraphQL says of a note.</summary>
/// <param name="Id">The global id: <c>gid://gitlab/Note/42</c>, or of a kind of note.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="LastEditedAt">When its text was last changed; null where it never was.</param>
/// <param name="LastEditedBy">By whom; null where it never was, or the account is gone.</param>
/// <param name="ExternalAuthor">The address of somebody without an account who wrote it by e-mail; null where it came otherwise.</param>
internal sealed record GraphNote(
    string? Id,
    GraphUser? Author,
    [property: JsonPropertyName("lastEditedAt")] DateTimeOffset? LastEditedAt,
    [property: JsonPropertyName("lastEditedBy")] GraphUser? LastEditedBy,
    [property: JsonPropertyName("externalAuthor")] string? ExternalAuthor);

/// <summary>A page of notes.</summary>
internal sealed record GraphNotes(ImmutableArray<GraphNote>? Nodes, [property: JsonPropertyName("pageInfo")] GraphPage? Page);

/// <summary>Where a page ends.</summary>
internal sealed record GraphPage(
    [property: JsonPropertyName("hasNextPage")] bool HasNext,
    [property: JsonPropertyName("endCursor")] string? End);

/// <summary>A project.</summary>
/// <param name="WorkItems">The issue as a work item, which alone says when its description was edited.</param>
/// <param name="Issue">The issue.</param>
internal sealed record GraphProject([property: JsonPropertyName("workItems")] GraphWorkItems? WorkItems, GraphIssue? Issue);

/// <summary>A user.</summary>
/// <param name="Id">The global id: <c>gid://gitlab/User/42</c>.</param>
/// <param name="Username">The name.</param>
/// <param name="Bot">Whether a program acts under it.</param>
internal sealed record GraphUser(string? Id, string? Username, bool? Bot);

/// <summary>What a query is about.</summary>
/// <param name="Path">The path of the project.</param>
/// <param name="Number">The number of the issue in it.</param>
/// <param name="After">The end of the page before; null for the first one.</param>
internal sealed record GraphVariables(string Path, string Number, string? After);

/// <summary>A part of a work item.</summary>
/// <param name="Edited">Whether title or description were changed; null where this is not the description.</param>
/// <param name="LastEditedAt">When; null where they were not.</param>
/// <param name="LastEditedBy">By whom; null where they were not, or the account is gone.</param>
internal sealed record GraphWidget(
    bool? Edited,
    [property: JsonPropertyName("lastEditedAt")] DateTimeOffset? LastEditedAt,
    [property: JsonPropertyName("lastEditedBy")] GraphUser? LastEditedBy);

/// <summary>A work item.</summary>
/// <param name="Widgets">Its parts, of which only the description is filled in.</param>
internal sealed record GraphWorkItem(ImmutableArray<GraphWidget>? Widgets);

/// <summary>Work items.</summary>
internal sealed record GraphWorkItems(ImmutableArray<GraphWorkItem>? Nodes);
