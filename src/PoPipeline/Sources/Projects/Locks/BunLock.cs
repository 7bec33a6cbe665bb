using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Bun that is text: <c>bun.lock</c>, JSON with commas behind last items.</summary>
/// <remarks>Source: https://bun.com/docs/pm/lockfile, https://github.com/oven-sh/bun/blob/main/packages/bun-types/bun.d.ts (BunLockFile).</remarks>
internal sealed class BunLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bun;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "bun.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes, isLenient: true);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lockfileVersion":
                    found.Version = cursor.Take();
                    break;
                case "workspaces" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        ReadWorkspace(cursor, found.Record.Open(cursor.Name));
                    }

                    break;
                case "packages" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var at = cursor.At;
                        if (cursor.EnterList())
                        {
                            Add(cursor, found, at);
                        }
                    }

                    break;
            }
        }
    }

    private static void ReadWorkspace(JsonCursor cursor, List<LockRequest> folder)
    {
        for (var any = cursor.EnterTable(); any && cursor.NextName();)
        {
            if (cursor.Name is "dependencies" or "devDependencies" or "optionalDependencies" && cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    var (name, at) = (cursor.Name, cursor.At);
                    folder.Add(new LockRequest(name, cursor.Take()?.Trim(), at));
                }
            }
        }
    }

    // Of a registry ["name@1.0.0", "address", { … }, "sha512-…"], of others ["name@github:owner/repository#commit", { … }, "name-of-folder"].
    private static void Add(JsonCursor cursor, LockCollector found, Rules.Model.Region at)
    {
        var texts = new List<string>();
        while (cursor.NextItem())
        {
            if (cursor.IsScalar())
            {
                texts.Add(cursor.Take() ?? "");
            }
        }

        var resolution = texts.FirstOrDefault() ?? "";
        var mark = resolution.Length > 1 ? resolution.IndexOf('@', 1) : -1;
        var source = mark < 0 ? "" : resolution[(mark + 1)..];
        var isRepository = RepositoryAddress.IsOne(source);
        var isAddress = source.StartsWith("http", StringComparison.Ordinal) && source.Contains("://", StringComparison.Ordinal);
        var entry = new LockEntry
        {
            Name = mark < 0 ? resolution : resolution[..mark],
            Version = isRepository || isAddress || source.Length == 0 ? null : source,
            Origin = source.StartsWith("workspace:", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal) || source.StartsWith("link:", StringComparison.Ordinal) || source.StartsWith("root:", StringComparison.Ordinal) ? LockOrigin.Local
                : isRepository ? LockOrigin.Repository
                : isAddress ? LockOrigin.Address
                : LockOrigin.Registry,
            Address = isRepository || isAddress ? source : texts.Count > 1 && texts[1].Contains("://", StringComparison.Ordinal) ? texts[1] : null,
            Hash = isRepository ? FullCommit(texts, source) : texts.Skip(1).LastOrDefault(text => text.StartsWith("sha", StringComparison.Ordinal)),
            At = at,
        };
        found.Add(entry);
        if (entry.Origin is LockOrigin.Registry && NpmRegistry.IsOfOther(entry.Address, entry.Name))
        {
            found.Add(LockFaultKind.OtherPackage, entry, entry.Address!);
        }
    }

    // The first seven digits, and all of them behind the name of the folder: owner-repository-abc1234.
    private static string? FullCommit(List<string> texts, string source) =>
        texts.Skip(1).SelectMany(text => text.Split('-')).FirstOrDefault(part => HashStrength.IsCommit(part)) ?? RepositoryAddress.CommitOf(source);
}
