using System.Collections.Immutable;

namespace PoPipeline.InToto.Metadata;

/// <summary>A statement about artifacts (in-toto attestation framework).</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Type">Its version, a URI.</param>
/// <param name="Subjects">The artifacts that it is about.</param>
/// <param name="PredicateType">What is said of them, a URI.</param>
/// <param name="Predicate">What is said, as canonical JSON; null where nothing is, or canonical JSON cannot say it.</param>
/// <param name="Link">The link that it is where its predicate is one; null otherwise.</param>
public sealed record Statement(Place Place, string Type, ImmutableArray<Resource> Subjects, string PredicateType, string? Predicate, Link? Link)
{
    /// <summary>The version of statements that is written.</summary>
    public const string Version1 = "https://in-toto.io/Statement/v1";

    /// <summary>The version before it, which is read too.</summary>
    public const string Version01 = "https://in-toto.io/Statement/v0.1";

    /// <summary>The predicate that says what a link does.</summary>
    public const string LinkPredicate = "https://in-toto.io/attestation/link/v0.3";
}

/// <summary>An artifact, or something else that a statement names.</summary>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="Uri">Where it is; null where that is not said.</param>
/// <param name="Digests">Its digests, by the name of what they are of: <c>sha256</c>, <c>gitCommit</c>.</param>
public sealed record Resource(string? Name, string? Uri, ImmutableSortedDictionary<string, string> Digests);
