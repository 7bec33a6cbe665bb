using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Reads which rules a policy of Conforma asks, and whether any are left.</summary>
/// <remarks>Source: https://conforma.dev/docs/cli/configuration.html#_including_and_excluding_rules.</remarks>
internal static class PolicyScope
{
    private const string All = "*";

    /// <summary>What leaves out every rule of a policy for good. What has an end is a suppression like others.</summary>
    /// <param name="resource">The policy.</param>
    /// <param name="spec">What is in it.</param>
    public static IEnumerable<CheckLapse> Lapses(TektonResource resource, YamlMapping spec) =>
        Sources(spec).SelectMany(source => Parameters.Texts(source.Config?["exclude"]).Concat(Lasting(source.Volatile))).Where(text => text.Value is All).Select((text, index) => new CheckLapse
        {
            Checks = $"all checks of the policy '{resource.Name}'",
            Text = "exclude: *",
            Span = text.Span,
            Kind = LapseKind.NotMade,
            Subject = index == 0 ? "exclude" : $"exclude/{index + 1}",
        });

    /// <summary>Finds what is to be asked and is no rule.</summary>
    /// <param name="spec">The policy.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping spec, ProblemList problems)
    {
        foreach (var (config, _, isKnown) in Sources(spec))
        {
            foreach (var text in Parameters.Texts(config?["include"]).Where(text => !text.IsNull))
            {
                if (ConformaMatcher.WhyNothing(text.Value, isKnown) is { } why)
                {
                    problems.Add(ProblemKind.Name, $"{char.ToUpperInvariant(why[0])}{why[1..]}, so that it includes nothing", text.Span, ProblemEffect.Altered);
                }
            }
        }
    }

    private static IEnumerable<YamlScalar> Lasting(YamlMapping? config) =>
        ((config?["exclude"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            .Where(entry => entry["effectiveUntil"] is null && entry["effectiveOn"] is null && entry["imageRef"] is null && entry["imageUrl"] is null && entry["imageDigest"] is null && entry["componentNames"] is null)
            .Select(entry => entry["value"]).OfType<YamlScalar>();

    private static IEnumerable<(YamlMapping? Config, YamlMapping? Volatile, bool IsKnown)> Sources(YamlMapping spec)
    {
        var sources = (spec["sources"] as YamlSequence)?.Items.OfType<YamlMapping>().ToList() ?? [];
        return sources.Select(source => (source["config"] as YamlMapping, source["volatileConfig"] as YamlMapping, IsKnown(source)))
            .Append((spec["configuration"] as YamlMapping, null, sources.TrueForAll(IsKnown)));
    }

    // Whether all of its rules are those that Conforma publishes, so that one knows their names.
    private static bool IsKnown(YamlMapping source) => Parameters.Texts(source["policy"]).ToList() is { Count: > 0 } policies && policies.TrueForAll(policy => ConformaRules.IsSource(policy.Value));
}
