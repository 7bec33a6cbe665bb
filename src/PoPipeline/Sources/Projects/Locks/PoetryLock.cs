using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Poetry: <c>poetry.lock</c>, versions 1.1 to 2.1.</summary>
/// <remarks>Source: https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py.</remarks>
internal sealed class PoetryLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Poetry;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "poetry.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var entries = new List<LockEntry>();

        // Before version 2 the hashes stand at the end, by the name of the package.
        var late = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "package" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        if (cursor.EnterTable())
                        {
                            entries.Add(Entry(cursor));
                        }
                    }

                    break;
                case "metadata" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "lock-version":
                                found.Version = cursor.Take();
                                break;
                            case "content-hash":
                                found.Record.TakeDigest(cursor.Take(), cursor.At);
                                break;
                            case "files" when cursor.EnterTable():
                                while (cursor.NextName())
                                {
                                    late[cursor.Name] = Hashes(cursor, "hash");
                                }

                                break;
                            case "hashes" when cursor.EnterTable():
                                while (cursor.NextName())
                                {
                                    late[cursor.Name] = cursor.TakeAll() is { Count: > 0 } hashes ? $"sha256:{hashes[0]}" : null;
                                }

                                break;
                        }
                    }

                    break;
            }
        }

        foreach (var entry in entries)
        {
            if (PythonName.Normal(entry.Name) is var name && found.Record.IsAsked(name))
            {
                found.Record.Lock(name, entry.Version ?? "", entry.At);
            }

            found.Add(entry.Hash is null && late.GetValueOrDefault(entry.Name) is { } hash ? entry with { Hash = hash } : entry);
        }
    }

    private static LockEntry Entry(TomlCursor cursor)
    {
        string? name = null, version = null, kind = null, address = null, commit = null, hash = null;
        var at = Region.Start;
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
                case "files":
                    hash = Hashes(cursor, "hash");
                    break;
                case "source" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "type":
                                kind = cursor.Take();
                                break;
                            case "url":
                                address = cursor.Take();
                                break;
                            case "resolved_reference":
                                commit = cursor.Take();
                                break;
                        }
                    }

                    break;
            }
        }

        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = kind switch
            {
                "git" => LockOrigin.Repository,
                "url" => LockOrigin.Address,
                "directory" or "file" => LockOrigin.Local,
                _ => LockOrigin.Registry,
            },
            Address = address,
            Hash = kind is "git" ? commit : hash,
            At = at,
        };
    }

    private static string? Hashes(TomlCursor cursor, string name)
    {
        var files = new FileHashes();
        if (cursor.EnterList())
        {
            while (cursor.NextItem())
            {
                string? hash = null;
                if (cursor.EnterTable())
                {
                    while (cursor.NextName())
                    {
                        if (cursor.Name == name)
                        {
                            hash = cursor.Take();
                        }
                    }
                }

                files.Add(hash);
            }
        }

        return files.Weakest;
    }
}
