namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Versions of a component in a row.</summary>
public sealed record VersionRange
{
    /// <summary>The first of them; null for the very first.</summary>
    public string? From { get; init; }

    /// <summary>The first version after them; null where there is none, or nobody said which.</summary>
    public string? Fixed { get; init; }

    /// <summary>The last of them that is known, where nobody said which version is right again.</summary>
    public string? Last { get; init; }
}
