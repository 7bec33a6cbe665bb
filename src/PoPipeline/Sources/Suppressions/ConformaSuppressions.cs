using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads what a policy of Conforma (Enterprise Contract) excludes: <c>volatileConfig.exclude</c>, which may end, and <c>config.exclude</c>, which never does.</summary>
/// <remarks>Source: <c>api/v1alpha1/enterprisecontractpolicy_types.go</c> of conforma/crds.</remarks>
internal sealed class ConformaSuppressions : SuppressionReader
{
    private static readonly ImmutableArray<string> Targets = ["imageUrl", "imageDigest", "imageRef", "componentNames"];

    /// <inheritdoc/>
    public override string Tool => "conforma";

    /// <inheritdoc/>
    public override ImmutableArray<string> YamlMarkers => ["volatileConfig:", "kind: EnterpriseContractPolicy"];

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        var found = new List<ForeignSuppression>();
        foreach (var (text, line) in Documents(file.Text).Where(document => YamlMarkers.Any(marker => document.Text.Contains(marker, StringComparison.OrdinalIgnoreCase))))
        {
            // A template of Helm or Kustomize, or a definition of the resource itself, has the words too, and is no policy.
            var document = YamlReader.Read(file.Path, text);
            fault ??= document.IsTooLarge ? "it is too large to be read as YAML" : null;
            found.AddRange(OfDocument(document.Root as YamlMapping).Select(suppression => suppression with
            {
                Span = suppression.Span with { Region = suppression.Span.Region with { StartLine = suppression.Span.Region.StartLine + line, EndLine = suppression.Span.Region.EndLine + line } },
            }));
        }

        return found;
    }

    // Each document of a file with the number of lines above it. Three dashes end one wherever they start a line.
    private static IEnumerable<(string Text, int Line)> Documents(string text)
    {
        var start = 0;
        var line = 0;
        while (start < text.Length)
        {
            var next = text.IndexOf("\n---", start, StringComparison.Ordinal);
            var end = next < 0 ? text.Length : next + 1;
            yield return (text[start..end], line);
            line += text.AsSpan(start, end - start).Count('\n');
            start = end;
        }
    }

    private IEnumerable<ForeignSuppression> OfDocument(YamlMapping? root)
    {
        var policy = root?["spec"] as YamlMapping ?? root;
        if (policy?["sources"] is not YamlSequence sources)
        {
            return [];
        }

        var all = sources.Items.OfType<YamlMapping>().ToList();
        return
        [
            .. Permanent(policy["configuration"], isKnown: all.TrueForAll(IsKnown)),
            .. all.SelectMany(source => Permanent(source["config"], IsKnown(source)).Concat(Volatile(source["volatileConfig"], IsKnown(source)))),
        ];
    }

    // Whether all of its rules are those that Conforma publishes, so that one knows their names.
    private static bool IsKnown(YamlMapping source) => YamlTexts.Of(source["policy"]).ToList() is { Count: > 0 } policies && policies.TrueForAll(policy => ConformaRules.IsSource(policy.Value));

    private IEnumerable<ForeignSuppression> Permanent(YamlNode? config, bool isKnown) =>
        YamlTexts.Of((config as YamlMapping)?["exclude"]).Select(entry => Of(entry.Span, entry.Value) with { CanEnd = true, Scope = SuppressionScope.Repository, Fault = ConformaMatcher.FaultOf(entry.Value, isKnown) });

    private IEnumerable<ForeignSuppression> Volatile(YamlNode? config, bool isKnown) =>
        from entry in ((config as YamlMapping)?["exclude"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []
        let end = entry.Text("effectiveUntil")
        let start = entry.Text("effectiveOn")
        let target = string.Join(' ', Targets.SelectMany(key => YamlTexts.Of(entry[key])).Select(text => text.Value))
        select Of(entry.Span, entry.Text("value")) with
        {
            CanEnd = true,
            Until = DayOf(end),
            Target = Short(target),
            Scope = target.Length == 0 ? SuppressionScope.Repository : SuppressionScope.File,
            Reason = Short(entry.Text("reference")),
            Fault = end.Length > 0 && DayOf(end) is null ? NoDay(end) : start.Length > 0 && DayOf(start) is null ? NoDay(start)
                : Targets.Where(key => entry[key] is not null).ToList() is { Count: > 1 } several ? $"it is limited by {string.Join(" and ", several.Select(key => $"'{key}'"))}, of which one may stand there"
                : entry.Text("value").Length == 0 ? "it has no 'value', so that it excludes nothing"
                : ConformaMatcher.FaultOf(entry.Text("value"), isKnown),
        };
}
