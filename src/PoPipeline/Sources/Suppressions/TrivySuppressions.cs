using System.Collections.Immutable;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>.trivyignore</c>, <c>.trivyignore.yaml</c> and <c>#trivy:ignore:AVD-AWS-0086:exp:2027-01-31</c>, which may also be written <c>tfsec:</c>.</summary>
/// <remarks>Source: trivy's <c>pkg/result/ignore.go</c> and <c>pkg/iac/ignore/parse.go</c>.</remarks>
internal sealed class TrivySuppressions : SuppressionReader
{
    private static readonly ImmutableArray<string> Kinds = ["vulnerabilities", "misconfigurations", "secrets", "licenses"];

    /// <inheritdoc/>
    public override string Tool => "trivy";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => ["trivy:", "tfsec:"];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".trivyignore" or ".trivyignore.yaml" or ".trivyignore.yml";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        foreach (var range in comment.Text.AsSpan().Split(' '))
        {
            var word = comment.Text.AsSpan(range).TrimStart("#/*\t");
            if (word.StartsWith("trivy:", StringComparison.Ordinal) || word.StartsWith("tfsec:", StringComparison.Ordinal))
            {
                return Sections(comment, word.ToString().Split(':'), comment.Text.AsSpan(range.End.Value));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        if (file.Path.EndsWith("ignore", StringComparison.Ordinal))
        {
            return TextLine.Of(file).Select(line => Line(file.Path, line));
        }

        var document = file.Yaml;
        fault = document.Error is null ? null : "it is not YAML";
        return
            from kind in Kinds
            from entry in ((document.Root as YamlMapping)?[kind] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []
            where entry["id"] is YamlScalar
            select Entry(file.Path, entry);
    }

    // Behind the tool's name follow keys and values in turn: 'ignore:AVD-AWS-0086', 'exp:2027-01-31', 'ws:production'.
    private ForeignSuppression? Sections(Comment comment, string[] words, ReadOnlySpan<char> rest)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; index + 1 < words.Length; index += 2)
        {
            values.TryAdd(words[index], words[index + 1]);
        }

        return values.TryGetValue("ignore", out var rule) && rule.Length > 0
            ? Dated(Of(comment.Span, rule.Split('[')[0]) with { Reason = ReasonIn(rest) }, values.GetValueOrDefault("exp", ""))
            : null;
    }

    private ForeignSuppression Line(string path, TextLine line)
    {
        var words = line.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var end = words.FirstOrDefault(word => word.StartsWith("exp:", StringComparison.Ordinal));
        return Dated(Of(line.Span, words[0]) with { Scope = SuppressionScope.Repository }, end?["exp:".Length..] ?? "");
    }

    private ForeignSuppression Entry(string path, YamlMapping entry)
    {
        ImmutableArray<string> targets = [.. YamlTexts.Of(entry["paths"]).Concat(YamlTexts.Of(entry["purls"])).Select(target => target.Value)];
        return Dated(
            Of(entry.Span, entry.Text("id")) with
            {
                Reason = Short(entry.Text("statement")),
                Target = Short(string.Join(' ', targets)),
                Scope = targets.IsEmpty ? SuppressionScope.Repository : SuppressionScope.File,
            },
            entry.Text("expired_at"));
    }

    private static ForeignSuppression Dated(ForeignSuppression suppression, string end) => suppression with
    {
        CanEnd = true,
        Until = DayOf(end),
        Fault = end.Length > 0 && DayOf(end) is null ? NoDay(end) : null,
    };
}
