using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Compares a <c>package.json</c> with a lock file that repeats what it asked for, or has a key for each of it.</summary>
/// <remarks>
/// Sources: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages, https://github.com/pnpm/spec/blob/master/lockfile/9.0.md,
/// https://bun.sh/docs/install/lockfile, https://github.com/yarnpkg/berry/blob/master/packages/yarnpkg-core/sources/Project.ts.
/// </remarks>
internal static class JavaScriptComparison
{
    /// <summary>What differs from a lock file that repeats what each folder asked for.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Repeated(ComparedPair pair)
    {
        if (!pair.Lock.Folders.TryGetValue(pair.Folder, out var said))
        {
            yield break;
        }

        var byName = said.ToLookup(request => request.Name, StringComparer.Ordinal);
        foreach (var asked in pair.Manifest.Asked.GroupBy(request => request.Name, StringComparer.Ordinal))
        {
            // What comes with whoever installs the package is repeated by npm alone.
            var requests = asked.Where(request => !request.MayBeLeftOut || pair.File.Ecosystem is Ecosystem.Npm).ToList();
            if (requests.Count == 0 || pair.IsChanged(asked.Key))
            {
                continue;
            }

            var first = requests[0];
            if (!byName.Contains(asked.Key))
            {
                if (first.Requirement is { } requirement && !PackageJson.IsLocal(requirement))
                {
                    yield return pair.Missing(first);
                }
            }
            else if (Differs(pair, requests, byName[asked.Key].First(), [.. byName[asked.Key].Select(request => request.Requirement)]) is { } disagreement)
            {
                yield return disagreement;
            }
        }

        var names = pair.Manifest.Asked.Select(request => request.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var request in said.DistinctBy(request => request.Name, StringComparer.Ordinal))
        {
            // What runs the project is asked for in another way, and packages that lie beside it are no matter of versions.
            if (!names.Contains(request.Name) && !pair.IsChanged(request.Name) && request.Requirement?.StartsWith("runtime:", StringComparison.Ordinal) is not true && !PackageJson.IsLocal(request.Requirement ?? ""))
            {
                yield return pair.NotAsked(request);
            }
        }
    }

    /// <summary>What differs from the lock file of Yarn before version 2, which has a key for each name with its range.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Keyed(ComparedPair pair)
    {
        foreach (var request in pair.Manifest.Asked.DistinctBy(request => request.Name, StringComparer.Ordinal))
        {
            if (request.MayBeLeftOut || request.Requirement is not { } requirement || PackageJson.IsLocal(requirement) || pair.IsChanged(request.Name) || pair.Own.Contains(request.Name))
            {
                continue;
            }

            if (!pair.Lock.Versions.TryGetValue(request.Name, out var keys))
            {
                yield return pair.Missing(request);
            }
            else if (!keys.Exists(key => key.Version == requirement))
            {
                yield return pair.Other(request, new LockRequest(request.Name, keys[0].Version, keys[0].At));
            }
        }
    }

    /// <summary>What differs from the lock file of npm before version 7, which has nothing but versions.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Versioned(ComparedPair pair)
    {
        foreach (var request in pair.Manifest.Asked.DistinctBy(request => request.Name, StringComparer.Ordinal))
        {
            if (request.MayBeLeftOut || request.Requirement is not { } requirement || PackageJson.IsLocal(requirement) || pair.IsChanged(request.Name))
            {
                continue;
            }

            if (Installed(pair, request.Name) is not { } locked)
            {
                yield return pair.Missing(request);
            }
            else if (VersionRanges.OfNpm(requirement, locked.Version) is false)
            {
                yield return pair.OutOfRange(request, locked);
            }
        }
    }

    /// <summary>What differs between the catalogues of a workspace of pnpm and those that its lock file repeats.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Catalogued(ComparedPair pair)
    {
        var said = pair.Lock.Folders.GetValueOrDefault(PnpmWorkspaceRecord.Prefix) ?? [];
        foreach (var request in said)
        {
            var asked = pair.Manifest.SharedByName[request.Name].FirstOrDefault();
            var name = request.Name[(request.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (asked.Name is not null && asked.Requirement != request.Requirement && !pair.IsChanged(name))
            {
                yield return pair.Other(asked with { Name = name, Written = name }, request);
            }
        }
    }

    private static LockDisagreement? Differs(ComparedPair pair, List<AskedRequest> requests, in LockRequest said, string?[] texts)
    {
        var known = texts.OfType<string>().Select(text => Normal(pair, text)).ToHashSet(StringComparer.Ordinal);
        var isSame = Array.Exists(texts, text => text is null) || requests.Exists(request => request.Requirement is null || known.Contains(Normal(pair, request.Requirement)));
        var request = requests[0];
        bool? isMet = null;
        if (pair.File.Ecosystem is Ecosystem.Npm && requests.Count == 1 && request.Requirement is { } requirement && Installed(pair, request.Name) is { } locked)
        {
            isMet = VersionRanges.OfNpm(requirement, locked.Version);
            if (isMet is false)
            {
                return pair.OutOfRange(request, locked);
            }
        }

        // Addresses of repositories are rewritten by npm and Yarn.
        return isSame || pair.File.Ecosystem is Ecosystem.Npm or Ecosystem.Yarn && (!IsPlain(request.Requirement!) || !Array.TrueForAll(texts, text => IsPlain(text!))) ? null
            : pair.Other(request, said) with { IsMet = isMet is true };
    }

    // The nearest one above the folder, as Node finds it.
    private static LockedVersion? Installed(ComparedPair pair, string name)
    {
        for (var folder = pair.Folder; ; folder = folder.LastIndexOf('/') is > 0 and var slash ? folder[..slash] : "")
        {
            if (pair.Lock.Versions.TryGetValue($"{(folder.Length == 0 ? "" : folder + "/")}node_modules/{name}", out var versions))
            {
                return versions[0];
            }

            if (folder.Length == 0)
            {
                return null;
            }
        }
    }

    private static bool IsPlain(string requirement) => !(requirement.StartsWith("npm:", StringComparison.Ordinal) ? requirement.AsSpan(4) : requirement).ContainsAny(":#") && (requirement.StartsWith("npm:", StringComparison.Ordinal) || !requirement.Contains('/', StringComparison.Ordinal));

    private static string Normal(ComparedPair pair, string requirement) => pair.File.Ecosystem is Ecosystem.Yarn && requirement.StartsWith("npm:", StringComparison.Ordinal) ? requirement[4..] : requirement;
}
