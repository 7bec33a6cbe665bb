using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the results by which tasks and pipelines tell Tekton Chains what they built.</summary>
/// <remarks>Sources: https://tekton.dev/docs/chains/slsa-provenance/#type-hinting, https://tekton.dev/docs/pipelines/artifacts/, https://konflux-ci.dev/docs/metadata/attestations/.</remarks>
internal static class TypeHints
{
    private const string KonfluxLabel = "appstudio.openshift.io/component";

    private static readonly string[] Ends = ["IMAGE_URL", "IMAGE_DIGEST", "ARTIFACT_URI", "ARTIFACT_DIGEST", "ARTIFACT_OUTPUTS"];

    /// <summary>Those of a resource: its own, and those of the tasks that it spells out.</summary>
    /// <param name="resource">The resource.</param>
    public static ImmutableArray<Located<string>> In(TektonResource resource) => resource.Spec is not { } spec ? [] :
    [
        .. Specs(spec).SelectMany(one => Results(one).Concat(Artifacts(one))),
    ];

    /// <summary>Konflux, where a run says that it builds a component of it: Chains is a part of that.</summary>
    /// <param name="resource">The resource.</param>
    public static Located<string>? Konflux(TektonResource resource) =>
        resource is { Kind: "PipelineRun" } && resource.Labels?.Entry(KonfluxLabel) is { } label ? new Located<string>("Konflux", label.Key.Span) : null;

    private static IEnumerable<YamlMapping> Specs(YamlMapping spec)
    {
        yield return spec;
        if (spec["taskSpec"] is YamlMapping task)
        {
            yield return task;
        }

        var pipeline = spec["pipelineSpec"] as YamlMapping;
        if (pipeline is not null)
        {
            yield return pipeline;
        }

        foreach (var spelled in Items(pipeline ?? spec, "tasks").Concat(Items(pipeline ?? spec, "finally")))
        {
            if (spelled["taskSpec"] is YamlMapping own)
            {
                yield return own;
            }
        }
    }

    private static IEnumerable<Located<string>> Results(YamlMapping spec) => Items(spec, "results")
        .Select(result => result["name"])
        .OfType<YamlScalar>()
        .Where(name => name.Value is "IMAGES" || Array.Exists(Ends, end => name.Value.EndsWith(end, StringComparison.Ordinal)))
        .Select(name => new Located<string>(name.Value, name.Span));

    // What a step writes there says what it took and what it made.
    private static IEnumerable<Located<string>> Artifacts(YamlMapping spec) => Items(spec, "steps")
        .Select(step => step["script"])
        .OfType<YamlScalar>()
        .Where(script => script.Value.Contains("artifacts.path)", StringComparison.Ordinal))
        .Select(script => new Located<string>("artifacts.path", script.Span));

    private static IEnumerable<YamlMapping> Items(YamlMapping mapping, string key) => (mapping[key] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
}
