using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A part of a work item.</summary>
/// <param name="Edited">Whether title or description were changed; null where this is not the description.</param>
/// <param name="LastEditedAt">When; null where they were not.</param>
/// <param name="LastEditedBy">By whom; null where they were not, or the account is gone.</param>
internal sealed record GraphWidget(
    bool? Edited,
    [property: JsonPropertyName("lastEditedAt")] DateTimeOffset? LastEditedAt,
    [property: JsonPropertyName("lastEditedBy")] GraphUser? LastEditedBy);
