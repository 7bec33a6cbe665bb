using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>Components that only work when they are named by the tag of a whole version, so that pinning them to a commit breaks them.</summary>
internal static class TagOnlyComponents
{
    // The version of a release: v2.1.0.
    private const int Numbers = 3;

    /// <summary>Whether a reference is to one of them.</summary>
    public static bool Has(Reference reference) => Catalogue.FindUpwards(reference).Any(component =>
        reference.Name.Length > component.Name.Length
        && component.OnlyTags.Any(folder => reference.Name.AsSpan(component.Name.Length + 1).StartsWith(folder, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a reference is as firm as its component allows.</summary>
    public static bool IsAsFirmAsCanBe(Reference reference) =>
        Has(reference)
        && (reference.Pin is Pin.Tag or Pin.ExactVersion)
        && ComponentVersion.Parse(reference.Version?.Value) is { Parts.Length: Numbers };
}
