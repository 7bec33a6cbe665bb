using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>paths.*.ignore</c> of <c>.github/actionlint.yaml</c>; actionlint has no comments that silence it.</summary>
/// <remarks>Source: actionlint's <c>docs/config.md</c>.</remarks>
internal sealed class ActionlintSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "actionlint";

    /// <inheritdoc/>
    public override bool IsLinter => true;

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => path is ".github/actionlint.yaml" or ".github/actionlint.yml";

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        return
            from path in ((document.Root as YamlMapping)?["paths"] as YamlMapping)?.Entries ?? []
            from ignored in YamlTexts.Of((path.Value as YamlMapping)?["ignore"])
            select Of(ignored.Span, ignored.Value) with { Target = Short(path.Key.Value), Scope = SuppressionScope.File };
    }
}
