using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Cargo: <c>Cargo.toml</c>.</summary>
/// <remarks>Source: https://doc.rust-lang.org/cargo/reference/manifest.html, https://doc.rust-lang.org/cargo/reference/workspaces.html.</remarks>
internal sealed class CargoToml : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Cargo;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "Cargo.toml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new TomlCursor(file.Reader());
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        ImmutableArray<string>? members = null;
        ImmutableArray<string> excluded = [];
        var isLibrary = false;
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lib":
                    isLibrary = true;
                    break;
                case "dependencies" or "dev-dependencies" or "build-dependencies" when cursor.EnterTable():
                    ReadTable(cursor, file.Path, packages, settings);
                    break;
                case "target" when cursor.EnterTable():
                    ReadTargets(cursor, file.Path, packages, settings);
                    break;
                case "profile" when cursor.EnterTable():
                    ReadProfiles(cursor, file.Path, settings);
                    break;
                case "workspace" when cursor.EnterTable():
                    members = [];
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "members":
                                members = [.. cursor.TakeAll()];
                                break;
                            case "exclude":
                                excluded = [.. cursor.TakeAll()];
                                break;
                            case "dependencies" when cursor.EnterTable():
                                ReadTable(cursor, file.Path, packages, settings);
                                break;
                        }
                    }

                    break;
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Cargo, NamesTool = true, Packages = packages.DrainToImmutable(), Members = members, Excluded = excluded, IsLibrary = isLibrary, Settings = settings.DrainToImmutable() };
    }

    private static void ReadProfiles(TomlCursor cursor, string path, ImmutableArray<ToolSetting>.Builder settings)
    {
        while (cursor.NextName())
        {
            if (cursor.Name is not "release" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                if (cursor.Name is "trim-paths")
                {
                    var at = cursor.At;
                    settings.Add(new ToolSetting(RustSettings.TrimPaths, string.Join(' ', cursor.TakeAll()), new Place(path, at)));
                }
            }
        }
    }

    private static void ReadTargets(TomlCursor cursor, string path, ImmutableArray<AskedPackage>.Builder packages, ImmutableArray<ToolSetting>.Builder settings)
    {
        while (cursor.NextName())
        {
            if (cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    if (cursor.Name is "dependencies" or "dev-dependencies" or "build-dependencies" && cursor.EnterTable())
                    {
                        ReadTable(cursor, path, packages, settings);
                    }
                }
            }
        }
    }

    // name = "1.0", name = { version = "1.0", … }, name = { path = "../other" }, name.workspace = true
    private static void ReadTable(TomlCursor cursor, string path, ImmutableArray<AskedPackage>.Builder packages, ImmutableArray<ToolSetting>.Builder settings)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            string? requirement = null;
            var isElsewhere = false;
            if (cursor.IsTable())
            {
                for (cursor.EnterTable(); cursor.NextName();)
                {
                    switch (cursor.Name)
                    {
                        case "path":
                            isElsewhere = true;
                            break;
                        case "workspace":
                            isElsewhere = true;
                            settings.Add(new ToolSetting(RustSettings.Inherited + name, Value: null, new Place(path, at)));
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

            if (!isElsewhere)
            {
                packages.Add(new AskedPackage(name, requirement ?? "", at));
            }
        }
    }
}
