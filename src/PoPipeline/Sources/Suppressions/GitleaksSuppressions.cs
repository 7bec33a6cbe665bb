using System.Collections.Immutable;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Toml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>gitleaks:allow</c>, <c>.gitleaksignore</c>, and the allow lists and disabled rules of <c>.gitleaks.toml</c>.</summary>
/// <remarks>Source: gitleaks' <c>README.md</c>, "Configuration", "gitleaks:allow" and ".gitleaksignore".</remarks>
internal sealed class GitleaksSuppressions : SuppressionReader
{
    private const string Allow = "gitleaks:allow";

    /// <inheritdoc/>
    public override string Tool => "gitleaks";

    /// <inheritdoc/>
    public override ImmutableArray<string> CommentMarkers => [Allow];

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is ".gitleaksignore" or ".gitleaks.toml" or "gitleaks.toml";

    /// <inheritdoc/>
    public override ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml)
    {
        var start = comment.Text.IndexOf(Allow, StringComparison.Ordinal);
        return start < 0 ? null : Of(comment.Span) with { Reason = ReasonIn(comment.Text.AsSpan(start + Allow.Length)) };
    }

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        if (file.Path.EndsWith("ignore", StringComparison.Ordinal))
        {
            return TextLine.Of(file).Select(line => Fingerprint(file.Path, line));
        }

        var root = TomlReader.Read(file, out fault);
        return
        [
            .. AllowLists(file.Path, root, rule: null),
            .. root.Tables("rules").SelectMany(rule => AllowLists(file.Path, rule, rule["id"]?.Text)),
            .. (root["extend"]?["disabledRules"]?.Items ?? []).Where(item => item.Text is not null).Select(item => Of(item.Span, item.Text!) with { Scope = SuppressionScope.Repository }),
        ];
    }

    // 'commit:file:rule:line', or without the commit; a path on Windows has a colon of its own.
    private ForeignSuppression Fingerprint(string path, TextLine line)
    {
        var words = line.Text.Split(' ')[0].Split(':');
        return words.Length < 3
            ? Of(line.Span) with { Target = Short(line.Text), Fault = "It is no fingerprint of the form 'commit:file:rule:line'" }
            : Of(line.Span, words[^2]) with { Target = Short(string.Join(':', words[..^2])) };
    }

    private IEnumerable<ForeignSuppression> AllowLists(string path, TomlNode table, string? rule) =>
        table.Tables("allowlist").Concat(table.Tables("allowlists")).Select(list =>
        {
            string[] keys = ["paths", "regexes", "commits", "stopwords"];
            var targets = Short(string.Join("; ", keys.Where(key => list[key] is not null).Select(key => $"{key} {string.Join(' ', list.Texts(key))}")));
            return Of(list.Span, rule is null ? list.Texts("targetRules") : [rule]) with
            {
                Target = targets,
                Reason = Short(list["description"]?.Text ?? ""),
                Scope = list["paths"] is null ? SuppressionScope.Repository : SuppressionScope.File,
            };
        });
}
