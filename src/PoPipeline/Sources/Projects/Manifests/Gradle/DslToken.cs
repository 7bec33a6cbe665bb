using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The name; what stands between the quotes; the character.</param>
/// <param name="At">Where it is written; of a text, what stands between the quotes.</param>
internal readonly record struct DslToken(DslTokenKind Kind, string Value, Region At)
{
    /// <summary>Whether it is a character.</summary>
    /// <param name="sign">Which one.</param>
    public bool Is(char sign) => Kind is DslTokenKind.Sign && Value[0] == sign;
}
