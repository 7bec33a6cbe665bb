using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Compares manifests of Python with what <c>uv.lock</c> repeats of them, and with what is compiled of them.</summary>
/// <remarks>Sources: https://github.com/astral-sh/uv/blob/main/crates/uv-resolver/src/lock/mod.rs, https://pip-tools.readthedocs.io/en/stable/.</remarks>
internal static class PythonComparison
{
    // What compiles a file of requirements leaves these out of it.
    private static readonly string[] Unsafe = ["pip", "setuptools", "distribute", "wheel"];

    // A file of requirements has one version of a package for each system at most.
    private const int MostVersions = 100;

    /// <summary>What differs from a <c>uv.lock</c>.</summary>
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
            if (asked.Key == pair.Manifest.Name)
            {
                continue;
            }

            if (!byName.Contains(asked.Key))
            {
                if (asked.FirstOrDefault(request => !request.MayBeLeftOut) is { Name: not null } missing)
                {
                    yield return pair.Missing(missing);
                }

                continue;
            }

            // A name may be asked for several times, for several groups and systems.
            var texts = byName[asked.Key].Select(request => request.Requirement is null ? null : VersionRanges.NormalOfPython(request.Requirement)).ToHashSet(StringComparer.Ordinal);
            foreach (var request in asked)
            {
                if (request.Requirement is { } requirement && VersionRanges.NormalOfPython(requirement) is { } normal && !texts.Contains(normal) && !texts.Contains(null))
                {
                    yield return pair.Other(request, byName[asked.Key].First());
                    break;
                }
            }
        }

        var names = pair.Manifest.Asked.Select(request => request.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var request in said.DistinctBy(request => request.Name, StringComparer.Ordinal))
        {
            if (!names.Contains(request.Name) && request.Name != pair.Manifest.Name)
            {
                yield return pair.NotAsked(request);
            }
        }
    }

    /// <summary>What differs from a file of requirements that is compiled of another one.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Compiled(ComparedPair pair)
    {
        foreach (var request in pair.Manifest.Asked)
        {
            if (!pair.Lock.Versions.TryGetValue(request.Name, out var versions))
            {
                if (!request.MayBeLeftOut && !Unsafe.Contains(request.Name))
                {
                    yield return pair.Missing(request);
                }
            }
            else if (request is { MayBeLeftOut: false, Requirement: { Length: > 0 } requirement } && versions.Count <= MostVersions && versions.TrueForAll(locked => VersionRanges.OfPython(requirement, locked.Version) is false))
            {
                yield return pair.OutOfRange(request, versions[0]);
            }
        }
    }
}
