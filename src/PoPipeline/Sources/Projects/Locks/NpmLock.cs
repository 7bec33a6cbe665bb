using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock files of npm: <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>, versions 1 to 3.</summary>
/// <remarks>Source: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json.</remarks>
internal sealed class NpmLock : LockFormat
{
    private const string Modules = "node_modules/";
    private const string Local = "file:";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Npm;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "package-lock.json" or "npm-shrinkwrap.json";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        var hasPackages = false;
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lockfileVersion":
                    found.Version = cursor.Take();
                    break;
                case "packages" when cursor.EnterTable():
                    hasPackages = true;
                    ReadPackages(cursor, found);
                    break;

                // Version 2 says all of it once more, for older ones of npm.
                case "dependencies" when !hasPackages && cursor.EnterTable():
                    ReadDependencies(cursor, found);
                    break;
            }
        }
    }

    private static void ReadPackages(JsonCursor cursor, LockCollector found)
    {
        while (cursor.NextName())
        {
            var folder = cursor.Name;
            var read = new Package { At = cursor.At };
            if (cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    if (cursor.Name is "dependencies" or "devDependencies" or "optionalDependencies" or "peerDependencies" && !folder.Contains(Modules, StringComparison.Ordinal) && cursor.EnterTable())
                    {
                        while (cursor.NextName())
                        {
                            var (name, placed) = (cursor.Name, cursor.At);
                            read.Asked.Add(new LockRequest(name, cursor.Take()?.Trim(), placed));
                        }
                    }
                    else
                    {
                        Take(cursor, read);
                    }
                }
            }

            var at = folder.LastIndexOf(Modules, StringComparison.Ordinal);

            if (read.Version is { } version && folder.IndexOf(Modules, StringComparison.Ordinal) == at && found.Record.IsAsked(folder[(at < 0 ? 0 : at + Modules.Length)..]))
            {
                found.Record.Lock(folder, version, read.At);
            }

            // What lies elsewhere is the project itself and its workspaces.
            if (at < 0)
            {
                found.Record.Open(folder).AddRange(read.Asked);
            }
            else
            {
                Add(found, folder[(at + Modules.Length)..], read);
            }
        }
    }

    // Those of one package lie within it, as deep as JSON may be nested.
    private static void ReadDependencies(JsonCursor cursor, LockCollector found)
    {
        var above = new Stack<(string Name, Package Package)>();
        while (true)
        {
            if (!cursor.NextName())
            {
                if (above.Count == 0)
                {
                    return;
                }

                // The end of its dependencies, behind which more of it may be said.
                var (name, read) = above.Pop();
                if (TakeAll(cursor, read))
                {
                    above.Push((name, read));
                }
                else
                {
                    Add(found, name, read);
                    Note(found, name, read, above);
                }

                continue;
            }

            var next = (cursor.Name, new Package { At = cursor.At });
            if (cursor.EnterTable())
            {
                if (TakeAll(cursor, next.Item2))
                {
                    above.Push(next);
                }
                else
                {
                    Add(found, next.Name, next.Item2);
                    Note(found, next.Name, next.Item2, above);
                }
            }
        }
    }

    // What the project itself depends on is not repeated, and where it is installed is: right below it, or below a part of it.
    private static void Note(LockCollector found, string name, Package read, Stack<(string Name, Package Package)> above)
    {
        var folder = above.Count == 0 ? "" : above.Count == 1 && above.Peek().Package.Version is { } version && version.StartsWith(Local, StringComparison.Ordinal) ? $"{version[Local.Length..]}/" : null;
        if (folder is not null && found.Record.IsAsked(name))
        {
            found.Record.Lock($"{folder}{Modules}{name}", read.Version ?? "", read.At);
        }
    }

    // Whether it stopped in the dependencies of the package, which were entered.
    private static bool TakeAll(JsonCursor cursor, Package read)
    {
        while (cursor.NextName())
        {
            if (cursor.Name is "dependencies" && cursor.EnterTable())
            {
                return true;
            }

            Take(cursor, read);
        }

        return false;
    }

    private static void Take(JsonCursor cursor, Package read)
    {
        switch (cursor.Name)
        {
            case "name":
                read.Name = cursor.Take();
                break;
            case "version":
                read.Version = cursor.Take();
                break;
            case "resolved":
                read.Resolved = cursor.Take();
                break;
            case "integrity":
                read.Integrity = cursor.Take();
                break;
            case "link":
                read.IsLink = cursor.Take() is "true";
                break;
            case "inBundle" or "bundled":
                read.IsBundled = cursor.Take() is "true";
                break;
        }
    }

    private static void Add(LockCollector found, string name, Package read)
    {
        // Version 1 puts what it comes from in place of the version.
        var source = read.Resolved ?? (read.Version is { } version && version.Contains(':', StringComparison.Ordinal) ? version : null);
        var commit = RepositoryAddress.CommitOf(source);
        var origin = read.IsLink || source?.StartsWith("file:", StringComparison.Ordinal) is true ? LockOrigin.Local
            : read.IsBundled ? LockOrigin.Bundled
            : RepositoryAddress.IsOne(source) ? LockOrigin.Repository
            : LockOrigin.Registry;
        var entry = new LockEntry
        {
            Name = name,
            Version = read.Version,
            Origin = origin is LockOrigin.Registry && source is not null && !IsRegistry(source) ? LockOrigin.Address : origin,
            Address = source,
            Hash = origin is LockOrigin.Repository ? commit : Integrity.Strongest(read.Integrity),
            At = read.At,
        };
        found.Add(entry);
        if (entry.Origin is LockOrigin.Registry && NpmRegistry.IsOfOther(source, read.Name ?? AliasOf(read.Version) ?? name))
        {
            found.Add(LockFaultKind.OtherPackage, entry, source!);
        }
    }

    // Registries of npm serve all packages alike.
    private static bool IsRegistry(string address) => address.Contains("/-/", StringComparison.Ordinal);

    // Version 1 says it so: npm:other@1.2.3
    private static string? AliasOf(string? version) =>
        version?.StartsWith("npm:", StringComparison.Ordinal) is true && version.LastIndexOf('@') is > 4 and var at ? version[4..at] : null;

    private sealed class Package
    {
        private List<LockRequest>? asked;

        public Region At { get; init; }

        public List<LockRequest> Asked => asked ??= [];

        public string? Name { get; set; }

        public string? Version { get; set; }

        public string? Resolved { get; set; }

        public string? Integrity { get; set; }

        public bool IsLink { get; set; }

        public bool IsBundled { get; set; }
    }
}
