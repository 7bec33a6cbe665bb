namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A literal credential in a pipeline. The value itself is never kept.</summary>
public sealed record Credential
{
    /// <summary>What it is, as a noun: "GitHub token", "AWS access key", "password of a container registry".</summary>
    public required string Format { get; init; }

    /// <summary>The first characters and a row of <c>*</c>, enough for its owner to know it again.</summary>
    public required string Masked { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The logical place, for fingerprints: <c>jobs/build/env/TOKEN</c>.</summary>
    public required string Subject { get; init; }
}
