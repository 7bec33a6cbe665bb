using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c># shellcheck disable=SC2086</c> and <c>.shellcheckrc</c>.</summary>
/// <remarks>Source: ShellCheck's manual page, "DIRECTIVES" and "RC FILES".</remarks>
internal sealed partial class ShellCheckSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "shellcheck";

    /// <inheritdoc/>
    public override bool IsLinter => true;

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["shellcheck "];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".shellcheckrc" or "shellcheckrc";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var match = Directive().Match(comment.Text);
        return match.Success
            ? Of(comment.Span, match.Groups["rules"].Value.Split(',')) with { Reason = ReasonIn(comment.Text.AsSpan(match.Length)) }
            : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        const string Disable = "disable=";
        fault = null;
        return TextLine.Of(file)
            .Where(line => line.Text.StartsWith(Disable, StringComparison.Ordinal))
            .SelectMany(line => line.Text[Disable.Length..].Split('#')[0].Split(','), (line, rule) => Of(line.Span, rule) with { Scope = SuppressionScope.Repository });
    }

    [GeneratedRegex(@"\A#\s*shellcheck\s(?:[^#]{0,200}\s)?disable=(?<rules>[A-Za-z0-9,\-]{1,1000})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
