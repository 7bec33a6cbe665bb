using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of the modules of Bazel: <c>MODULE.bazel.lock</c>.</summary>
/// <remarks>
/// Sources: https://bazel.build/external/lockfile, and for the versions before 7.2, which hold the modules themselves, https://bazel.build/versions/6.6.0/external/lockfile.
/// Since then it holds the hashes of what the registry says, among which is the hash of each module's archive.
/// </remarks>
internal sealed class BazelLock : LockFormat
{
    private const string Source = "/source.json";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bazel;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "MODULE.bazel.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lockFileVersion":
                    found.Version = cursor.Take();
                    break;
                case "registryFileHashes" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        ReadFile(cursor, found);
                    }

                    break;
                case "moduleDepGraph" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        ReadModule(cursor, found);
                    }

                    break;
                case "moduleExtensions" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.EnterTable())
                        {
                            ReadExtension(cursor, found);
                        }
                    }

                    break;
            }
        }
    }

    // https://bcr.bazel.build/modules/NAME/VERSION/source.json: of a file that a registry does not have, the hash is null.
    private static void ReadFile(JsonCursor cursor, LockCollector found)
    {
        var (address, at) = (cursor.Name, cursor.At);
        if (cursor.Take() is not { } hash || !address.EndsWith(Source, StringComparison.Ordinal))
        {
            return;
        }

        var parts = address[..^Source.Length].Split('/');
        found.Add(new LockEntry { Name = parts.Length > 1 ? parts[^2] : address, Version = parts[^1], Origin = LockOrigin.Address, Address = address, Hash = hash.Length == 0 ? null : hash, At = at });
    }

    private static void ReadModule(JsonCursor cursor, LockCollector found)
    {
        var (name, at) = (cursor.Name, cursor.At);
        if (!cursor.EnterTable())
        {
            return;
        }

        string? version = null;
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "name":
                    name = cursor.Take() ?? name;
                    break;
                case "version":
                    version = cursor.Take();
                    break;
                case "repoSpec":
                    ReadRepository(cursor, found, name, version is "" ? null : version, at);
                    break;
            }
        }
    }

    // By platform: { "general": { "generatedRepoSpecs": … } }; in the first versions without it.
    private static void ReadExtension(JsonCursor cursor, LockCollector found)
    {
        while (cursor.NextName())
        {
            if (cursor.Name is "generatedRepoSpecs")
            {
                ReadRepositories(cursor, found);
            }
            else if (cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    if (cursor.Name is "generatedRepoSpecs")
                    {
                        ReadRepositories(cursor, found);
                    }
                }
            }
        }
    }

    private static void ReadRepositories(JsonCursor cursor, LockCollector found)
    {
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            ReadRepository(cursor, found, cursor.Name, version: null, cursor.At);
        }
    }

    private static void ReadRepository(JsonCursor cursor, LockCollector found, string name, string? version, Region at)
    {
        if (!cursor.EnterTable())
        {
            return;
        }

        string? rule = null, address = null, remote = null, commit = null;
        var hashes = new List<string>();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "ruleClassName":
                    rule = cursor.Take();
                    break;
                case "repoRuleId" when cursor.Take() is { } id:
                    rule = id[(id.LastIndexOf('%') + 1)..];
                    break;
                case "attributes" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "urls":
                                address ??= cursor.TakeAll() is [var first, ..] ? first : null;
                                break;
                            case "url":
                                address ??= cursor.Take();
                                break;
                            case "integrity" or "sha256" when cursor.Take() is { Length: > 0 } hash:
                                hashes.Add(hash);
                                break;
                            case "remote":
                                remote = cursor.Take();
                                break;
                            case "commit":
                                commit = cursor.Take();
                                break;
                        }
                    }

                    break;
            }
        }

        var isRepository = rule is "git_repository" or "new_git_repository";
        if (isRepository || rule is "http_archive" or "http_file" or "http_jar")
        {
            var strongest = HashStrength.Strongest(hashes);
            var packed = strongest is null ? RepositoryAddress.PackedCommit(address) : null;
            found.Add(new LockEntry
            {
                Name = name,
                Version = version,
                Origin = address?.StartsWith("file:", StringComparison.Ordinal) is true ? LockOrigin.Local : isRepository || packed is not null ? LockOrigin.Repository : LockOrigin.Address,
                Address = isRepository ? remote : address,
                Hash = isRepository ? commit : packed ?? strongest,
                At = at,
            });
        }
    }
}
