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

    private const string Images = "IMAGES";

    private const string Outputs = "ARTIFACT_OUTPUTS";

    // Where it lies, and its digest, of which one without the other names nothing; what stands before both is the same.
    private static readonly (string Where, string Digest)[] Pairs = [("IMAGE_URL", "IMAGE_DIGEST"), ("ARTIFACT_URI", "ARTIFACT_DIGEST")];

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

    private static IEnumerable<Located<string>> Results(YamlMapping spec)
    {
        var results = Items(spec, "results").ToList();
        var names = results.Select(result => result["name"]).OfType<YamlScalar>().ToList();
        var known = names.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        var outputs = results.Where(IsObject).Select(result => result["name"]).OfType<YamlScalar>().Where(name => name.Value.EndsWith(Outputs, StringComparison.Ordinal)).ToHashSet<YamlScalar>(ReferenceEqualityComparer.Instance);
        return names.Where(name => name.Value is Images || outputs.Contains(name) || Array.Exists(Pairs, pair => IsHalf(name.Value, pair.Where, pair.Digest) || IsHalf(name.Value, pair.Digest, pair.Where)))
            .Select(name => new Located<string>(name.Value, name.Span));

        bool IsHalf(string name, string own, string other) => name.EndsWith(own, StringComparison.Ordinal) && known.Contains(name[..^own.Length] + other);
    }

    // Of a task it is a text unless it says otherwise; a pipeline takes it over as it is.
    private static bool IsObject(YamlMapping result) => result["type"] is YamlScalar type ? type.Value is "object" : result["properties"] is not null || result["value"] is not null;

    // What a step writes there says what it took and what it made.
    private static IEnumerable<Located<string>> Artifacts(YamlMapping spec) => Items(spec, "steps")
        .Select(step => step["script"])
        .OfType<YamlScalar>()
        .Where(script => script.Value.Contains("artifacts.path)", StringComparison.Ordinal))
        .Select(script => new Located<string>("artifacts.path", script.Span));

    private static IEnumerable<YamlMapping> Items(YamlMapping mapping, string key) => (mapping[key] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
}
