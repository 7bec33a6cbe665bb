using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>artifacts</c> and <c>cache</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#artifacts, https://docs.gitlab.com/ci/yaml/#artifactsaccess, https://docs.gitlab.com/ci/yaml/#artifactspublic and https://docs.gitlab.com/ci/yaml/#cacheunprotect.</remarks>
internal static class ExchangeReader
{
    private static readonly string[] SecurityReports =
        ["api_fuzzing", "cluster_image_scanning", "container_scanning", "coverage_fuzzing", "dast", "dependency_scanning", "license_management", "license_scanning", "sast", "secret_detection"];

    /// <summary>What a job exchanges with others.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<Exchange> Read(CiJob job)
    {
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        if (job.Keys.Entry("artifacts") is { Value: YamlMapping artifacts } entry)
        {
            var retention = artifacts["expire_in"] is YamlScalar { IsNull: false } kept ? kept : null;
            exchanges.Add(new Exchange
            {
                Kind = ExchangeKind.Upload,
                Span = entry.Key.Span,
                Origin = Origin.Constant,
                Paths = [.. ShortForms.Located(artifacts["paths"]), .. ShortForms.Located((artifacts["reports"] as YamlMapping)?["dotenv"])],
                IncludesHidden = true,
                Readers = ReadersOf(artifacts),
                Retention = retention is null ? null : new Located<string>(retention.Value, retention.Span),
                IsKeptForever = retention?.Value.Trim().Equals("never", StringComparison.OrdinalIgnoreCase) == true,
                Untracked = artifacts["untracked"] is YamlScalar { Value: "true" } && artifacts.Entry("exclude") is null ? artifacts.Entry("untracked")?.Key.Span : null,
            });
        }

        // What jobs before it have handed on; without either of these keys it is all of the stages before.
        if ((job.Keys.Entry("dependencies") ?? job.Keys.Entry("needs")) is { Value: YamlSequence { Items.IsEmpty: false } } taken)
        {
            exchanges.Add(new Exchange { Kind = ExchangeKind.Download, Span = taken.Key.Span, Origin = Origin.Constant });
        }

        var caches = job.Keys["cache"] switch
        {
            YamlMapping one => [one],
            YamlSequence several => several.Items.OfType<YamlMapping>(),
            _ => [],
        };

        // Protected branches and tags have a cache of their own, which no other run can write, unless this is said.
        foreach (var cache in caches.Where(cache => cache["unprotect"] is YamlScalar { Value: "true" }))
        {
            exchanges.Add(new Exchange
            {
                Kind = cache["policy"] is YamlScalar { Value: "pull" } ? ExchangeKind.CacheRestore : ExchangeKind.Cache,
                Span = cache.Entry("unprotect")!.Key.Span,
                Origin = Origin.Contributor,
                Paths = ShortForms.Located(cache["paths"]),
            });
        }

        return exchanges.DrainToImmutable();
    }

    // GitLab takes one of the two keys alone; 'public: false' keeps guests, reporters and those who are not logged in away.
    private static ExchangeReaders ReadersOf(YamlMapping artifacts) => artifacts["access"] switch
    {
        YamlScalar { Value: "none" } => ExchangeReaders.Nobody,
        YamlScalar { Value: "maintainer" } => ExchangeReaders.Maintainers,
        YamlScalar { Value: "developer" } => ExchangeReaders.Developers,
        _ => artifacts["public"] is YamlScalar { Value: "false" } ? ExchangeReaders.Developers : ExchangeReaders.Everybody,
    };

    /// <summary>Whether a job keeps what a security check found where GitLab shows it to people, and policies ask for approvals.</summary>
    /// <param name="job">The job.</param>
    /// <remarks>Source: https://docs.gitlab.com/ci/yaml/artifacts_reports/.</remarks>
    public static bool PublishesResults(CiJob job) =>
        (job.Keys["artifacts"] as YamlMapping)?["reports"] is YamlMapping reports && reports.Entries.Any(entry => SecurityReports.Contains(entry.Key.Value, StringComparer.Ordinal));
}
