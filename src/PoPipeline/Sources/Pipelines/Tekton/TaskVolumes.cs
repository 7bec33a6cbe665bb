using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>The volumes of a task that are more than a place for its files, by name.</summary>
/// <param name="OfHost">With what each is of the machine.</param>
/// <param name="OfSecrets">With the secrets that lie in each.</param>
internal sealed record TaskVolumes(IReadOnlyDictionary<string, Located<string>> OfHost, ILookup<string, YamlScalar> OfSecrets)
{
    // A token that Pipelines-as-Code makes for one run, and takes back behind it.
    private const string OfTheRun = "git_auth_secret";

    /// <summary>Those of a list.</summary>
    /// <param name="list">The list; null where there is none.</param>
    public static TaskVolumes Of(YamlNode? list)
    {
        var hosts = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        var secrets = new List<(string Name, YamlScalar Secret)>();
        foreach (var volume in (list as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (volume["name"] is not YamlScalar name)
            {
                continue;
            }

            if ((volume["hostPath"] as YamlMapping)?["path"] is YamlScalar path)
            {
                hosts[name.Value] = new Located<string>(path.Value, path.Span);
            }

            secrets.AddRange(SecretsOf(volume).Where(secret => !secret.IsNull && !secret.Value.Contains(OfTheRun, StringComparison.Ordinal)).Select(secret => (name.Value, secret)));
        }

        return new TaskVolumes(hosts, secrets.ToLookup(entry => entry.Name, entry => entry.Secret, StringComparer.Ordinal));
    }

    private static IEnumerable<YamlScalar> SecretsOf(YamlMapping volume) =>
        new[] { (volume["secret"] as YamlMapping)?["secretName"] }
            .Concat((((volume["projected"] as YamlMapping)?["sources"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []).Select(source => (source["secret"] as YamlMapping)?["name"]))
            .OfType<YamlScalar>();
}
