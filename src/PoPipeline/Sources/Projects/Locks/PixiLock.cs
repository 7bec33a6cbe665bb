using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Pixi: <c>pixi.lock</c>.</summary>
/// <remarks>Source: https://pixi.sh/latest/workspace/lockfile/, https://github.com/conda/rattler/tree/main/crates/rattler_lock.</remarks>
internal sealed class PixiLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pixi;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "pixi.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new YamlCursor(file.Reader());
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "version":
                    found.Version = cursor.Take();
                    break;
                case "packages" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        if (cursor.EnterTable())
                        {
                            found.Add(Entry(cursor));
                        }
                    }

                    break;
            }
        }
    }

    // - conda: ADDRESS, - pypi: ADDRESS; before version 6 - kind: conda, url: ADDRESS.
    private static LockEntry Entry(YamlCursor cursor)
    {
        string? name = null, version = null, address = null;
        Region? at = null;
        var hashes = new List<string>();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "conda" or "pypi" or "url":
                    address = cursor.Take();
                    at ??= cursor.At;
                    break;
                case "name":
                    name = cursor.Take();
                    break;
                case "version":
                    version = cursor.Take();
                    break;
                case "md5" or "sha256" when cursor.Name is { } kind && cursor.Take() is { Length: > 0 } digits:
                    hashes.Add($"{kind}:{digits}");
                    break;
            }
        }

        var file = address is null ? "" : address.Split('#')[0].Split('/')[^1];
        var parts = file.Split('-');
        var isRepository = RepositoryAddress.IsOne(address);
        return new LockEntry
        {
            Name = name ?? (parts.Length > 2 ? string.Join('-', parts[..^2]) : file),
            Version = version ?? (parts.Length > 2 ? parts[^2] : null),
            Origin = isRepository ? LockOrigin.Repository : address?.Contains("://", StringComparison.Ordinal) is not true || address.StartsWith("file:", StringComparison.Ordinal) ? LockOrigin.Local : LockOrigin.Registry,
            Address = address,
            Hash = isRepository ? RepositoryAddress.CommitOf(address) : HashStrength.Strongest(hashes),
            At = at ?? cursor.At,
        };
    }
}
