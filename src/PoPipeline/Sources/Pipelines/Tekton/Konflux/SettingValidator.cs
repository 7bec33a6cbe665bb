using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>What holds for resources that say how pipelines run and are judged.</summary>
/// <remarks>
/// Source: <c>pkg/apis/pipelinesascode/v1alpha1/types.go</c> of tektoncd/pipelines-as-code, <c>api/v1beta2</c> of konflux-ci/integration-service with its admission, and
/// <c>api/v1alpha1/releaseplanadmission_types.go</c> of konflux-ci/release-service.
/// </remarks>
internal static partial class SettingValidator
{
    /// <summary>Finds what is wrong with a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, YamlMapping spec, ProblemList problems)
    {
        switch (resource.Kind)
        {
            case "Repository":
                Repository(spec, problems);
                break;
            case "IntegrationTestScenario":
                Scenario(resource, spec, problems);
                break;
            case "EnterpriseContractPolicy":
                PolicyScope.Validate(spec, problems);
                break;
            case "ReleasePlanAdmission" when spec.Entries.Length > 0 && spec["releaseStrategy"] is null && spec["policy"] is null or YamlScalar { IsNull: true }:
                problems.Add(ProblemKind.Missing, "A ReleasePlanAdmission needs a 'policy', by which what is released is judged", resource.Span);
                break;
        }
    }

    private static void Repository(YamlMapping spec, ProblemList problems)
    {
        OneOf((spec["settings"] as YamlMapping)?["pipelinerun_provenance"], "pipelinerun_provenance", ["source", "default_branch", ""], problems);
        OneOf((spec["git_provider"] as YamlMapping)?["type"], "git_provider.type", ["github", "gitlab", "bitbucket-datacenter", "bitbucket-cloud", "gitea", "forgejo", ""], problems);
        if ((spec["settings"] as YamlMapping)?.Entry("policy") is { Value: YamlMapping } policy && (spec["git_provider"] as YamlMapping)?["type"] is YamlScalar { Value: "gitlab" or "bitbucket-cloud" or "bitbucket-datacenter" } type)
        {
            problems.Add(ProblemKind.Options, $"'policy' names teams who may start runs, and is heeded on GitHub and Forgejo alone: on '{type.Value}' it has no effect", policy.Key.Span, ProblemEffect.Altered);
        }

        if (spec["concurrency_limit"] is YamlScalar { IsNull: false } limit && !(int.TryParse(limit.Value, out var most) && most > 0))
        {
            problems.Add(ProblemKind.Type, $"'{limit.Value}' is no limit of runs; that is a number from 1", limit.Span);
        }

        foreach (var incoming in (spec["incoming"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            OneOf(incoming["type"], "incoming.type", ["webhook-url"], problems);
            if ((incoming["secret"] as YamlMapping)?["name"] is not YamlScalar { IsNull: false, Value.Length: > 0 })
            {
                problems.Add(ProblemKind.Missing, "Who calls from outside needs a 'secret' with a 'name', by which the call is known", (incoming.Entry("secret") ?? incoming.Entries.FirstOrDefault())?.Key.Span ?? incoming.Span);
            }
        }

        foreach (var parameter in (spec["params"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (parameter["value"] is not null && parameter.Entry("secret_ref") is { } secret)
            {
                problems.Add(ProblemKind.Key, $"The parameter '{(parameter["name"] as YamlScalar)?.Value}' has a 'value', so that its 'secret_ref' has no effect", secret.Key.Span, ProblemEffect.Altered);
            }
        }
    }

    private static void Scenario(TektonResource resource, YamlMapping spec, ProblemList problems)
    {
        if (resource.Annotations?.Entry(Scenarios.Optional) is { } annotation && resource.Labels?.Entry(Scenarios.Optional) is null)
        {
            problems.Add(ProblemKind.Label, $"The annotation '{Scenarios.Optional}' has no effect, since the label of this name decides", annotation.Key.Span, ProblemEffect.Altered);
        }

        // What it is a test of it says by one of the two.
        if (spec.Entries.Length > 0 && !PlainText.IsSet(spec["application"]) && !PlainText.IsSet(spec["componentGroup"]))
        {
            problems.Add(ProblemKind.Missing, "An IntegrationTestScenario needs an 'application', which it tests", resource.Span);
        }

        foreach (var name in new[] { "pipeline_timeout", "tasks_timeout", "finally_timeout" })
        {
            if (resource.Annotations?[Scenarios.Prefix + name] is YamlScalar { IsNull: false } time && !Duration().IsMatch(time.Value))
            {
                problems.Add(ProblemKind.Type, $"'{time.Value}' is no time of the form '1h30m', so that the limit of the service holds", time.Span, ProblemEffect.Altered);
            }
        }

        foreach (var (name, _) in Parameters.Values(spec["params"] as YamlSequence).Where(given => given.Name.Value is "SNAPSHOT"))
        {
            problems.Add(ProblemKind.Input, "The service sets the parameter 'SNAPSHOT' itself", name.Span);
        }

        if (spec["resolverRef"] is YamlMapping reference && (reference["resolver"] as YamlScalar)?.Value is "git")
        {
            foreach (var (name, value) in Parameters.Values(reference["params"] as YamlSequence))
            {
                if (name.Value is "url" or "serverURL" && value is YamlScalar url && !url.Value.Trim().StartsWith("https://", StringComparison.Ordinal) && !url.Value.Contains("{{", StringComparison.Ordinal))
                {
                    problems.Add(ProblemKind.Url, $"'{url.Value}' has to begin with 'https://'", url.Span);
                }
            }
        }
    }

    private static void OneOf(YamlNode? value, string name, ReadOnlySpan<string> known, ProblemList problems)
    {
        if (value is YamlScalar { IsNull: false } text && !known.Contains(text.Value) && !text.Value.Contains("{{", StringComparison.Ordinal))
        {
            problems.Add(ProblemKind.Type, $"'{text.Value}' is none of the values of '{name}': {string.Join(", ", known.ToArray().Where(word => word.Length > 0).Select(word => $"'{word}'"))}", text.Span);
        }
    }

    [GeneratedRegex(@"^[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h)(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
