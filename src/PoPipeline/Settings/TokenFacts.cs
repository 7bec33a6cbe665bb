using System.Collections.Immutable;

namespace PoPipeline.Settings;

/// <summary>What is known of the token in hand, without the token.</summary>
public sealed record TokenFacts
{
    /// <summary>Of which kind it is: <c>a classic personal access token</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the forge says that it may do, by the forge's own names; null where the forge does not say.</summary>
    public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>What it may do beyond what the checks need, a sentence each, with what would be enough.</summary>
    public ImmutableArray<string> Excess { get; init; } = [];

    /// <summary>The kind of a token whose beginning no forge documents.</summary>
    internal const string UntoldKind = "of a kind that it does not tell";

    /// <summary>Where there is none.</summary>
    internal static TokenFacts None { get; } = new() { Kind = "none: set POPIPELINE_TOKEN" };
}
