using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of conda-lock: <c>conda-lock.yml</c>, version 1.</summary>
/// <remarks>Source: https://conda.github.io/conda-lock/output/, https://github.com/conda/conda-lock/blob/main/conda_lock/lockfile/v1/models.py.</remarks>
internal sealed class CondaLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conda;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "conda-lock.yml" or "conda-lock.yaml" || name.EndsWith(".conda-lock.yml") || name.EndsWith(".conda-lock.yaml");

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
                case "package" when cursor.EnterList():
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

    private static LockEntry Entry(YamlCursor cursor)
    {
        string? name = null, version = null, address = null;
        var at = Region.Start;
        var hashes = new List<string>();
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
                case "url":
                    address = cursor.Take();
                    break;
                case "hash" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var kind = cursor.Name;
                        if (kind is "md5" or "sha256" && cursor.Take() is { Length: > 0 } digits)
                        {
                            hashes.Add($"{kind}:{digits}");
                        }
                    }

                    break;
            }
        }

        var isRepository = RepositoryAddress.IsOne(address);
        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = isRepository ? LockOrigin.Repository : LockOrigin.Registry,
            Address = address,
            Hash = isRepository ? RepositoryAddress.CommitOf(address) : HashStrength.Strongest(hashes),
            At = at,
        };
    }
}
