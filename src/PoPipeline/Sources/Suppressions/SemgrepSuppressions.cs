using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c># nosemgrep: rule-id</c>, short <c>nosem</c>, and <c>.semgrepignore</c>.</summary>
/// <remarks>Source: semgrep's documentation, "Ignore files, folders, and code", and <c>NOSEM_INLINE_RE</c> of its <c>constants.py</c>.</remarks>
internal sealed partial class SemgrepSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "semgrep";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["nosem"];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".semgrepignore";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var match = Ignore().Match(comment.Text);
        return match.Success
            ? Of(comment.Span, match.Groups["rule"].Captures.Select(rule => rule.Value)) with { Reason = ReasonIn(comment.Text.AsSpan(match.Index + match.Length)) }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        return TextLine.Of(file)
            .Where(line => line.Text[0] is not '!' && !line.Text.StartsWith(":include", StringComparison.Ordinal))
            .Select(line => Of(line.Span) with { Target = Short(line.Text), Scope = SuppressionScope.File });
    }

    // Semgrep wants a space before the word, and takes what follows a colon for rules; one that is none is a reason that somebody wrote there.
    [GeneratedRegex(@"[ \t]nosem(?:grep)?\b(?:[:=]\s?(?<rule>[\w.\-/]{1,200})(?:,\s?(?<rule>[\w.\-/]{1,200})){0,50})?", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ignore();
}
