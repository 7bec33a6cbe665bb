using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>An issue.</summary>
internal sealed record IssueAnswer
{
    public required long Id { get; init; }

    public required long Iid { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public UserAnswer? Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? State { get; init; }

    public ImmutableArray<string> Labels { get; init; } = [];

    public long? MovedToId { get; init; }

    public bool? Imported { get; init; }

    public string? ImportedFrom { get; init; }

    public string? WebUrl { get; init; }
}
