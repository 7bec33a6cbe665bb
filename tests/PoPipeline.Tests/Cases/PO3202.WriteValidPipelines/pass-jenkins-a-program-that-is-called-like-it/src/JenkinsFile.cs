namespace Acme.Builds;

/// <summary>A file of Jenkins.</summary>
/// <param name="Path">Where it lies.</param>
public sealed record JenkinsFile(string Path)
{
    public string? Text { get; init; }
}
