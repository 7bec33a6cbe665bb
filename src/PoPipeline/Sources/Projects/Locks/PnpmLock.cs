using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of pnpm: <c>pnpm-lock.yaml</c>, versions 5 to 9.</summary>
/// <remarks>Source: https://github.com/pnpm/spec/tree/master/lockfile.</remarks>
internal sealed class PnpmLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pnpm;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "pnpm-lock.yaml";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new YamlCursor(file.Reader());
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lockfileVersion":
                    found.Version = cursor.Take();
                    break;
                case "packages" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var entry = Entry(cursor);
                        found.Add(entry);
                        if (entry.Origin is LockOrigin.Registry && NpmRegistry.IsOfOther(entry.Address, entry.Name))
                        {
                            found.Add(LockFaultKind.OtherPackage, entry, entry.Address!);
                        }
                    }

                    break;
                case "importers" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var folder = found.Record.Open(cursor.Name is "." ? "" : cursor.Name);
                        for (var any = cursor.EnterTable(); any && cursor.NextName();)
                        {
                            TakeRequests(cursor, folder);
                        }
                    }

                    break;
                case "overrides" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        found.Record.Changed.UnionWith(PackageJsonRecord.Named(cursor.Name));
                    }

                    break;
                case "ignoredOptionalDependencies":
                    found.Record.Changed.UnionWith(cursor.TakeAll());
                    break;
                case "pnpmfileChecksum":
                    found.Record.Unknown = "a .pnpmfile.cjs may change what manifests ask for";
                    break;
                case "catalogs" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var catalogue = cursor.Name;
                        for (var any = cursor.EnterTable(); any && cursor.NextName();)
                        {
                            TakeRequest(cursor, found.Record.Open(PnpmWorkspaceRecord.Prefix), PnpmWorkspaceRecord.Key(catalogue, cursor.Name));
                        }
                    }

                    break;
                default:
                    // A single project stands at the root before version 9.
                    if (cursor.Name is "dependencies" or "devDependencies" or "optionalDependencies" or "specifiers")
                    {
                        TakeRequests(cursor, found.Record.Open(""));
                    }

                    break;
            }
        }
    }

    // Since version 6 each dependency has its specifier beside it, before it they have a table of their own.
    private static void TakeRequests(YamlCursor cursor, List<LockRequest> folder)
    {
        var areTexts = cursor.Name is "specifiers";
        if (!areTexts && cursor.Name is not ("dependencies" or "devDependencies" or "optionalDependencies"))
        {
            return;
        }

        for (var any = cursor.EnterTable(); any && cursor.NextName();)
        {
            if (areTexts)
            {
                var (name, at) = (cursor.Name, cursor.At);
                folder.Add(new LockRequest(name, cursor.Take(), at));
            }
            else
            {
                TakeRequest(cursor, folder, cursor.Name);
            }
        }
    }

    private static void TakeRequest(YamlCursor cursor, List<LockRequest> folder, string name)
    {
        // Where its name is, and not where what it says begins.
        var at = cursor.At;
        string? specifier = null;
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            if (cursor.Name is "specifier")
            {
                specifier = cursor.Take();
            }
        }

        folder.Add(new LockRequest(name, specifier, at));
    }

    private static LockEntry Entry(YamlCursor cursor)
    {
        var (key, at) = (cursor.Name, cursor.At);
        string? name = null, version = null, integrity = null, tarball = null, repository = null, commit = null, kind = null;
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "name":
                        name = cursor.Take();
                        break;
                    case "version":
                        version = cursor.Take();
                        break;
                    case "resolution" when cursor.EnterTable():
                        while (cursor.NextName())
                        {
                            switch (cursor.Name)
                            {
                                case "integrity":
                                    integrity = cursor.Take();
                                    break;
                                case "tarball":
                                    tarball = cursor.Take();
                                    break;
                                case "repo":
                                    repository = cursor.Take();
                                    break;
                                case "commit":
                                    commit = cursor.Take();
                                    break;
                                case "type":
                                    kind = cursor.Take();
                                    break;
                            }
                        }

                        break;
                }
            }
        }

        var (keyName, keyVersion) = Parts(key);
        return new LockEntry
        {
            Name = name ?? keyName,
            Version = version ?? keyVersion,
            Origin = kind is "directory" || key.Contains("@file:", StringComparison.Ordinal) && tarball is null && integrity is null || key.StartsWith("file:", StringComparison.Ordinal) || key.StartsWith("link:", StringComparison.Ordinal) ? LockOrigin.Local
                : kind is "git" || (commit ??= integrity is null ? RepositoryAddress.PackedCommit(tarball) : null) is not null ? LockOrigin.Repository
                : tarball is not null && !tarball.Contains("/-/", StringComparison.Ordinal) ? LockOrigin.Address
                : LockOrigin.Registry,
            Address = repository ?? tarball,
            Hash = commit ?? Integrity.Strongest(integrity) ?? RepositoryAddress.CommitOf(tarball),
            At = at,
        };
    }

    // lodash@4.17.21, @types/node@20.1.0(peer@1), and before version 6 /lodash/4.17.21, /lodash/4.17.21_react@18.
    private static (string Name, string? Version) Parts(string key)
    {
        var text = key.AsSpan().TrimStart('/');
        var end = text.IndexOf('(');
        text = end < 0 ? text : text[..end];
        var mark = text.Length > 1 ? text[1..].IndexOf('@') + 1 : 0;
        if (mark > 0 && (key[0] is not '/' || text[..mark].Count('/') == (text[0] is '@' ? 1 : 0)))
        {
            return (text[..mark].ToString(), text[(mark + 1)..].ToString());
        }

        var slash = text.LastIndexOf('/');
        if (slash <= 0)
        {
            return (text.ToString(), null);
        }

        var version = text[(slash + 1)..];
        var peers = version.IndexOf('_');
        return (text[..slash].ToString(), (peers < 0 ? version : version[..peers]).ToString());
    }
}
