namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A label of a project.</summary>
internal sealed class Label
{
    /// <summary>The number.</summary>
    public required long Id { get; init; }

    /// <summary>The name, with which issues refer to it.</summary>
    public required string Name { get; set; }

    /// <summary><c>#428BCA</c>.</summary>
    public required string Color { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }
}
