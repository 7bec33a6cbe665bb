using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>id_tokens</c>, and which variables <c>secrets</c> fills.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#id_tokens and https://docs.gitlab.com/ci/yaml/#secrets.</remarks>
internal static class IdTokenReader
{
    /// <summary>The tokens that a job asks for.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<IdToken> Read(CiJob job) =>
        job.Keys["id_tokens"] is not YamlMapping tokens ? [] :
        [
            .. tokens.Entries.Select(entry => new IdToken(entry.Key.Value, entry.Key.Span, ShortForms.Located((entry.Value as YamlMapping)?["aud"]))),
        ];

    /// <summary>What a job says of a variable: that it holds a secret, or the name of a file with one; null where it says nothing.</summary>
    /// <param name="job">The job.</param>
    /// <param name="name">The variable.</param>
    public static bool? IsSecret(CiJob job, string name) =>
        (job.Keys["id_tokens"] as YamlMapping)?.Entry(name) is not null ? true
        : (job.Keys["secrets"] as YamlMapping)?[name] is YamlMapping secret ? secret["file"] is YamlScalar { Value: "false" }
        : null;
}
