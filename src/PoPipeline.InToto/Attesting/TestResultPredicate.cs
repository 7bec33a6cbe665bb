using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Attesting;

/// <summary>The result of tests (<c>https://in-toto.io/attestation/test-result/v0.1</c>), with the numbers that Conforma reads.</summary>
public sealed record TestResultPredicate
{
    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://in-toto.io/attestation/test-result/v0.1";

    /// <summary>What it comes to.</summary>
    public required TestOutcome Outcome { get; init; }

    /// <summary>What the tests were configured by. The name of the first is that of the test.</summary>
    public required ImmutableArray<Resource> Configuration { get; init; }

    /// <summary>Where the run is to be seen; null where that is nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>When they were run; null where it is not said. Of several statements with one name Conforma takes the newest, and none that says nothing.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The tests that passed.</summary>
    public ImmutableArray<string> Passed { get; init; } = [];

    /// <summary>The tests that warned.</summary>
    public ImmutableArray<string> Warned { get; init; } = [];

    /// <summary>The tests that failed.</summary>
    public ImmutableArray<string> Failed { get; init; } = [];

    /// <summary>How many successes there were; the number of tests that passed unless it is said.</summary>
    public int? Successes { get; init; }

    /// <summary>How many warnings there were; the number of tests that warned unless it is said.</summary>
    public int? Warnings { get; init; }

    /// <summary>How many failures there were; the number of tests that failed unless it is said.</summary>
    public int? Failures { get; init; }
}
