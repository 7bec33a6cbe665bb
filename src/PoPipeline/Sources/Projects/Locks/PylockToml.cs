using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of PEP 751: <c>pylock.toml</c>, <c>pylock.NAME.toml</c>.</summary>
/// <remarks>Source: https://packaging.python.org/en/latest/specifications/pylock-toml/.</remarks>
internal sealed class PylockToml : TomlLock
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pylock;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "pylock.toml"
        || (name.StartsWith("pylock.") && name.EndsWith(".toml") && name.Length > "pylock..toml".Length && !name["pylock.".Length..^".toml".Length].Contains('.'));

    /// <inheritdoc/>
    protected override void Take(TomlCursor cursor, LockCollector found)
    {
        switch (cursor.Name)
        {
            case "lock-version":
                found.Version = cursor.Take();
                break;
            case "packages" when cursor.EnterList():
                while (cursor.NextItem())
                {
                    if (cursor.EnterTable())
                    {
                        found.Add(Entry(cursor));
                    }
                }

                break;
        }
    }

    private static LockEntry Entry(TomlCursor cursor)
    {
        string? name = null, version = null, repository = null, commit = null, address = null;
        var at = Region.Start;
        var isLocal = false;
        var isArchive = false;
        var files = new FileHashes();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "name":
                    name = cursor.Take();
                    at = cursor.At;
                    break;
                case "version":
                    version = cursor.Take();
                    break;
                case "directory":
                    isLocal = true;
                    break;
                case "vcs" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "url" or "path":
                                repository = cursor.Take();
                                break;
                            case "commit-id":
                                commit = cursor.Take();
                                break;
                        }
                    }

                    repository ??= "";
                    break;
                case "archive":
                    isArchive = true;
                    files.Add(File(cursor, ref address, ref isLocal));
                    break;
                case "sdist":
                    files.Add(File(cursor, ref address, ref isLocal));
                    break;
                case "wheels" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        files.Add(File(cursor, ref address, ref isLocal));
                    }

                    break;
            }
        }

        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = repository is not null ? LockOrigin.Repository : isLocal ? LockOrigin.Local : isArchive || version is null ? LockOrigin.Address : LockOrigin.Registry,
            Address = repository ?? address,
            Hash = repository is not null ? commit : files.Weakest,
            At = at,
        };
    }

    // hashes = { sha256 = "…", md5 = "…" }: an installer checks all of them, so that the strongest counts.
    private static string? File(TomlCursor cursor, ref string? address, ref bool isLocal)
    {
        var hashes = new List<string>();
        if (!cursor.EnterTable())
        {
            return null;
        }

        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "url":
                    address ??= cursor.Take();
                    break;
                case "path":
                    isLocal = true;
                    break;
                case "hashes" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        hashes.Add($"{cursor.Name}:{cursor.Take()}");
                    }

                    break;
            }
        }

        return HashStrength.Strongest(hashes);
    }
}
