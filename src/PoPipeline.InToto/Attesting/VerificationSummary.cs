using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Attesting;

/// <summary>A simple verification result (<c>https://in-toto.io/attestation/svr/v0.2</c>): properties that were found to hold, and no others.</summary>
public sealed record VerificationSummary
{
    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://in-toto.io/attestation/svr/v0.2";

    /// <summary>Who verified, a URI.</summary>
    public required string Verifier { get; init; }

    /// <summary>The policies that it verified by.</summary>
    public required ImmutableArray<Resource> Policies { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What holds.</summary>
    public required ImmutableArray<string> Properties { get; init; }
}
