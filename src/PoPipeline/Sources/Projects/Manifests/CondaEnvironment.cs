using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>An environment of conda: <c>environment.yml</c>.</summary>
/// <remarks>
/// Sources: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html, https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html.
/// One that names the build of each package, as <c>conda env export</c> writes it, leaves no version open, and is its own lock file.
/// </remarks>
internal sealed class CondaEnvironment : ManifestFormat
{
    private static readonly SearchValues<char> BehindName = SearchValues.Create(" =<>!~[");

    // What leaves a version open.
    private static readonly SearchValues<char> Open = SearchValues.Create("*<>!~|,[");

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conda;

    /// <inheritdoc/>
    public override bool MayLock => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "environment.yml" or "environment.yaml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new YamlCursor(file.Reader());
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var entries = ImmutableArray.CreateBuilder<LockEntry>();
        var isOne = false;
        if (!cursor.EnterTable())
        {
            return null;
        }

        while (cursor.NextName())
        {
            if (cursor.Name is "dependencies" && cursor.EnterList())
            {
                isOne = true;
                ReadDependencies(cursor, packages, entries);
            }
        }

        return !isOne ? null : new ManifestFacts
        {
            Ecosystem = Ecosystem.Conda,
            NamesTool = true,
            Packages = packages.ToImmutable(),
            Entries = entries.Count == packages.Count ? entries.ToImmutable() : [],
            IsOwnLock = entries.Count == packages.Count && packages.Count > 0,
        };
    }

    private static void ReadDependencies(YamlCursor cursor, ImmutableArray<AskedPackage>.Builder packages, ImmutableArray<LockEntry>.Builder entries)
    {
        while (cursor.NextItem())
        {
            if (cursor.IsScalar())
            {
                if (cursor.Take() is { } text)
                {
                    Add(text, cursor.At, packages, entries);
                }
            }
            else if (cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    if (cursor.Name is not "pip" || !cursor.EnterList())
                    {
                        continue;
                    }

                    while (cursor.NextItem())
                    {
                        if (cursor.Take() is { } requirement)
                        {
                            AddPip(requirement, cursor.At, packages, entries);
                        }
                    }
                }
            }
        }
    }

    // name, name=1.2, name=1.2=build, name>=1.2, "name 1.2.* build", channel::name, name[version=1.2,build=…].
    private static void Add(string text, Region at, ImmutableArray<AskedPackage>.Builder packages, ImmutableArray<LockEntry>.Builder entries)
    {
        var named = text.AsSpan(text.IndexOf("::", StringComparison.Ordinal) is >= 0 and var channel ? channel + 2 : 0).Trim();
        var end = named.IndexOfAny(BehindName);
        var name = (end < 0 ? named : named[..end]).ToString();
        if (name.Length == 0)
        {
            return;
        }

        var requirement = end < 0 ? "" : named[end..].ToString();
        packages.Add(new AskedPackage(name, requirement, at));
        var parts = requirement.TrimStart('=', ' ').Split(['=', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var version, var build] && !version.AsSpan().ContainsAny(Open) && !build.Contains('*', StringComparison.Ordinal))
        {
            entries.Add(new LockEntry { Name = name, Version = version, Origin = LockOrigin.Registry, At = at });
        }
    }

    private static void AddPip(string text, Region at, ImmutableArray<AskedPackage>.Builder packages, ImmutableArray<LockEntry>.Builder entries)
    {
        var (name, requirement) = PythonRequirement.Parts(text);
        if (text.StartsWith('-') || text.StartsWith('.') || name.Length == 0 || PythonRequirement.IsLocal(requirement))
        {
            return;
        }

        packages.Add(new AskedPackage(name, requirement, at));
        if (PythonRequirement.IsExact(requirement))
        {
            entries.Add(new LockEntry { Name = name, Version = requirement.TrimStart('=').Trim(), Origin = LockOrigin.Registry, At = at });
        }
    }
}
