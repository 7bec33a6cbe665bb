using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A step that puts a repository's code into the workspace.</summary>
public sealed record Checkout
{
    /// <summary>What decides it: the ref, or the step where nothing is said.</summary>
    public required Place Span { get; init; }

    /// <summary>What is checked out, as written; empty for the platform's default.</summary>
    public string Ref { get; init; } = "";

    /// <summary>The least trusted one who controls the code.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The folder below the workspace; null for the workspace itself.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether the token stays readable to every later step of the job.</summary>
    public required bool KeepsCredentials { get; init; }

    /// <summary>Whether the token then lies outside the workspace, so that no upload of the workspace takes it along.</summary>
    public bool KeepsOutside { get; init; }

    /// <summary>Where that is said; null where the platform's default holds.</summary>
    public Place? CredentialsSpan { get; init; }

    /// <summary>The edit by which the token is no longer kept, in the platform's words; null where it cannot be written exactly.</summary>
    public Fix? CredentialsFix { get; init; }
}
