using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of NuGet: <c>packages.lock.json</c>, versions 1 and 2, and <c>packages.PROJECT.lock.json</c>.</summary>
/// <remarks>Source: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies. A test compares it with NuGet's own library, which knows no places.</remarks>
internal sealed class NuGetLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.NuGet;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name.StartsWith("packages.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".lock.json", StringComparison.OrdinalIgnoreCase)
        || name.Equals("packages.lock.json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "version":
                    found.Version = cursor.Take();
                    break;
                case "dependencies" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        ReadFramework(cursor, found);
                    }

                    break;
            }
        }
    }

    private static void ReadFramework(JsonCursor cursor, LockCollector found)
    {
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                found.Add(Entry(cursor, found.Record));
            }
        }
    }

    private static LockEntry Entry(JsonCursor cursor, LockRecord record)
    {
        var (name, at) = (cursor.Name, cursor.At);
        string? version = null, hash = null, requested = null;
        bool isLocal = false, isDirect = false;
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "type":
                        var type = cursor.Take();
                        isLocal = "Project".Equals(type, StringComparison.OrdinalIgnoreCase);
                        isDirect = "Direct".Equals(type, StringComparison.OrdinalIgnoreCase);
                        break;
                    case "requested":
                        requested = cursor.Take();
                        break;
                    case "resolved":
                        version = cursor.Take();
                        break;
                    case "contentHash":
                        hash = cursor.Take();
                        break;
                }
            }
        }

        if (isDirect)
        {
            record.Open("").Add(new LockRequest(name.ToLowerInvariant(), requested, at));
        }

        return new LockEntry { Name = name, Version = version, Origin = isLocal ? LockOrigin.Local : LockOrigin.Registry, Hash = hash is null or "" ? null : HashStrength.OfBase64(hash), At = at };
    }
}
