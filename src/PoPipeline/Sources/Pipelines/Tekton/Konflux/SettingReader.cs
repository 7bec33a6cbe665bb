using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Reads resources that run nothing themselves, and say how pipelines run and how what they make is judged and released.</summary>
/// <param name="resources">The resources of the repository.</param>
internal sealed class SettingReader(ResourceSet resources)
{
    private const string On = "true";

    /// <summary>The kinds of such resources.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["Repository", "IntegrationTestScenario", "EnterpriseContractPolicy", "ReleasePlan", "ReleasePlanAdmission", "ConfigMap", "TektonConfig"];

    /// <summary>Reads one.</summary>
    /// <param name="resource">The resource, of one of <see cref="Kinds"/>.</param>
    /// <param name="member">What tells it from others of its file; null where it is alone there.</param>
    public Pipeline Read(TektonResource resource, string? member)
    {
        var texts = new TektonTexts();
        foreach (var (variable, text) in WrittenTexts.In(resource.Root))
        {
            _ = texts.Masked(text, variable, variable is null ? "values" : $"values/{variable}");
        }

        var pipeline = new Pipeline
        {
            Platform = Platform.Tekton,
            Path = resource.Path,
            Member = member,
            Kind = PipelineKind.Setting,
            Name = (resource.Root["metadata"] as YamlMapping)?["name"] is YamlScalar { IsNull: false } name ? new Located<string>(name.Value, name.Span) : null,
            Problems = ResourceValidator.Validate(resource, resources),
            Credentials = texts.Credentials,
        };
        if (resource.Kind is "ConfigMap")
        {
            return Configured(pipeline, resource.Root["data"] as YamlMapping);
        }

        return resource.Spec is not { } spec ? pipeline : resource.Kind switch
        {
            "Repository" => Repository(pipeline, spec),
            "IntegrationTestScenario" => Scenario(pipeline, resource, spec),
            "EnterpriseContractPolicy" => pipeline with { Reuses = [.. PolicySource.In(spec)], Lapses = [.. PolicyScope.Lapses(resource, spec)] },
            "TektonConfig" => Configured(Configured(pipeline, ((spec["platforms"] as YamlMapping)?["openshift"] as YamlMapping)?["pipelinesAsCode"] is YamlMapping code ? code["settings"] as YamlMapping : null), spec["chain"] as YamlMapping),
            _ => pipeline with { Reuses = [.. Pipelines(spec)] },
        };
    }

    private static Pipeline Repository(Pipeline pipeline, YamlMapping spec)
    {
        var settings = spec["settings"] as YamlMapping;
        var from = settings?.Entry("pipelinerun_provenance");
        var isOfChange = from is null || from.Value is YamlScalar { IsNull: true } or YamlScalar { Value: "source" or "" };
        return pipeline with
        {
            Connections =
            [
                .. new[] { spec["url"], (spec["git_provider"] as YamlMapping)?["url"] }.OfType<YamlScalar>().Where(url => !url.IsNull).Select(url => new Connection(url.Value, url.Span)),
            ],
            TokenReach = [.. Parameters.Texts(settings?["github_app_token_scope_repos"]).Take(MostTexts).Select(TektonTexts.Shown)],
            Openings = isOfChange
                ? [new Opening(OpeningKind.OwnPipelines, from?.Value is YamlScalar { IsNull: false, Value.Length: > 0 } written ? $"{from.Key.Value}: {written.Value}" : "", from is null ? (spec.Entry("settings") ?? spec.Entry("url"))?.Key.Span ?? spec.Span : from.Key.Span.To(from.Value.Span))]
                : [],
        };
    }

    private Pipeline Scenario(Pipeline pipeline, TektonResource resource, YamlMapping spec)
    {
        // The first version names a bundle beside the pipeline.
        var reference = ReferenceReader.Of(spec["resolverRef"] ?? (spec["bundle"] is null ? null : spec), "Pipeline", resources);
        return pipeline with
        {
            Reuses = reference is null ? [] : [reference],
            Lapses = Scenarios.IsOfPolicy(resource, reference) ? [.. Scenarios.Lapses(resource, spec)] : [],
        };
    }

    private static Pipeline Configured(Pipeline pipeline, YamlMapping? data)
    {
        var reach = pipeline.TokenReach;
        var openings = pipeline.Openings;
        var connections = pipeline.Connections;
        var lapses = pipeline.Lapses;
        foreach (var entry in data?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar value)
            {
                continue;
            }

            switch (entry.Key.Value, value.Value)
            {
                case ("secret-github-app-token-scoped", "false"):
                    reach = reach.Add(new Located<string>("*", value.Span));
                    break;
                case ("secret-github-app-scope-extra-repos", _):
                    reach = reach.AddRange(value.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostTexts).Select(text => new Located<string>(text, value.Span)));
                    break;
                case ("remember-ok-to-test", On):
                    openings = openings.Add(new Opening(OpeningKind.LastingConsent, $"{entry.Key.Value}: {On}", entry.Key.Span.To(value.Span)));
                    break;
                case ("artifacts.taskrun.signer" or "artifacts.pipelinerun.signer" or "artifacts.oci.signer", "none"):
                    lapses = lapses.Add(new CheckLapse
                    {
                        Checks = $"the signing of what {(entry.Key.Value.Contains("oci", StringComparison.Ordinal) ? "runs build" : "says how runs built it")}",
                        Text = $"{entry.Key.Value}: {value.Value}",
                        Span = entry.Key.Span.To(value.Span),
                        Kind = LapseKind.NotMade,
                        Subject = entry.Key.Value,
                    });
                    break;
                case ("storage.oci.repository.insecure", On):
                    connections = connections.Add(new Connection($"{entry.Key.Value}: {On}", entry.Key.Span.To(value.Span), IsUnchecked: true));
                    break;
            }
        }

        return pipeline with { TokenReach = reach, Openings = openings, Connections = connections, Lapses = lapses };
    }

    // The pipelines by which a release is made.
    private IEnumerable<Reference> Pipelines(YamlMapping spec) =>
        new[] { spec["pipelineRef"], (spec["pipeline"] as YamlMapping)?["pipelineRef"], (spec["tenantPipeline"] as YamlMapping)?["pipelineRef"], (spec["finalPipeline"] as YamlMapping)?["pipelineRef"] }
            .Select(reference => ReferenceReader.Of(reference, "Pipeline", resources))
            .OfType<Reference>();

    private const int MostTexts = 200;
}
