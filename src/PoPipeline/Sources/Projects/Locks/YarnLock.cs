using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Yarn since version 2: a <c>yarn.lock</c> that is YAML.</summary>
/// <remarks>Source: https://github.com/yarnpkg/berry/blob/master/packages/yarnpkg-core/sources/Project.ts.</remarks>
internal sealed class YarnLock : LockFormat
{
    private const string Archive = "::__archiveUrl=";
    private const string Workspace = "workspace:";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Yarn;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "yarn.lock";

    /// <summary>Whether a text is of it, and not of a Yarn before version 2.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public static bool IsOne(ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, 1000)].IndexOf("__metadata:"u8) >= 0;

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new YamlCursor(file.Reader());
        cursor.EnterTable();
        while (cursor.NextName())
        {
            if (cursor.Name is "__metadata")
            {
                ReadHeader(cursor, found);
            }
            else
            {
                var key = cursor.Name;
                var entry = Entry(cursor, found.Record);
                found.Add(entry);
                if (entry.Origin is LockOrigin.Registry && (entry.Name != AskedName(key) || NpmRegistry.IsOfOther(entry.Address, entry.Name)))
                {
                    found.Add(LockFaultKind.OtherPackage, entry, entry.Address ?? $"{entry.Name}@npm:{entry.Version}");
                }
            }
        }
    }

    private static void ReadHeader(YamlCursor cursor, LockCollector found)
    {
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                if (cursor.Name is "version")
                {
                    found.Version = cursor.Take();
                }
            }
        }
    }

    private static LockEntry Entry(YamlCursor cursor, LockRecord record)
    {
        var (key, at) = (cursor.Name, cursor.At);
        string? version = null, resolution = null, checksum = null;
        var isLocal = false;
        var isConditional = false;
        List<LockRequest>? requests = null;
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "version":
                        version = cursor.Take();
                        break;
                    case "resolution":
                        resolution = cursor.Take();
                        break;
                    case "checksum":
                        checksum = cursor.Take();
                        break;
                    case "linkType":
                        isLocal = cursor.Take() is "soft";
                        break;
                    case "dependencies" when key.Contains("@workspace:", StringComparison.Ordinal) && cursor.EnterTable():
                        requests = Requests(cursor);
                        break;
                    case "conditions":
                        isConditional = cursor.Take() is not null;
                        break;
                }
            }
        }

        var mark = resolution is { Length: > 1 } ? resolution.IndexOf('@', 1) : -1;
        var source = mark < 0 ? "" : resolution![(mark + 1)..];
        if (source.StartsWith(Workspace, StringComparison.Ordinal))
        {
            record.Open(source[Workspace.Length..] is "." ? "" : source[Workspace.Length..]).AddRange(requests ?? []);
        }

        var commit = RepositoryAddress.CommitOf(source);
        var isRepository = RepositoryAddress.IsOne(source) || source.Contains("#commit=", StringComparison.Ordinal);
        return new LockEntry
        {
            Name = mark < 0 ? resolution ?? "" : resolution![..mark],
            Version = version,

            // A patch is applied to a package that has an entry of its own; others are made of files that lie here.
            Origin = isLocal || source.StartsWith("workspace:", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal) || source.StartsWith("link:", StringComparison.Ordinal) || source.StartsWith("portal:", StringComparison.Ordinal) || source.StartsWith("exec:", StringComparison.Ordinal) || source.StartsWith("patch:", StringComparison.Ordinal) ? LockOrigin.Local
                : isRepository ? LockOrigin.Repository
                : source.StartsWith("npm:", StringComparison.Ordinal) ? LockOrigin.Registry
                : LockOrigin.Address,
            Address = source.Contains("://", StringComparison.Ordinal) ? source : ArchiveOf(source),
            Hash = isRepository ? commit : HashOf(checksum),
            IsConditional = isConditional,
            At = at,
        };
    }

    // Where a registry serves the archive at another address than registries do: "npm:1.0.0::__archiveUrl=https%3A%2F%2F…".
    private static string? ArchiveOf(string source)
    {
        var start = source.IndexOf(Archive, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var value = source.AsSpan(start + Archive.Length);
        return Uri.UnescapeDataString(value.IndexOf('&') is >= 0 and var end ? value[..end] : value);
    }

    // "left@npm:^1.0.0, left@npm:^1.1.0", and where the project calls it otherwise "mine@npm:left@^1.0.0".
    private static string AskedName(string key)
    {
        var first = key.AsSpan(0, key.IndexOf(", ", StringComparison.Ordinal) is > 0 and var end ? end : key.Length);
        var mark = first.Length > 1 ? first[1..].IndexOf('@') + 1 : 0;
        if (mark == 0)
        {
            return first.ToString();
        }

        var range = first[(mark + 1)..];
        var other = range.StartsWith("npm:") && range.Length > 5 ? range[5..].IndexOf('@') + 1 : 0;
        return other > 0 ? range[4..(other + 4)].ToString() : first[..mark].ToString();
    }

    private static List<LockRequest> Requests(YamlCursor cursor)
    {
        var requests = new List<LockRequest>();
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            requests.Add(new LockRequest(name, cursor.Take(), at));
        }

        return requests;
    }

    // Behind the key of the cache stands a hash of the archive that Yarn makes: SHA-512.
    private static string? HashOf(string? checksum) => checksum is null or "" ? null : $"sha512:{checksum[(checksum.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
}
