using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>#checkov:skip=CKV_AWS_20:reason</c>, the annotation <c>checkov.io/skip1</c> and <c>skip-check</c> of <c>.checkov.yaml</c>.</summary>
/// <remarks>Source: checkov's <c>docs/2.Basics/Suppressing and Skipping Policies.md</c> and <c>COMMENT_REGEX</c> of its <c>common/comment/enum.py</c>.</remarks>
internal sealed partial class CheckovSuppressions : SuppressionReader
{
    // A reason that is longer is cut.
    private const int LongestLine = 2000;

    /// <inheritdoc/>
    public override string Tool => "checkov";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["checkov:skip=", "bridgecrew:skip="];

    /// <inheritdoc/>
    public override ImmutableArray<string> YamlMarkers => ["checkov.io/skip"];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".checkov.yaml" or ".checkov.yml";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var match = Skip().Match(comment.Text);
        return match.Success
            ? Of(comment.Span, match.Groups["rule"].Value) with { Reason = ReasonIn(match.Groups["reason"].ValueSpan) }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        if (!IsConfiguration(file.Path))
        {
            return Annotations(file);
        }

        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        var root = document.Root as YamlMapping;
        return
        [
            .. YamlTexts.Of(root?["skip-check"]).SelectMany(entry => entry.Value.Split(','), (entry, rule) => Of(entry.Span, rule) with { Scope = SuppressionScope.Repository }),
            .. YamlTexts.Of(root?["skip-path"]).Select(entry => Of(entry.Span) with { Target = Short(entry.Value), Scope = SuppressionScope.File }),
        ];
    }

    // Manifests are often several documents in a file, or templates: a line says all that there is.
    private IEnumerable<ForeignSuppression> Annotations(SourceFile file) =>
        from line in TextLine.Of(file)
        let match = Annotation().Match(line.Text[..Math.Min(line.Text.Length, LongestLine)])
        where match.Success
        select Of(line.Span, match.Groups["rule"].Value) with { Reason = Short(match.Groups["reason"].Value), Scope = SuppressionScope.File };

    [GeneratedRegex(@"(?:checkov|bridgecrew):skip= *(?<rule>[A-Z_\d]{1,100})(?::(?<reason>.*))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Skip();

    [GeneratedRegex("""\A["']?checkov\.io/skip\d{1,5}["']?\s*:\s*["']?(?<rule>[A-Z_\d]{1,100})(?:=(?<reason>[^"']*))?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annotation();
}
