namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A comment, or what GitLab notes down by itself.</summary>
internal sealed record NoteAnswer
{
    public required long Id { get; init; }

    public string? Body { get; init; }

    public UserAnswer? Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool System { get; init; }

    public bool? Imported { get; init; }

    public string? ImportedFrom { get; init; }
}
