using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c># zizmor: ignore[rule]</c> and the <c>rules</c> of <c>zizmor.yml</c>.</summary>
/// <remarks>Source: zizmor's documentation, <c>docs/usage.md</c> and <c>docs/configuration.md</c>, and <c>IGNORE_EXPR</c> of its <c>finding/location.rs</c>.</remarks>
internal sealed partial class ZizmorSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "zizmor";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["zizmor: ignore["];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) =>
        Path.GetFileName(path.AsSpan()) is "zizmor.yml" or "zizmor.yaml" && !path.Contains(".github/workflows/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        // Of a comment inside a script zizmor knows nothing, since it reads comments of YAML.
        var match = Ignore().Match(comment.Text);
        return match.Success && yaml?.Value.IsComment(comment) is true
            ? Of(comment.Span, match.Groups["rules"].Value.Split(',')) with { Reason = ReasonIn(match.Groups["reason"].ValueSpan) }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        return ((document.Root as YamlMapping)?["rules"] as YamlMapping)?.Entries.SelectMany(rule => Entries(file.Path, rule)) ?? [];
    }

    private IEnumerable<ForeignSuppression> Entries(string path, YamlEntry rule)
    {
        if (rule.Value is not YamlMapping settings)
        {
            return [];
        }

        // 'ci.yml:100:7' names a line and a column, which move.
        var ignored = YamlTexts.Of(settings["ignore"]).Select(entry =>
            Of(entry.Span, rule.Key.Value) with { Target = Short(entry.Value.Split(':')[0]), Scope = entry.Value.Contains(':', StringComparison.Ordinal) ? SuppressionScope.Line : SuppressionScope.File });
        return settings["disable"] is YamlScalar { Value: "true" or "True" or "TRUE" } disabled
            ? [Of(disabled.Span, rule.Key.Value) with { Scope = SuppressionScope.Repository }, .. ignored]
            : ignored;
    }

    [GeneratedRegex(@"# zizmor: ignore\[(?<rules>[^\[\]]+)\](?:\s+(?<reason>.*))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ignore();
}
