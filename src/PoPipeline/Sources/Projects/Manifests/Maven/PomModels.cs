using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Sources.Projects.Manifests.Maven;

/// <summary>What holds for a project of Maven once its parents in the repository are taken into account, and properties are filled in.</summary>
/// <remarks>Source: https://maven.apache.org/ref/current/maven-model-builder/. Parents elsewhere, imported versions and profiles of the user are not known.</remarks>
internal sealed class PomModels
{
    private const int MostParents = 32;
    private const int MostFilledIn = 64;
    private const int LongestText = 4096;
    private const string Plugins = "org.apache.maven.plugins:";

    private readonly Dictionary<string, Pom> poms = new(StringComparer.Ordinal);
    private readonly HashSet<string> own = new(StringComparer.Ordinal);

    /// <summary>Starts with all files that were read.</summary>
    /// <param name="manifests">What they say, by path.</param>
    public PomModels(IReadOnlyDictionary<string, ManifestFacts> manifests)
    {
        foreach (var pom in manifests.Values.Select(facts => facts.Pom).OfType<Pom>())
        {
            poms.Add(pom.Path, pom);
            own.Add($"{pom.Group ?? pom.Parent?.Group}:{pom.Artifact}");
        }
    }

    /// <summary>Whether a dependency is built in the repository itself.</summary>
    /// <param name="name">Its group and name.</param>
    public bool IsOwn(string name) => own.Contains(name);

    /// <summary>The settings of a project.</summary>
    /// <param name="pom">Its file.</param>
    public ImmutableArray<ToolSetting> Of(Pom pom)
    {
        var chain = Chain(pom);
        var found = ImmutableArray.CreateBuilder<ToolSetting>();
        if (chain[^1].Parent is { } outside)
        {
            found.Add(new ToolSetting(JavaSettings.MavenParent, $"{outside.Group}:{outside.Artifact}:{outside.Version}", new Place(chain[^1].Path, outside.At)));
        }

        AddTimestamps(chain, found);
        AddPlugins(chain, found);
        AddDynamic(chain, found);
        foreach (var one in chain)
        {
            found.AddRange(one.Body.Rules.Select(rule => new ToolSetting(JavaSettings.MavenEnforcer + rule.Value, "true", new Place(one.Path, rule.At))));
            found.AddRange(one.Profiles.SelectMany(profile => profile.Body.Rules.Select(rule => new ToolSetting(JavaSettings.MavenEnforcer + rule.Value, "true", new Place(one.Path, rule.At)) { Condition = Named(profile.Id) })));
        }

        return found.DrainToImmutable();
    }

    // The project, its parent, and so on, as far as they lie in the repository.
    private List<Pom> Chain(Pom pom)
    {
        var chain = new List<Pom> { pom };
        while (chain.Count < MostParents && chain[^1].Parent is { } parent && PathOf(chain[^1].Path, parent.RelativePath) is { } path && poms.TryGetValue(path, out var above)
            && above.Artifact == parent.Artifact && (above.Group ?? above.Parent?.Group) == parent.Group && !chain.Contains(above))
        {
            chain.Add(above);
        }

        return chain;
    }

    private static void AddTimestamps(List<Pom> chain, ImmutableArray<ToolSetting>.Builder found)
    {
        const string Property = "project.build.outputTimestamp";
        if (chain.Find(pom => pom.Body.Properties.ContainsKey(Property)) is { } nearest)
        {
            found.Add(Timestamp(chain, nearest, nearest.Body.Properties[Property], profile: null));
        }

        foreach (var pom in chain)
        {
            foreach (var (id, body) in pom.Profiles)
            {
                if (body.Properties.TryGetValue(Property, out var text))
                {
                    found.Add(Timestamp(chain, pom, text, (id, body)));
                }
            }
        }
    }

    private static ToolSetting Timestamp(List<Pom> chain, Pom pom, PomText text, (string Id, PomBody Body)? profile) =>
        new(JavaSettings.MavenTimestamp, FilledIn(chain, text.Value, profile?.Body, isTimeKept: true), new Place(pom.Path, text.At)) { Condition = profile is { } one ? Named(one.Id) : null };

    private static void AddPlugins(List<Pom> chain, ImmutableArray<ToolSetting>.Builder found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pom in chain)
        {
            foreach (var plugin in pom.Body.Plugins.All.Where(plugin => pom == chain[0] || plugin.IsInherited))
            {
                var name = plugin.Name;
                if (seen.Add(name))
                {
                    found.Add(Plugin(chain, pom, plugin, profile: null));
                }
            }

            foreach (var (id, body) in pom.Profiles)
            {
                found.AddRange(body.Plugins.All.Where(plugin => pom == chain[0] || plugin.IsInherited).Select(plugin => Plugin(chain, pom, plugin, (id, body))));
            }
        }

        foreach (var name in Bound(chain[0].Packaging).Where(seen.Add))
        {
            found.Add(Managed(chain, name, chain[0], profile: null) is (var owner, var managed)
                ? new ToolSetting(JavaSettings.MavenPlugin + name, FilledIn(chain, managed.Version!, profile: null), new Place(owner.Path, managed.VersionAt))
                : new ToolSetting(JavaSettings.MavenBoundPlugin + name, Value: null, Place.StartOf(chain[0].Path)));
        }
    }

    private static ToolSetting Plugin(List<Pom> chain, Pom pom, PomArtifact plugin, (string Id, PomBody Body)? profile)
    {
        var name = plugin.Name;
        var condition = profile is { } one ? Named(one.Id) : null;

        // A version that a parent gives to the same plugin counts where the file itself gives none.
        var (owner, artifact) = plugin.Version is not null ? (pom, plugin) : Inherited(chain, name) ?? Managed(chain, name, pom, profile?.Body) ?? (pom, plugin);
        return new ToolSetting(JavaSettings.MavenPlugin + name, artifact.Version is { } version ? FilledIn(chain, version, profile?.Body) : null, new Place(owner.Path, artifact.VersionAt)) { Condition = condition };
    }

    private static (Pom Owner, PomArtifact Artifact)? Inherited(List<Pom> chain, string name)
    {
        foreach (var pom in chain)
        {
            if (pom.Body.Plugins.Versioned(name) is { } artifact && (pom == chain[0] || artifact.IsInherited))
            {
                return (pom, artifact);
            }
        }

        return null;
    }

    private static (Pom Owner, PomArtifact Artifact)? Managed(List<Pom> chain, string name, Pom own, PomBody? profile)
    {
        if (profile?.ManagedPlugins.Versioned(name) is { } first)
        {
            return (own, first);
        }

        foreach (var pom in chain)
        {
            if (pom.Body.ManagedPlugins.Versioned(name) is { } artifact)
            {
                return (pom, artifact);
            }
        }

        return null;
    }

    // The plugins that make archives and run by themselves: https://maven.apache.org/ref/current/maven-core/default-bindings.html.
    private static ImmutableArray<string> Bound(string packaging) => packaging switch
    {
        "jar" or "ejb" or "war" or "ear" or "rar" => [$"{Plugins}maven-{packaging}-plugin"],
        "maven-plugin" => [$"{Plugins}maven-jar-plugin", $"{Plugins}maven-plugin-plugin"],
        _ => [],
    };

    private void AddDynamic(List<Pom> chain, ImmutableArray<ToolSetting>.Builder found)
    {
        foreach (var pom in chain)
        {
            AddDynamic(chain, pom, pom.Body, profile: null, found);
            foreach (var (id, body) in pom.Profiles)
            {
                AddDynamic(chain, pom, body, id, found);
            }
        }
    }

    private void AddDynamic(List<Pom> chain, Pom pom, PomBody body, string? profile, ImmutableArray<ToolSetting>.Builder found)
    {
        foreach (var dependency in body.Dependencies.All)
        {
            var name = dependency.Name;
            var (owner, artifact) = dependency.Version is not null ? (pom, dependency) : ManagedDependency(chain, name) ?? (pom, dependency);
            if (artifact.Version is { } written && !own.Contains(name) && FilledIn(chain, written, profile is null ? null : body) is { } version && IsDynamic(version) && !dependency.Group.Contains("${", StringComparison.Ordinal))
            {
                found.Add(new ToolSetting(JavaSettings.MavenDynamic, $"{name}:{version}", new Place(owner.Path, artifact.VersionAt)) { Condition = profile is null ? null : Named(profile) });
            }
        }
    }

    private static (Pom Owner, PomArtifact Artifact)? ManagedDependency(List<Pom> chain, string name)
    {
        foreach (var pom in chain)
        {
            if (pom.Body.ManagedDependencies.Versioned(name) is { } artifact)
            {
                return (pom, artifact);
            }
        }

        return null;
    }

    // "[1.0]" is one version; every other range, a snapshot and the two words are several.
    private static bool IsDynamic(string version) =>
        version is "LATEST" or "RELEASE" || version.EndsWith("-SNAPSHOT", StringComparison.Ordinal)
        || (version is ['[' or '(', ..] && version.AsSpan().ContainsAny(',', '('));

    private static string Named(string profile) => $"the profile '{profile}'";

    // Null where something in it is not known here.
    private static string? FilledIn(List<Pom> chain, string text, PomBody? profile, bool isTimeKept = false)
    {
        for (var count = 0; text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start; count++)
        {
            var end = text.IndexOf('}', start);
            if (end < 0 || count > MostFilledIn || text.Length > LongestText)
            {
                return null;
            }

            var name = text[(start + 2)..end];
            if (isTimeKept && name is "maven.build.timestamp")
            {
                return text;
            }

            if (ValueOf(chain, name, profile) is not { } value)
            {
                return null;
            }

            text = new StringBuilder(text, 0, start, text.Length + value.Length).Append(value).Append(text, end + 1, text.Length - end - 1).ToString();
        }

        return text;
    }

    private static string? ValueOf(List<Pom> chain, string name, PomBody? profile)
    {
        if (profile is not null && profile.Properties.TryGetValue(name, out var own))
        {
            return own.Value;
        }

        switch (name)
        {
            case "project.version" or "pom.version" or "version":
                return chain[0].Version ?? chain[0].Parent?.Version;
            case "project.groupId" or "pom.groupId":
                return chain[0].Group ?? chain[0].Parent?.Group;
            case "project.artifactId" or "pom.artifactId":
                return chain[0].Artifact;
            case "project.parent.version":
                return chain[0].Parent?.Version;
        }

        foreach (var pom in chain)
        {
            if (pom.Body.Properties.TryGetValue(name, out var text))
            {
                return text.Value;
            }
        }

        return null;
    }

    // Relative to the folder of the file that says it; null where it leaves the repository, or names nothing.
    private static string? PathOf(string from, string relative)
    {
        if (relative.Length == 0)
        {
            return null;
        }

        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in relative.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        if (!relative.EndsWith(".xml", StringComparison.Ordinal))
        {
            parts.Add("pom.xml");
        }

        return string.Join('/', parts);
    }
}
