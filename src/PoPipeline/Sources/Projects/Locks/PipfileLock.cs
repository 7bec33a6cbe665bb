using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Pipenv: <c>Pipfile.lock</c>.</summary>
/// <remarks>Source: https://pipenv.pypa.io/en/latest/pipfile.html, https://github.com/pypa/pipfile.</remarks>
internal sealed class PipfileLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pipenv;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "Pipfile.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            // Every other name is a group of packages.
            if (cursor.Name is "_meta")
            {
                ReadHeader(cursor, found);
            }
            else if (cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    var entry = Entry(cursor);
                    if (PythonName.Normal(entry.Name) is var name && found.Record.IsAsked(name))
                    {
                        found.Record.Lock(name, entry.Version ?? "", entry.At);
                    }

                    found.Add(entry);
                }
            }
        }
    }

    private static void ReadHeader(JsonCursor cursor, LockCollector found)
    {
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                if (cursor.Name is "pipfile-spec")
                {
                    found.Version = cursor.Take();
                }
                else if (cursor.Name is "hash" && cursor.EnterTable())
                {
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "sha256")
                        {
                            found.Record.TakeDigest(cursor.Take(), cursor.At);
                        }
                    }
                }
            }
        }
    }

    private static LockEntry Entry(JsonCursor cursor)
    {
        var (name, at) = (cursor.Name, cursor.At);
        string? version = null, repository = null, commit = null, file = null, hash = null;
        var isLocal = false;
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "version":
                        version = cursor.Take();
                        break;
                    case "git" or "hg" or "svn" or "bzr":
                        repository = cursor.Take();
                        break;
                    case "ref":
                        commit = cursor.Take();
                        break;
                    case "file":
                        file = cursor.Take();
                        break;
                    case "path":
                        isLocal = cursor.Take() is not null;
                        break;
                    case "hashes":
                        var files = new FileHashes();
                        cursor.TakeAll().ForEach(files.Add);
                        hash = files.Weakest;
                        break;
                }
            }
        }

        return new LockEntry
        {
            Name = name,
            Version = version?.TrimStart('='),
            Origin = repository is not null ? LockOrigin.Repository
                : isLocal || (file is not null && !file.Contains("://", StringComparison.Ordinal)) ? LockOrigin.Local
                : file is not null ? LockOrigin.Address
                : LockOrigin.Registry,
            Address = repository ?? file,
            Hash = repository is not null ? commit : hash,
            At = at,
        };
    }
}
