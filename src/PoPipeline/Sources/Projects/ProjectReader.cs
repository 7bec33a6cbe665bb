using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects;

/// <summary>Reads the files of projects, each once, in memory that serves again.</summary>
/// <param name="tree">Opens the files.</param>
/// <param name="isTracked">Whether git says which files are tracked; null where the tree is not under git.</param>
internal sealed class ProjectReader(WorkingTree tree, bool? isTracked)
{
    private readonly ImmutableArray<Lockfile>.Builder locks = ImmutableArray.CreateBuilder<Lockfile>();
    private readonly ImmutableArray<BuildWrapper>.Builder wrappers = ImmutableArray.CreateBuilder<BuildWrapper>();
    private readonly Dictionary<string, ManifestFacts> manifests = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ManifestRecord> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LockRecord> said = new(StringComparer.Ordinal);
    private HashSet<string>? names;

    /// <summary>What the manifests so far say that lock files repeat, by path.</summary>
    public IReadOnlyDictionary<string, ManifestRecord> Asked => asked;

    /// <summary>What the lock files so far say of manifests, by path.</summary>
    public IReadOnlyDictionary<string, LockRecord> Said => said;

    /// <summary>The lock files so far, by path.</summary>
    public ImmutableArray<Lockfile> Locks => [.. locks.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The wrappers so far, by path.</summary>
    public ImmutableArray<BuildWrapper> Wrappers => wrappers.ToImmutable();

    /// <summary>What the manifests so far say, by path.</summary>
    public IReadOnlyDictionary<string, ManifestFacts> Manifests => manifests;

    /// <summary>Reads files, lock files last: of what they list, what no manifest asks for is not kept.</summary>
    /// <param name="files">The paths, relative to the root, in order.</param>
    /// <param name="cancellation">Stops it.</param>
    public void ReadAll(IEnumerable<string> files, CancellationToken cancellation)
    {
        var late = new List<string>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (LockFormats.AreNamed(NameOf(file)))
            {
                late.Add(file);
            }
            else
            {
                Read(file);
            }
        }

        names = AskedNames();
        foreach (var file in late)
        {
            cancellation.ThrowIfCancellationRequested();
            Read(file);
        }
    }

    private HashSet<string> AskedNames()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in asked.Values)
        {
            foreach (var request in record.Asked)
            {
                AddNames(all, request.Name);
            }

            foreach (var request in record.Shared)
            {
                AddNames(all, request.Name);
            }
        }

        return all;
    }

    // Some are "name=package", and any part of it may be the name.
    private static void AddNames(HashSet<string> all, string name)
    {
        all.Add(name);
        if (name.Contains('=', StringComparison.Ordinal))
        {
            all.UnionWith(name.Split('='));
        }
    }

    private void Read(string path)
    {
        var isText = LockFormats.Of(NameOf(path), []) is not BunBinaryLock;
        if (tree.ReadLarge(path, ProjectFiles.MaximumBytes, isText, (buffer, start, length) => Take(path, new LockText(path, buffer, start, length))) is { } fault)
        {
            Refuse(path, fault);
        }
    }

    private void Take(string path, LockText text)
    {
        var name = NameOf(path);
        if (LockFormats.Of(name, text.Bytes.Span) is { } format)
        {
            locks.Add(Locked(text, format));
        }
        else if (WrapperFile.EcosystemOf(path) is { } wrapped)
        {
            wrappers.Add(WrapperFile.Read(text, wrapped));
        }
        else if (ManifestFormats.Of(path, name) is { } manifest && manifest.Read(text) is { } facts)
        {
            manifests.Add(path, facts);
            AddDeclared(path, manifest, facts);
            if (ManifestRecords.Read(manifest, text, facts) is { } record)
            {
                asked.Add(path, record);
            }

            if (manifest is RequirementsTxt && RequirementsLock.IsOne(text))
            {
                locks.Add(Locked(text, new RequirementsLock()));
            }
        }
    }

    // What a manifest names with its content is as good as locked, or as bad.
    private void AddDeclared(string path, ManifestFormat manifest, ManifestFacts facts)
    {
        if (facts.Unreadable is not null && manifest.MayLock && manifest is not RequirementsTxt)
        {
            locks.Add(new Lockfile { Path = path, Ecosystem = facts.Ecosystem, Span = Place.StartOf(path), Unreadable = facts.Unreadable, IsTracked = isTracked });
        }
        else if (!facts.Entries.IsEmpty)
        {
            var found = new LockCollector(path, facts.Ecosystem);
            foreach (var entry in facts.Entries)
            {
                found.Add(entry);
            }

            locks.Add(found.Build(isTracked));
        }
    }

    private Lockfile Locked(LockText text, LockFormat format)
    {
        var found = new LockCollector(text.Path, format.Ecosystem) { Record = new LockRecord(names) };
        format.Read(text, found);
        said[text.Path] = found.Record;
        return found.Build(isTracked);
    }

    private static ReadOnlySpan<char> NameOf(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    private void Refuse(string path, string reason)
    {
        var name = NameOf(path);
        if (LockFormats.Of(name, []) is { } format)
        {
            locks.Add(new Lockfile { Path = path, Ecosystem = format.Ecosystem, Span = Place.StartOf(path), Unreadable = reason, IsTracked = isTracked });
        }
        else if (WrapperFile.EcosystemOf(path) is { } wrapped)
        {
            wrappers.Add(new BuildWrapper(wrapped, path, Address: null, Checksum: null, Place.StartOf(path)) { Unreadable = reason });
        }
        else if (ManifestFormats.Of(path, name) is { } manifest)
        {
            manifests.Add(path, new ManifestFacts { Ecosystem = manifest.Ecosystem, Unreadable = reason });

            // Whether it is a lock file, too, only what it holds tells.
            if (manifest.MayLock)
            {
                locks.Add(new Lockfile { Path = path, Ecosystem = manifest.Ecosystem, Span = Place.StartOf(path), Unreadable = reason, IsTracked = isTracked });
            }
        }
    }
}
