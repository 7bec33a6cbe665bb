using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Reads what is fetched before a build: <c>gomod</c>, an object, a list of objects, or one with <c>packages</c> and <c>flags</c>.</summary>
/// <remarks>Source: https://github.com/hermetoproject/hermeto/blob/main/docs/usage.md and <c>hermeto/core/models/input.py</c> there.</remarks>
internal static class Prefetch
{
    // A list of thousands is nobody's, and each entry is looked for in the repository.
    private const int MostPackages = 200;
    private const int MostFiles = 100;
    private const int LongestInput = 100_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    // What each backend reads in the folder of a package; one of a group is enough. What begins with 'x-' is an experiment of which nothing is asked.
    private static readonly Dictionary<string, ImmutableArray<string>> LockFiles = new(StringComparer.Ordinal)
    {
        ["gomod"] = ["go.sum", "go.work.sum", "vendor/modules.txt"],
        ["pip"] = ["requirements.txt", "pyproject.toml", "setup.py", "setup.cfg"],
        ["npm"] = ["package-lock.json", "npm-shrinkwrap.json"],
        ["yarn"] = ["yarn.lock"],
        ["pnpm"] = ["pnpm-lock.yaml"],
        ["bundler"] = ["Gemfile.lock"],
        ["cargo"] = ["Cargo.lock"],
        ["rpm"] = ["rpms.lock.yaml"],
        ["generic"] = ["artifacts.lock.yaml"],
    };

    /// <summary>What is fetched, with the lock files that are missing.</summary>
    /// <param name="text">The input.</param>
    /// <param name="source">Where it is written.</param>
    /// <param name="repository">The repository; null where the build is of another one.</param>
    /// <param name="faults">Takes what nothing can fetch.</param>
    /// <param name="problem">What is wrong with the input, as a clause; null where nothing is.</param>
    public static ImmutableArray<FetchedPackages> Read(string text, Place source, Repository? repository, List<FetchFault> faults, out string? problem)
    {
        problem = null;
        var input = text.Trim();
        if (input.Length == 0)
        {
            return [];
        }

        if (input.Length > LongestInput)
        {
            return [];
        }

        if (input[0] is not ('{' or '[' or '"'))
        {
            return [.. Package(input, folder: "", files: [], lockFile: null, source, repository, faults)];
        }

        try
        {
            using var document = JsonDocument.Parse(input, Options);
            var fetched = ImmutableArray.CreateBuilder<FetchedPackages>();
            foreach (var package in Packages(document.RootElement, out problem).Take(MostPackages))
            {
                if (package.ValueKind is not JsonValueKind.Object || TextOf(package, "type") is not { } type)
                {
                    problem ??= "each package needs a 'type'";
                    continue;
                }

                var folder = TextOf(package, "path") ?? ".";
                if (Normal(folder) is not { } normal)
                {
                    problem ??= $"the path '{Shown(folder)}' leads out of the repository";
                    continue;
                }

                fetched.AddRange(Package(type, normal, [.. Texts(package, "requirements_files"), .. Texts(package, "requirements_build_files")], TextOf(package, "lockfile"), source, repository, faults));
            }

            return fetched.DrainToImmutable();
        }
        catch (JsonException)
        {
            problem = "it is no JSON";
            return [];
        }
    }

    private static IEnumerable<JsonElement> Packages(JsonElement root, out string? problem)
    {
        problem = null;
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                return [.. root.EnumerateArray()];
            case JsonValueKind.Object when root.TryGetProperty("packages", out var packages):
                problem = packages.ValueKind is JsonValueKind.Array ? null : "its 'packages' are no list";
                return packages.ValueKind is JsonValueKind.Array ? [.. packages.EnumerateArray()] : [];
            case JsonValueKind.Object:
                return [root];
            default:
                problem = "it is neither a name of an ecosystem nor an object nor a list";
                return [];
        }
    }

    private static IEnumerable<FetchedPackages> Package(string type, string folder, ImmutableArray<string> files, string? lockFile, Place source, Repository? repository, List<FetchFault> faults)
    {
        if (!LockFiles.TryGetValue(type, out var usual))
        {
            if (!type.StartsWith("x-", StringComparison.Ordinal))
            {
                faults.Add(new FetchFault(FetchFaultKind.NoBackend, Shown(type), source));
            }

            yield break;
        }

        yield return new FetchedPackages(type, folder, source)
        {
            Missing = repository is not { IsListed: true } || repository.ClosedAbove(folder.Length == 0 ? "." : folder + "/x") is not null || repository.Submodules.Contains(folder) ? []
                : lockFile is not null ? Lacking(repository, folder, [lockFile])
                : files.Length > 0 ? Lacking(repository, folder, files)
                : usual.Any(name => Has(repository, folder, name)) ? []
                : [In(folder, usual[0])],
        };
    }

    private static ImmutableArray<string> Lacking(Repository repository, string folder, ImmutableArray<string> files) => [.. files.Take(MostFiles).Where(name => !Has(repository, folder, name)).Select(name => In(folder, name)).Distinct(StringComparer.Ordinal)];

    private static bool Has(Repository repository, string folder, string name) =>
        Normal(In(folder, name)) is { } path && (repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0 || repository.ClosedAbove(path) is not null);

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    // Without dots; null where it leads out of the repository.
    private static string? Normal(string path)
    {
        if (path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
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

        return string.Join('/', parts);
    }

    private static string? TextOf(JsonElement item, string member) => item.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement item, string member) =>
        item.TryGetProperty(member, out var values) && values.ValueKind is JsonValueKind.Array ? values.EnumerateArray().Where(value => value.ValueKind is JsonValueKind.String).Select(value => value.GetString()!) : [];

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
