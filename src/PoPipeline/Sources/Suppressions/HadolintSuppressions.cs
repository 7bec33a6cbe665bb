using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c># hadolint ignore=DL3008</c>, <c># hadolint global ignore=…</c> and <c>ignored</c> of <c>.hadolint.yaml</c>.</summary>
/// <remarks>Source: hadolint's <c>README.md</c>, "Configure" and "Inline ignores".</remarks>
internal sealed partial class HadolintSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "hadolint";

    /// <inheritdoc/>
    public override bool IsLinter => true;

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["hadolint "];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".hadolint.yaml" or ".hadolint.yml" or "hadolint.yaml" or "hadolint.yml";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var match = Ignore().Match(comment.Text);
        return match.Success
            ? Of(comment.Span, match.Groups["rule"].Captures.Select(rule => rule.Value)) with
            {
                Reason = ReasonIn(comment.Text.AsSpan(match.Length)),
                Scope = match.Groups["global"].Success ? SuppressionScope.File : SuppressionScope.Line,
            }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        return YamlTexts.Of((document.Root as YamlMapping)?["ignored"]).Select(entry => Of(entry.Span, entry.Value) with { Scope = SuppressionScope.Repository });
    }

    [GeneratedRegex(@"\A#\s*hadolint\s+(?<global>global\s+)?ignore\s*=\s*(?<rule>(?:DL|SC)\d{1,5})(?:\s*,\s*(?<rule>(?:DL|SC)\d{1,5}))*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ignore();
}
