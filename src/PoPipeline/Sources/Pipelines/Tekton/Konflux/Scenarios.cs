using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Tells what becomes of the tests that Konflux makes of what was built.</summary>
/// <remarks>Source: <c>api/v1beta2/integrationtestscenario_types.go</c> and the loader of https://github.com/konflux-ci/integration-service, which asks for the label.</remarks>
internal static class Scenarios
{
    /// <summary>What labels and annotations of tests begin with.</summary>
    public const string Prefix = "test.appstudio.openshift.io/";

    /// <summary>What says that a failure holds nothing up, as a label.</summary>
    public const string Optional = Prefix + "optional";

    private static readonly string[] Policies = ["enterprise-contract", "conforma"];

    /// <summary>Whether a test judges what was built by a policy.</summary>
    /// <param name="resource">The test.</param>
    /// <param name="pipeline">The pipeline that makes it.</param>
    public static bool IsOfPolicy(TektonResource resource, Reference? pipeline) =>
        (resource.Annotations?[Prefix + "kind"] as YamlScalar)?.Value is "enterprise-contract"
        || (pipeline is not null && Array.Exists(Policies, word => pipeline.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What has a test stop nothing.</summary>
    /// <param name="resource">The test.</param>
    /// <param name="spec">What is wanted of it.</param>
    public static IEnumerable<CheckLapse> Lapses(TektonResource resource, YamlMapping spec)
    {
        var checks = $"the check '{resource.Name}' of the policy";
        if (resource.Labels?.Entry(Optional) is { Value: YamlScalar { Value: "true" } optional } label)
        {
            yield return new CheckLapse { Checks = checks, Text = $"{label.Key.Value}: {optional.Value}", Span = label.Key.Span.To(optional.Span), Kind = LapseKind.NotHeeded, Subject = "optional" };
        }

        if (spec.Entry("disabled") is { Value: YamlScalar { Value: "true" } disabled } entry)
        {
            yield return new CheckLapse { Checks = checks, Text = "disabled: true", Span = entry.Key.Span.To(disabled.Span), Kind = LapseKind.NotMade, Subject = "disabled" };
        }

        foreach (var name in (spec["contexts"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(context => context["name"]).OfType<YamlScalar>() ?? [])
        {
            if (name.Value is "disabled")
            {
                yield return new CheckLapse { Checks = checks, Text = "contexts: disabled", Span = name.Span, Kind = LapseKind.NotMade, Subject = "context" };
            }
        }
    }
}
