using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Compares the manifests of Cargo, Go, Bundler and NuGet with their lock files.</summary>
/// <remarks>
/// Sources: https://github.com/rust-lang/cargo/blob/master/src/cargo/core/resolver/encode.rs, https://go.dev/ref/mod#go-sum-files,
/// https://github.com/rubygems/rubygems/blob/master/bundler/lib/bundler/lockfile_parser.rb, https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies.
/// </remarks>
internal static class OtherComparison
{
    // Cargo locks one version of a crate for each range of compatible ones.
    private const int MostVersions = 100;

    /// <summary>Whether what is asked for is among what the package depends on by <c>Cargo.lock</c>, in a version that will do.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> OfCargo(ComparedPair pair)
    {
        // What is no part of the workspace has no entry.
        if (pair.Manifest.Name is not { } own || !pair.Lock.Folders.TryGetValue(own, out var said))
        {
            yield break;
        }

        var byName = said.ToLookup(line => line.Name, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var written in pair.Manifest.Asked)
        {
            if (CargoTomlRecord.Resolved(written, pair.Workspace ?? pair.Manifest) is not { } request)
            {
                isWhole = false;
                continue;
            }

            var isFirst = names.Add(request.Name);
            if (!byName.Contains(request.Name))
            {
                if (isFirst && request.Name != own)
                {
                    yield return pair.Missing(request);
                }
            }
            else if (request.Requirement is { Length: > 0 } requirement && OutOfRange(pair, request.Name, [.. byName[request.Name].Take(MostVersions).Select(line => line.Requirement)], requirement) is { } locked)
            {
                yield return pair.OutOfRange(request, locked);
            }
        }

        foreach (var line in said)
        {
            if (isWhole && names.Add(line.Name))
            {
                yield return pair.NotAsked(line);
            }
        }
    }

    /// <summary>Whether <c>go.sum</c> has the hash of the <c>go.mod</c> of each module that is required, and of the content of each that the module's own packages import.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> OfGo(ComparedPair pair)
    {
        var contents = (pair.Lock.Folders.GetValueOrDefault("") ?? []).Select(line => $"{line.Name} {line.Requirement}").ToHashSet(StringComparer.Ordinal);
        foreach (var asked in pair.Manifest.Asked.GroupBy(request => request.Name, StringComparer.Ordinal))
        {
            var versions = pair.Lock.Versions.GetValueOrDefault(asked.Key);
            var known = versions?.Select(locked => locked.Version).ToHashSet(StringComparer.Ordinal);
            foreach (var request in asked)
            {
                if (versions is null)
                {
                    yield return pair.Missing(request);
                }
                else if (!known!.Contains(request.Requirement ?? ""))
                {
                    yield return pair.OutOfRange(request, versions[^1]);
                }
                else if (!request.MayBeLeftOut && !contents.Contains($"{request.Name} {request.Requirement}"))
                {
                    yield return pair.Missing(request);
                }
            }
        }
    }

    /// <summary>Whether what is asked for stands among the <c>DEPENDENCIES</c> of a <c>Gemfile.lock</c>.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> OfBundler(ComparedPair pair)
    {
        if (!pair.Lock.Folders.TryGetValue("", out var said))
        {
            yield break;
        }

        var byName = said.ToLookup(line => line.Name, StringComparer.Ordinal);
        foreach (var asked in pair.Manifest.Asked.GroupBy(request => request.Name, StringComparer.Ordinal))
        {
            var request = asked.First();
            var line = byName[request.Name].FirstOrDefault();
            if (line.Name is null)
            {
                yield return pair.Missing(request);
            }
            else if (asked.All(one => one.Requirement is { } requirement && GemfileRecord.Normal(requirement) != GemfileRecord.Normal(line.Requirement!)))
            {
                yield return pair.Other(request, line);
            }
        }
    }

    /// <summary>Whether what is referenced is what <c>packages.lock.json</c> says was requested.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> OfNuGet(ComparedPair pair)
    {
        var said = (pair.Lock.Folders.GetValueOrDefault("") ?? []).ToLookup(line => line.Name, StringComparer.Ordinal);
        foreach (var asked in pair.Manifest.Asked.GroupBy(request => request.Name, StringComparer.Ordinal))
        {
            var request = asked.First();
            var lines = said[request.Name].ToList();
            if (pair.IsChanged(request.Name) || asked.Any(one => one.MayBeLeftOut))
            {
                continue;
            }

            if (lines.Count == 0)
            {
                yield return pair.Missing(request);
                continue;
            }

            var central = pair.Workspace?.SharedByName[request.Name].ToList() ?? [];
            var isCentral = request.Requirement is null && central.Count == 1 && !central[0].MayBeLeftOut;
            var written = isCentral ? central[0].Requirement : request.Requirement;
            if (written is not null && VersionRanges.NormalOfNuGet(written) is { } normal && !lines.Exists(line => line.Requirement is null || VersionRanges.NormalOfNuGet(line.Requirement) == normal))
            {
                yield return isCentral ? (pair with { ManifestPath = pair.WorkspacePath }).Other(central[0], lines[0]) : pair.Other(request, lines[0]);
            }
        }
    }

    // What Cargo.lock has of a crate for which the package asks; null where one of it will do, or that cannot be told.
    private static LockedVersion? OutOfRange(ComparedPair pair, string name, HashSet<string?> taken, string requirement)
    {
        var versions = pair.Lock.Versions.GetValueOrDefault(name) ?? [];
        LockedVersion? other = null;
        foreach (var locked in versions.Count > MostVersions ? [] : versions)
        {
            if (taken.Contains(null) || taken.Contains(locked.Version))
            {
                if (VersionRanges.OfCargo(requirement, locked.Version) is not false)
                {
                    return null;
                }

                other = locked;
            }
        }

        return other;
    }
}
