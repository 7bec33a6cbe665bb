using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>A step that puts files into what is made.</summary>
/// <param name="Step">The step.</param>
internal sealed record FetchStep(TemplateStep Step)
{
    private const string DefaultEnding = ".njk";

    /// <summary>Where the files come from; null where it is not said.</summary>
    public YamlScalar? Url => Step.Input?["url"] as YamlScalar;

    /// <summary>The folder that they end up in, with what is filled in as it is written.</summary>
    public string Target => (Step.Input?["targetPath"] as YamlScalar)?.Value ?? "";

    /// <summary>Whether what they hold is filled in.</summary>
    public bool FillsIn => Step.Action is "fetch:template" or "fetch:template:file" or "fetch:cookiecutter";

    /// <summary>Whether it fetches one file, and not a folder.</summary>
    public bool IsOfFile => Step.Action.EndsWith(":file", StringComparison.Ordinal);

    /// <summary>Whether it writes over a file that a step before it has put there; otherwise that one stays.</summary>
    /// <remarks>Source: <c>plugins/scaffolder-backend/src/scaffolder/actions/builtin/fetch</c> of https://github.com/backstage/backstage.</remarks>
    public bool Replaces => Step.Action is "fetch:plain" or "fetch:plain:file" or "fetch:cookiecutter" || Step.Input?["replace"] is YamlScalar { Value: "true" };

    /// <summary>The ending of those that alone are filled in, which they lose; null where all are.</summary>
    public string? Ending => Step.Input?["templateFileExtension"] is YamlScalar { IsNull: false } ending
        ? ending.Value is "true" ? DefaultEnding : ending.Value is "false" ? null : ending.Value.StartsWith('.') ? ending.Value : $".{ending.Value}"
        : null;

    /// <summary>Patterns of those that are copied as they are.</summary>
    public ImmutableArray<string> Copied => [.. Patterns("copyWithoutTemplating"), .. Patterns("copyWithoutRender")];

    /// <summary>Whether a step is one.</summary>
    /// <param name="step">The step.</param>
    public static bool IsOne(TemplateStep step) => step.Action is "fetch:template" or "fetch:plain" or "fetch:cookiecutter" or "fetch:template:file" or "fetch:plain:file";

    private IEnumerable<string> Patterns(string key) =>
        Step.Input?[key] is YamlSequence list ? list.Items.OfType<YamlScalar>().Select(item => item.Value).Where(pattern => pattern.Length > 0) : [];
}
