using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Cargo: <c>Cargo.lock</c>, versions 1 to 4.</summary>
/// <remarks>Source: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html, https://github.com/rust-lang/cargo/blob/master/src/cargo/core/resolver/encode.rs.</remarks>
internal sealed class CargoLock : LockFormat
{
    private const string OldHash = "checksum ";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Cargo;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "Cargo.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var open = new List<LockEntry>();

        // Version 1 has the hashes at the end: "checksum NAME VERSION (SOURCE)" = "…".
        var late = new Dictionary<string, string?>(StringComparer.Ordinal);
        cursor.EnterTable();
        while (cursor.NextName())
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
                            var entry = Entry(cursor, found.Record);
                            if (entry.Hash is null && entry.Origin is LockOrigin.Registry)
                            {
                                open.Add(entry);
                            }
                            else
                            {
                                found.Add(entry);
                            }
                        }
                    }

                    break;
                case "metadata" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        late[cursor.Name] = cursor.Take();
                    }

                    break;
            }
        }

        foreach (var entry in open)
        {
            found.Add(late.GetValueOrDefault($"{OldHash}{entry.Name} {entry.Version} ({entry.Address})") is { } hash ? entry with { Hash = HashStrength.OfDigits(hash) } : entry);
        }
    }

    private static LockEntry Entry(TomlCursor cursor, LockRecord record)
    {
        string? name = null, version = null, source = null, hash = null;
        var at = Region.Start;
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
                case "source":
                    source = cursor.Take();
                    break;
                case "dependencies" when cursor.EnterList():
                    requests = [];
                    while (cursor.NextItem())
                    {
                        // "name", "name 1.2.3", "name 1.2.3 (registry+…)"
                        var parts = (cursor.Take() ?? "").Split(' ');
                        requests.Add(new LockRequest(parts[0], parts.Length > 1 ? parts[1] : null, cursor.At));
                    }

                    break;
                case "checksum":
                    hash = cursor.Take();
                    break;
            }
        }

        if (record.IsAsked(name ?? ""))
        {
            record.Lock(name ?? "", version ?? "", at);
        }

        if (source is null)
        {
            record.Open(name ?? "").AddRange(requests ?? []);
        }

        var isRepository = source?.StartsWith("git+", StringComparison.Ordinal) is true;
        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = source is null ? LockOrigin.Local : isRepository ? LockOrigin.Repository : LockOrigin.Registry,
            Address = source,
            Hash = isRepository ? RepositoryAddress.CommitOf(source) : hash is null ? null : HashStrength.OfDigits(hash),
            At = at,
        };
    }
}
