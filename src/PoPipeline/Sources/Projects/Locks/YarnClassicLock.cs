using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Yarn before version 2: a <c>yarn.lock</c> in a format of its own.</summary>
/// <remarks>Source: https://github.com/yarnpkg/yarn/blob/master/packages/lockfile/src/parse.js.</remarks>
internal sealed class YarnClassicLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.YarnClassic;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "yarn.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        Open? open = null;
        var isEmpty = true;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.StartsWith("# yarn lockfile v", StringComparison.Ordinal))
            {
                found.Version = line["# yarn lockfile v".Length..].Trim();
            }

            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal))
            {
                found.Refuse("two changes to it are merged, and nobody has decided between them", number, column: 1);
                return;
            }

            if (line.AsSpan().Trim().IsEmpty || line[0] is '#')
            {
                continue;
            }

            isEmpty = false;
            if (line[0] is not ' ' && line.AsSpan().TrimEnd().EndsWith(":"))
            {
                Close(found, open);
                Note(found.Record, line, number);
                open = new Open(NameOf(line), new Region(number, 1, number, line.TrimEnd().TrimEnd(':').Length + 1));
            }
            else if (open is not null && line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && line[2] is not ' ')
            {
                open.Take(line.Trim());
            }
        }

        Close(found, open);
        if (open is null && !isEmpty && found.Version is null)
        {
            found.Refuse("nothing in it is an entry", line: 1, column: 1);
        }
    }

    private static void Close(LockCollector found, Open? open)
    {
        if (open is null)
        {
            return;
        }

        var commit = RepositoryAddress.CommitOf(open.Resolved);
        var address = open.Resolved is { } resolved ? resolved.Split('#')[0] : null;
        var packed = open.Integrity is null ? RepositoryAddress.PackedCommit(address) : null;
        var isRepository = packed is not null || RepositoryAddress.IsOne(open.Resolved);
        var entry = new LockEntry
        {
            Name = open.Name,
            Version = open.Version,
            Origin = isRepository ? LockOrigin.Repository
                : address is null || address.StartsWith("file:", StringComparison.Ordinal) || address.StartsWith('.') ? LockOrigin.Local
                : address.Contains("/-/", StringComparison.Ordinal) ? LockOrigin.Registry
                : LockOrigin.Address,
            Address = address,

            // Before version 1.10 the address alone carries one, of SHA-1. What a forge packs of a commit is named by the commit.
            Hash = isRepository ? packed ?? commit : Integrity.Strongest(open.Integrity) ?? commit,
            At = open.At,
        };
        found.Add(entry);
        if (entry.Origin is LockOrigin.Registry && NpmRegistry.IsOfOther(address, open.Alias ?? open.Name))
        {
            found.Add(LockFaultKind.OtherPackage, entry, address!);
        }
    }

    // Each key names all that is asked for and answered by the entry.
    private static void Note(LockRecord record, string line, int number)
    {
        var rest = line.AsSpan().TrimEnd().TrimEnd(':');
        for (var column = 1; !rest.IsEmpty;)
        {
            var isQuoted = rest[0] is '"';
            var end = isQuoted ? rest[1..].IndexOf('"') + 1 : rest.IndexOf(',') is >= 0 and var comma ? comma : rest.Length;
            if (end <= 0)
            {
                return;
            }

            var pattern = rest[(isQuoted ? 1 : 0)..end];
            if (pattern.Length > 1 && pattern[1..].IndexOf('@') + 1 is > 0 and var mark && record.IsAsked(pattern[..mark].ToString()))
            {
                record.Lock(pattern[..mark].ToString(), pattern[(mark + 1)..].ToString(), new Region(number, column, number, column + pattern.Length + (isQuoted ? 2 : 0)));
            }

            var after = rest[(isQuoted ? end + 1 : end)..];
            var next = after.TrimStart(", ");
            column += rest.Length - next.Length;
            rest = next;
        }
    }

    // "@scope/name@^1.0.0", "@scope/name@npm:other@^1.1.0":
    private static string NameOf(string line)
    {
        var first = line.AsSpan().TrimEnd().TrimEnd(':');
        first = first[0] is '"' && first[1..].IndexOf('"') is > 0 and var end ? first[1..(end + 1)] : first.IndexOf(',') is > 0 and var comma ? first[..comma] : first;
        return first.Trim('"').ToString();
    }

    private sealed class Open
    {
        public Open(string pattern, Region at)
        {
            var mark = pattern.Length > 1 ? pattern.IndexOf('@', 1) : -1;
            Name = mark < 0 ? pattern : pattern[..mark];
            var asked = mark < 0 ? "" : pattern[(mark + 1)..];
            Alias = asked.StartsWith("npm:", StringComparison.Ordinal) && asked.Length > 5 ? asked.IndexOf('@', 5) is > 0 and var end ? asked[4..end] : asked[4..] : null;
            At = at;
        }

        public string Name { get; }

        public string? Alias { get; }

        public Region At { get; }

        public string? Version { get; private set; }

        public string? Resolved { get; private set; }

        public string? Integrity { get; private set; }

        public void Take(string line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0)
            {
                return;
            }

            var value = line[(blank + 1)..].Trim('"');
            switch (line[..blank].Trim('"'))
            {
                case "version":
                    Version = value;
                    break;
                case "resolved":
                    Resolved = value;
                    break;
                case "integrity":
                    Integrity = value;
                    break;
            }
        }
    }
}
