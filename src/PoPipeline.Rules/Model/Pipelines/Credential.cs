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

    /// <summary>What of it may be shown in a sentence. Where that is nothing, its length tells its owner that it is no placeholder.</summary>
    public string Show() => (Masked.Trim('*').Length, Span.Region) switch
    {
        ( > 0, _) => $"'{Masked}'",
        (_, var region) when region.StartLine == region.EndLine => $"a value of {Counted.Of(region.EndColumn - region.StartColumn, "character")}",
        _ => "a value of several lines",
    };
}
