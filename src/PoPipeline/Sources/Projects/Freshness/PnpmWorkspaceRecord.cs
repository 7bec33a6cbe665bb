using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The catalogues of a <c>pnpm-workspace.yaml</c>: versions that the parts of a workspace ask for by name.</summary>
/// <remarks>Source: https://pnpm.io/catalogs.</remarks>
internal static class PnpmWorkspaceRecord
{
    /// <summary>What the folder of a catalogue is called among those of a lock file; no folder can be.</summary>
    public const string Prefix = "catalog:";

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var cursor = new YamlCursor(file.Reader());
        var shared = ImmutableArray.CreateBuilder<AskedRequest>();
        var changed = ImmutableArray.CreateBuilder<string>();
        for (var any = cursor.EnterTable(); any && cursor.NextName();)
        {
            switch (cursor.Name)
            {
                case "catalog" when cursor.EnterTable():
                    AddAll(cursor, "default", shared);
                    break;
                case "catalogs" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var name = cursor.Name;
                        if (cursor.EnterTable())
                        {
                            AddAll(cursor, name, shared);
                        }
                    }

                    break;
                case "overrides" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        changed.AddRange(PackageJsonRecord.Named(cursor.Name));
                    }

                    break;
            }
        }

        return new ManifestRecord { Shared = shared.DrainToImmutable(), Changed = changed.ToFrozenSet(StringComparer.Ordinal) };
    }

    /// <summary>What a package of a catalogue is called.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="package">The package.</param>
    public static string Key(string catalogue, string package) => $"{Prefix}{catalogue}/{package}";

    private static void AddAll(YamlCursor cursor, string catalogue, ImmutableArray<AskedRequest>.Builder shared)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            shared.Add(new AskedRequest(Key(catalogue, name), cursor.Take(), at));
        }
    }
}
