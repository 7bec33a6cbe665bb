using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of uv: <c>uv.lock</c>.</summary>
/// <remarks>Source: https://docs.astral.sh/uv/concepts/projects/layout/, https://github.com/astral-sh/uv/blob/main/crates/uv-resolver/src/lock/mod.rs.</remarks>
internal sealed class UvLock : TomlLock
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Uv;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "uv.lock";

    /// <inheritdoc/>
    protected override void Take(TomlCursor cursor, LockCollector found)
    {
        switch (cursor.Name)
        {
            case "version":
                found.Version = cursor.Take();
                break;
            case "package" when cursor.EnterList():
                while (cursor.NextItem())
                {
                    if (cursor.EnterTable())
                    {
                        found.Add(Entry(cursor, found.Record));
                    }
                }

                break;
        }
    }

    private static LockEntry Entry(TomlCursor cursor, LockRecord record)
    {
        string? name = null, version = null, kind = null, address = null;
        var at = Region.Start;
        var files = new FileHashes();
        List<LockRequest>? requests = null;
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
                case "source" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is not "subdirectory")
                        {
                            (kind, address) = (cursor.Name, cursor.Take());
                        }
                    }

                    break;
                case "metadata" when cursor.EnterTable():
                    requests = Requests(cursor);
                    break;
                case "sdist":
                    files.Add(TextIn(cursor, "hash"));
                    break;
                case "wheels" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        files.Add(TextIn(cursor, "hash"));
                    }

                    break;
            }
        }

        if (requests is not null && kind is "editable" or "virtual" or "directory" && address is not null)
        {
            record.Open(address is "." ? "" : address).AddRange(requests);
        }

        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = kind switch
            {
                "registry" => address?.Contains("://", StringComparison.Ordinal) is true ? LockOrigin.Registry : LockOrigin.Local,
                "git" => LockOrigin.Repository,
                "url" => LockOrigin.Address,
                _ => LockOrigin.Local,
            },
            Address = kind is "registry" or "git" or "url" ? address : null,
            Hash = kind is "git" ? RepositoryAddress.CommitOf(address) : files.Weakest,
            At = at,
        };
    }

    // What the project asks for by itself, and what its groups do.
    private static List<LockRequest> Requests(TomlCursor cursor)
    {
        var requests = new List<LockRequest>();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "requires-dist":
                    AddAll(cursor, requests);
                    break;
                case "requires-dev" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        AddAll(cursor, requests);
                    }

                    break;
            }
        }

        return requests;
    }

    private static void AddAll(TomlCursor cursor, List<LockRequest> requests)
    {
        for (var any = cursor.EnterList(); any && cursor.NextItem();)
        {
            if (!cursor.EnterTable())
            {
                continue;
            }

            string? name = null, specifier = null;
            var isElsewhere = false;
            var at = Region.Start;
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "name":
                        name = cursor.Take();
                        at = cursor.At;
                        break;
                    case "specifier":
                        specifier = cursor.Take();
                        break;
                    case "git" or "url" or "path" or "editable" or "virtual" or "directory":
                        isElsewhere = true;
                        break;
                }
            }

            requests.Add(new LockRequest(name ?? "", specifier ?? (isElsewhere ? null : ""), at));
        }
    }
}
