using System.Collections.Immutable;
using PoPipeline.Rules.Model;
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
        // A template of Helm or Kustomize, or a definition of the resource itself, has the words too, and is no policy.
        fault = null;
        var root = YamlReader.Read(file.Text).Root as YamlMapping;
        var policy = root?["spec"] as YamlMapping ?? root;
        if (policy?["sources"] is not YamlSequence sources)
        {
            return [];
        }

        return
        [
            .. Permanent(file.Path, policy["configuration"]),
            .. sources.Items.OfType<YamlMapping>().SelectMany(source => Permanent(file.Path, source["config"]).Concat(Volatile(file.Path, source["volatileConfig"]))),
        ];
    }

    private IEnumerable<ForeignSuppression> Permanent(string path, YamlNode? config) =>
        YamlTexts.Of((config as YamlMapping)?["exclude"]).Select(entry => Of(path, entry.Span, entry.Value) with { CanEnd = true, Scope = SuppressionScope.Repository });

    private IEnumerable<ForeignSuppression> Volatile(string path, YamlNode? config) =>
        from entry in ((config as YamlMapping)?["exclude"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []
        let end = entry.Text("effectiveUntil")
        let start = entry.Text("effectiveOn")
        let target = string.Join(' ', Targets.SelectMany(key => YamlTexts.Of(entry[key])).Select(text => text.Value))
        select Of(path, entry.Span, entry.Text("value")) with
        {
            CanEnd = true,
            Until = DayOf(end),
            Target = Short(target),
            Scope = target.Length == 0 ? SuppressionScope.Repository : SuppressionScope.File,
            Reason = Short(entry.Text("reference")),
            Fault = end.Length > 0 && DayOf(end) is null ? NoDay(end) : start.Length > 0 && DayOf(start) is null ? NoDay(start) : null,
        };
}
