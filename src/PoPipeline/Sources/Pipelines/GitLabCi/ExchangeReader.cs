using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>artifacts</c> and <c>cache</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#artifacts and https://docs.gitlab.com/ci/yaml/#cache.</remarks>
internal static class ExchangeReader
{
    /// <summary>What a job exchanges with others.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<Exchange> Read(CiJob job)
    {
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        if (job.Keys.Entry("artifacts") is { Value: YamlMapping artifacts } entry)
        {
            exchanges.Add(new Exchange
            {
                Kind = ExchangeKind.Upload,
                Span = entry.Key.Span,
                Origin = Origin.Constant,
                Paths = Paths(artifacts["paths"]),
                IncludesHidden = true,
            });
        }

        var caches = job.Keys["cache"] switch
        {
            YamlMapping one => [one],
            YamlSequence several => several.Items.OfType<YamlMapping>(),
            _ => [],
        };
        foreach (var cache in caches)
        {
            exchanges.Add(new Exchange
            {
                Kind = cache["policy"] is YamlScalar { Value: "pull" } ? ExchangeKind.CacheRestore : ExchangeKind.Cache,
                Span = (cache.Entry("key")?.Key ?? cache.Entries.Select(found => found.Key).FirstOrDefault())?.Span ?? cache.Span,
                Origin = Origin.Contributor,
                Paths = Paths(cache["paths"]),
            });
        }

        return exchanges.DrainToImmutable();
    }

    private static ImmutableArray<Located<string>> Paths(YamlNode? node) =>
        node is YamlSequence paths ? [.. paths.Items.OfType<YamlScalar>().Select(path => new Located<string>(path.Value, path.Span))] : [];
}
