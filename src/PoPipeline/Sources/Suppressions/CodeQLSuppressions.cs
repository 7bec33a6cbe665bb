using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>// codeql[js/sql-injection]</c>, the older <c>lgtm[…]</c>, and what a configuration of code scanning excludes.</summary>
/// <remarks>
/// Source: CodeQL's <c>shared/util/codeql/util/suppression/AlertSuppression.qll</c>, and "Customizing your advanced setup for code scanning" of GitHub's documentation.
/// A bare <c>lgtm</c> is a suppression too, but as often a word; it is left alone.
/// </remarks>
internal sealed partial class CodeQLSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "CodeQL";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["codeql[", "codeql [", "lgtm[", "lgtm ["];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) =>
        path.StartsWith(".github/", StringComparison.Ordinal)
        && !path.StartsWith(".github/workflows/", StringComparison.Ordinal)
        && path.Contains("codeql", StringComparison.OrdinalIgnoreCase)
        && Path.GetExtension(path.AsSpan()) is ".yml" or ".yaml";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var match = Annotation().Match(comment.Text);
        return match.Success
            ? Of(comment.Span, match.Groups["rule"].Captures.Select(rule => rule.Value)) with { Reason = ReasonIn(comment.Text.AsSpan(match.Index + match.Length)) }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        var root = document.Root as YamlMapping;
        var filters = (root?["query-filters"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
        return
        [
            .. filters.Where(filter => filter["exclude"] is YamlMapping).Select(filter => Filter(file.Path, (YamlMapping)filter["exclude"]!)),
            .. YamlTexts.Of(root?["paths-ignore"]).Select(entry => Of(entry.Span) with { Target = Short(entry.Value), Scope = SuppressionScope.File }),
        ];
    }

    // A filter by anything but the id, such as 'tags contain: maintainability', is shown as it is written.
    private ForeignSuppression Filter(string path, YamlMapping exclude)
    {
        ImmutableArray<string> rules = [.. YamlTexts.Of(exclude["id"]).Select(rule => rule.Value)];
        var other = exclude.Entries.Where(entry => entry.Key.Value is not "id").Select(entry => $"{entry.Key.Value}: {string.Join(", ", YamlTexts.Of(entry.Value).Select(text => text.Value))}");
        return Of(exclude.Span, rules) with { Target = Short(string.Join("; ", other)), Scope = SuppressionScope.Repository };
    }

    [GeneratedRegex(@"\b(?:codeql|lgtm)\s{0,20}\[\s{0,20}(?<rule>[\w\-]{1,50}/[\w\-/]{1,200})(?:\s{0,20},\s{0,20}(?<rule>[\w\-]{1,50}/[\w\-/]{1,200}))*\s{0,20}\]", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annotation();
}
