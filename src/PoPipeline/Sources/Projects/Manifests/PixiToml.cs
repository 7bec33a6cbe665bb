using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Pixi: <c>pixi.toml</c>, and the table <c>tool.pixi</c> of <c>pyproject.toml</c>.</summary>
/// <remarks>Source: https://pixi.sh/latest/reference/pixi_manifest/.</remarks>
internal sealed class PixiToml : ManifestFormat
{
    // feature.NAME.target.NAME.dependencies
    private const int Deepest = 6;

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pixi;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "pixi.toml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        cursor.EnterTable();
        Read(cursor, packages);
        return new ManifestFacts { Ecosystem = Ecosystem.Pixi, NamesTool = true, Packages = packages.DrainToImmutable() };
    }

    /// <summary>Reads what the table that was entered asks for.</summary>
    /// <param name="cursor">Stands in the table.</param>
    /// <param name="packages">Takes the packages.</param>
    /// <param name="depth">How deep the table lies.</param>
    public static void Read(TomlCursor cursor, ImmutableArray<AskedPackage>.Builder packages, int depth = 0)
    {
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "dependencies" or "host-dependencies" or "build-dependencies" or "run-dependencies" or "pypi-dependencies" when cursor.EnterTable():
                    ReadTable(cursor, packages);
                    break;
                case "feature" or "target" when depth < Deepest && cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.EnterTable())
                        {
                            Read(cursor, packages, depth + 1);
                        }
                    }

                    break;
                case "package" when depth < Deepest && cursor.EnterTable():
                    Read(cursor, packages, depth + 1);
                    break;
            }
        }
    }

    // name = "1.*", name = { version = "1.*", … }, name = { path = "../other" }
    private static void ReadTable(TomlCursor cursor, ImmutableArray<AskedPackage>.Builder packages)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            var isLocal = false;
            string? requirement = null;
            if (cursor.IsTable())
            {
                for (cursor.EnterTable(); cursor.NextName();)
                {
                    switch (cursor.Name)
                    {
                        case "path" or "workspace":
                            isLocal = true;
                            break;
                        case "version":
                            requirement = cursor.Take();
                            break;
                    }
                }
            }
            else
            {
                requirement = cursor.Take();
            }

            if (!isLocal)
            {
                packages.Add(new AskedPackage(name, requirement ?? "", at));
            }
        }
    }
}
