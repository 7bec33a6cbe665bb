using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of PDM: <c>pdm.lock</c>.</summary>
/// <remarks>Source: https://pdm-project.org/en/latest/usage/lockfile/.</remarks>
internal sealed class PdmLock : TomlLock
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pdm;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "pdm.lock";

    /// <inheritdoc/>
    protected override void Take(TomlCursor cursor, LockCollector found)
    {
        switch (cursor.Name)
        {
            case "metadata":
                ReadHeader(cursor, found);
                break;
            case "package" when cursor.EnterList():
                while (cursor.NextItem())
                {
                    if (cursor.EnterTable())
                    {
                        var entry = Entry(cursor);
                        if (PythonName.Normal(entry.Name) is var name && found.Record.IsAsked(name))
                        {
                            found.Record.Lock(name, entry.Version ?? "", entry.At);
                        }

                        found.Add(entry);
                    }
                }

                break;
        }
    }

    // The files of all packages stood in it once.
    private static void ReadHeader(TomlCursor cursor, LockCollector found)
    {
        for (var any = cursor.EnterTable(); any && cursor.NextName();)
        {
            switch (cursor.Name)
            {
                case "lock_version":
                    found.Version = cursor.Take() ?? found.Version;
                    break;
                case "content_hash":
                    var digest = cursor.Take();
                    found.Record.TakeDigest(digest?[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..], cursor.At);
                    break;
            }
        }
    }

    private static LockEntry Entry(TomlCursor cursor)
    {
        string? name = null, version = null, repository = null, commit = null, address = null, path = null, hash = null;
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
                case "git":
                    repository = cursor.Take();
                    break;
                case "revision":
                    commit = cursor.Take();
                    break;
                case "url":
                    address = cursor.Take();
                    break;
                case "path":
                    path = cursor.Take();
                    break;
                case "files":
                    hash = HashOfFiles(cursor, "hash");
                    break;
            }
        }

        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = path is not null ? LockOrigin.Local : repository is not null ? LockOrigin.Repository : address is not null ? LockOrigin.Address : LockOrigin.Registry,
            Address = repository ?? address,
            Hash = repository is not null ? commit : hash,
            At = at,
        };
    }
}
