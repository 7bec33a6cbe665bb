using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Analysis;

/// <summary>How firmly the policy wants what is reused to be pinned.</summary>
internal static class Pins
{
    /// <summary>The first entry of the policy that names the reference; null where none does.</summary>
    public static PinPolicy? PolicyFor(Reference reference, Policy policy) =>
        policy.Pipelines.Pins.FirstOrDefault(entry => new StarPattern(entry.Name, ignoresCase: true).Matches(reference.Name));

    /// <summary>Whether the reference names one content for good.</summary>
    public static bool IsFirm(Reference reference) =>
        reference.Pin is Pin.Digest or Pin.Commit or Pin.Local || reference is { Immutable: true, Pin: not Pin.Unknown };

    /// <summary>Whether the policy accepts the pin.</summary>
    public static bool Accepts(PinPolicy entry, Reference reference) => IsFirm(reference) || (reference.Pin <= entry.Require && reference.Pin is not Pin.Unknown);

    /// <summary>The version as a phrase.</summary>
    public static string Describe(Reference reference) => reference.Pin switch
    {
        Pin.None => "no version",
        Pin.Branch when IsShortHash(reference.Version?.Value) => $"the branch or tag '{reference.Version?.Value}' (a shortened hash names no commit)",
        Pin.Branch when reference.Kind is ReferenceKind.Orb => $"the version of somebody's development '{reference.Version?.Value}'",
        Pin.Branch when reference.Version?.Value is "HEAD" => "the default branch",
        Pin.Branch => $"the branch '{reference.Version?.Value}'",
        Pin.Range => $"the range '{reference.Version?.Value}'",
        Pin.ExactVersion => $"the version '{reference.Version?.Value}'",
        _ => $"the tag '{reference.Version?.Value}'",
    };

    // Git shortens to seven digits; a word of letters alone, or a number, is somebody's name.
    private static bool IsShortHash(string? version) =>
        version is { Length: >= 7 and < 40 } && version.All(char.IsAsciiHexDigit) && version.Any(char.IsAsciiDigit) && version.Any(char.IsAsciiLetter);
}
