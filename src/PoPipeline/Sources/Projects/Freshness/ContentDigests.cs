using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The digests of what a manifest asks for, as the tools that write them into their lock files take them.</summary>
/// <remarks>
/// Sources: https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py, https://github.com/pdm-project/pdm/blob/main/src/pdm/project/project_file.py,
/// https://github.com/sarugaku/plette/blob/master/src/plette/pipfiles.py, https://github.com/composer/composer/blob/main/src/Composer/Package/Locker.php.
/// </remarks>
internal static class ContentDigests
{
    private static readonly string[] Legacy = ["dependencies", "source", "extras", "dev-dependencies"];
    private static readonly string[] OfProject = ["requires-python", "dependencies", "optional-dependencies"];

    private static readonly string[] ComposerKeys =
        ["name", "version", "require", "require-dev", "conflict", "replace", "provide", "minimum-stability", "prefer-stable", "repositories", "extra"];

    /// <summary>Those of Poetry: before version 2, since then, and with the groups of the standard.</summary>
    /// <param name="root">The <c>pyproject.toml</c>.</param>
    public static ImmutableArray<string> OfPoetry(JsonObject root)
    {
        var poetry = TomlTree.At(root, "tool", "poetry") as JsonObject;
        var project = new JsonObject();
        foreach (var key in OfProject)
        {
            if (TomlTree.At(root, "project", key) is { } value)
            {
                project[key] = value.DeepClone();
            }
        }

        var old = Relevant(poetry, withNulls: true);
        var groups = root["dependency-groups"];
        var all = new List<JsonNode> { old };
        if (project.Count > 0 || groups is not null)
        {
            var relevant = Relevant(poetry, withNulls: false);
            all.Add(new JsonObject { ["project"] = project.DeepClone(), ["tool"] = new JsonObject { ["poetry"] = relevant.DeepClone() } });
            if (groups is not null)
            {
                var whole = new JsonObject { ["dependency-groups"] = groups.DeepClone(), ["tool"] = new JsonObject { ["poetry"] = relevant } };
                all.Add(whole);
                if (project.Count > 0)
                {
                    var withProject = (JsonObject)whole.DeepClone();
                    withProject["project"] = project;
                    all.Add(withProject);
                }
            }
        }

        return Sha256(all, isCompact: false);
    }

    /// <summary>Those of PDM: with the overrides alone, and with all that steers how packages are chosen.</summary>
    /// <param name="root">The <c>pyproject.toml</c>.</param>
    public static ImmutableArray<string> OfPdm(JsonObject root)
    {
        var settings = TomlTree.At(root, "tool", "pdm");
        var legacy = Copy(TomlTree.At(settings, "dev-dependencies")) ?? new JsonObject();
        var joined = new JsonObject();
        foreach (var groups in new[] { legacy, Copy(root["dependency-groups"]) })
        {
            foreach (var (name, packages) in groups as JsonObject ?? [])
            {
                var normal = PythonName.Normal(name);
                if (!joined.ContainsKey(normal))
                {
                    joined[normal] = Copy(packages);
                }
            }
        }

        JsonNode Dumped(JsonNode groups, string key, JsonNode? value) => new JsonObject
        {
            ["sources"] = Copy(TomlTree.At(settings, "source")) ?? new JsonArray(),
            ["dependencies"] = Copy(TomlTree.At(root, "project", "dependencies")) ?? new JsonArray(),
            ["dev-dependencies"] = groups.DeepClone(),
            ["optional-dependencies"] = Copy(TomlTree.At(root, "project", "optional-dependencies")) ?? new JsonObject(),
            ["requires-python"] = Copy(TomlTree.At(root, "project", "requires-python")) ?? JsonValue.Create(""),
            [key] = Copy(value) ?? new JsonObject(),
        };

        var overrides = TomlTree.At(settings, "overrides") ?? TomlTree.At(settings, "resolution", "overrides");
        return Sha256([Dumped(legacy, "overrides", overrides), Dumped(joined, "overrides", overrides), Dumped(joined, "resolution", TomlTree.At(settings, "resolution"))], isCompact: false);
    }

    /// <summary>Those of Pipenv: without its own categories of packages, and since version 2022.10 with them.</summary>
    /// <param name="root">The <c>Pipfile</c>.</param>
    public static ImmutableArray<string> OfPipenv(JsonObject root)
    {
        var plain = new JsonObject
        {
            ["_meta"] = new JsonObject
            {
                ["sources"] = Copy(root["source"]) ?? new JsonArray(new JsonObject { ["name"] = "pypi", ["url"] = "https://pypi.org/simple", ["verify_ssl"] = true }),
                ["requires"] = Copy(root["requires"]) ?? new JsonObject(),
            },
            ["default"] = Copy(root["packages"]) ?? new JsonObject(),
            ["develop"] = Copy(root["dev-packages"]) ?? new JsonObject(),
        };
        var whole = (JsonObject)plain.DeepClone();
        foreach (var (name, packages) in root)
        {
            if (Pipfile.IsGroup(name) && name is not ("packages" or "dev-packages" or "pipfile"))
            {
                whole[name] = Copy(packages);
            }
        }

        return Sha256(whole.Count > plain.Count ? [plain, whole] : [plain], isCompact: true);
    }

    /// <summary>That of Composer.</summary>
    /// <param name="root">The <c>composer.json</c>.</param>
    public static ImmutableArray<string> OfComposer(JsonObject root)
    {
        var relevant = new JsonObject();
        foreach (var key in OfComposerKeys())
        {
            if (key is "config")
            {
                if (TomlTree.At(root, "config", "platform") is { } platform)
                {
                    relevant["config"] = new JsonObject { ["platform"] = platform.DeepClone() };
                }
            }
            else if (root.TryGetPropertyValue(key, out var value))
            {
                relevant[key] = value?.DeepClone();
            }
        }

        return ForeignJson.OfPhp(relevant) is { } written ? [Md5(written)] : [];
    }

    private static IEnumerable<string> OfComposerKeys() => ComposerKeys.Append("config").Order(StringComparer.Ordinal);

    private static JsonObject Relevant(JsonObject? poetry, bool withNulls)
    {
        var relevant = new JsonObject();
        foreach (var key in Legacy)
        {
            if (poetry?[key] is { } value)
            {
                relevant[key] = value.DeepClone();
            }
            else if (withNulls)
            {
                relevant[key] = null;
            }
        }

        if (poetry?["group"] is { } group)
        {
            relevant["group"] = group.DeepClone();
        }

        return relevant;
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static ImmutableArray<string> Sha256(List<JsonNode> contents, bool isCompact)
    {
        var digests = ImmutableArray.CreateBuilder<string>();
        foreach (var content in contents)
        {
            if (ForeignJson.OfPython(content, isCompact) is { } written)
            {
                digests.Add(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written))));
            }
        }

        return digests.ToImmutable();
    }

    // Composer's own choice; nothing rests on its strength here.
#pragma warning disable CA5351
    private static string Md5(string written) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(written)));
#pragma warning restore CA5351
}
