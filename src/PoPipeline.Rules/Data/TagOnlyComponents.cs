using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Reused components that only work when they are named by the tag of a whole version, so that pinning them to a commit breaks them. Source: what their makers demand:
/// https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators.
/// </summary>
internal static class TagOnlyComponents
{
    // The version of a release: v2.1.0.
    private const int Numbers = 3;

    private static readonly ImmutableArray<string> Prefixes = ["slsa-framework/slsa-github-generator/.github/workflows/"];

    /// <summary>Whether a reference is to one of them.</summary>
    public static bool Has(Reference reference) => Prefixes.Any(prefix => reference.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a reference is as firm as its component allows.</summary>
    public static bool IsAsFirmAsCanBe(Reference reference) =>
        Has(reference)
        && (reference.Pin is Pin.Tag or Pin.ExactVersion)
        && ComponentVersion.Parse(reference.Version?.Value) is { Parts.Length: Numbers };
}
