using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

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
