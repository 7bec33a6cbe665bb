using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Python: <c>pyproject.toml</c>, with the tables of uv, Poetry and PDM.</summary>
/// <remarks>Sources: https://packaging.python.org/en/latest/specifications/pyproject-toml/, https://peps.python.org/pep-0735/, https://python-poetry.org/docs/pyproject/, https://docs.astral.sh/uv/reference/settings/.</remarks>
internal sealed class PyprojectToml : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pip;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "pyproject.toml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var found = new Found();
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "build-system":
                    found.IsBuilt = true;
                    ReadBuild(cursor, file.Path, found);
                    break;
                case "project" when cursor.EnterTable():
                    ReadProject(cursor, found);
                    break;
                case "dependency-groups" when cursor.EnterTable():
                    ReadGroups(cursor, found);
                    break;
                case "tool" when cursor.EnterTable():
                    ReadTools(cursor, file.Path, found);
                    break;
            }
        }

        var count = found.Packages.Count;

        // A file of settings for linters alone is no manifest.
        return !found.IsProject && count == 0 && found.Members is null ? null : new ManifestFacts
        {
            Ecosystem = found.Tool ?? Ecosystem.Pip,
            NamesTool = found.Tool is not null,
            Packages = found.Packages.DrainToImmutable(),
            IsLibrary = found is { IsBuilt: true, IsPrivate: false },
            Members = found.Members,
            Settings = found.Settings.DrainToImmutable(),

            // What builds the project decides what it depends on.
            IsUnread = found.IsDynamic && count == 0,
        };
    }

    private static void ReadBuild(TomlCursor cursor, string path, Found found)
    {
        for (var isTable = cursor.EnterTable(); isTable && cursor.NextName();)
        {
            switch (cursor.Name)
            {
                case "requires" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        found.AddSetting(PythonSettings.BuildRequirement, cursor, path);
                    }

                    break;
                case "build-backend":
                    found.AddSetting(PythonSettings.Backend, cursor, path);
                    break;
            }
        }
    }

    private static void ReadProject(TomlCursor cursor, Found found)
    {
        found.IsProject = true;
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "dependencies":
                    found.AddAll(cursor);
                    break;
                case "optional-dependencies" when cursor.EnterTable():
                    ReadGroups(cursor, found);
                    break;
                case "dynamic":
                    found.IsDynamic = cursor.TakeAll().Exists(field => field is "dependencies" or "optional-dependencies");
                    break;
                case "classifiers":
                    found.IsPrivate |= cursor.TakeAll().Exists(classifier => classifier.StartsWith("Private ::", StringComparison.Ordinal));
                    break;
            }
        }
    }

    private static void ReadGroups(TomlCursor cursor, Found found)
    {
        while (cursor.NextName())
        {
            found.AddAll(cursor);
        }
    }

    private static void ReadTools(TomlCursor cursor, string path, Found found)
    {
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "uv" when cursor.EnterTable():
                    ReadUv(cursor, found);
                    break;
                case "hatch" when cursor.EnterTable():
                    ReadHatch(cursor, path, found);
                    break;
                case "pdm":
                    found.Tool ??= Ecosystem.Pdm;
                    break;
                case "pixi" when cursor.EnterTable():
                    found.Tool ??= Ecosystem.Pixi;
                    found.IsProject = true;
                    PixiToml.Read(cursor, found.Packages);
                    break;
                case "poetry" when cursor.EnterTable():
                    found.Tool = Ecosystem.Poetry;
                    found.IsProject = true;
                    ReadPoetry(cursor, found);
                    break;
            }
        }
    }

    private static void ReadHatch(TomlCursor cursor, string path, Found found)
    {
        while (cursor.NextName())
        {
            for (var isBuild = cursor.Name is "build" && cursor.EnterTable(); isBuild && cursor.NextName();)
            {
                if (cursor.Name is "reproducible")
                {
                    found.AddSetting(PythonSettings.HatchReproducible, cursor, path);
                }
            }
        }
    }

    private static void ReadUv(TomlCursor cursor, Found found)
    {
        found.Tool ??= Ecosystem.Uv;
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "package":
                    found.IsPrivate |= cursor.Take() is "false";
                    break;
                case "dev-dependencies":
                    found.AddAll(cursor);
                    break;
                case "workspace" when cursor.EnterTable():
                    found.Members = [];
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "members")
                        {
                            found.Members = [.. cursor.TakeAll()];
                        }
                    }

                    break;
            }
        }
    }

    private static void ReadPoetry(TomlCursor cursor, Found found)
    {
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "package-mode":
                    found.IsPrivate |= cursor.Take() is "false";
                    break;
                case "dependencies" or "dev-dependencies" when cursor.EnterTable():
                    ReadTable(cursor, found);
                    break;
                case "group" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.EnterTable())
                        {
                            while (cursor.NextName())
                            {
                                if (cursor.Name is "dependencies" && cursor.EnterTable())
                                {
                                    ReadTable(cursor, found);
                                }
                            }
                        }
                    }

                    break;
            }
        }
    }

    // name = "^1.0", name = { version = "^1.0", … }, name = { path = "../other" }
    private static void ReadTable(TomlCursor cursor, Found found)
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
                        case "path":
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

            if (!isLocal && name is not "python")
            {
                found.Packages.Add(new AskedPackage(name, requirement ?? "", at));
            }
        }
    }

    private sealed class Found
    {
        public ImmutableArray<ToolSetting>.Builder Settings { get; } = ImmutableArray.CreateBuilder<ToolSetting>();

        public ImmutableArray<AskedPackage>.Builder Packages { get; } = ImmutableArray.CreateBuilder<AskedPackage>();

        public Ecosystem? Tool { get; set; }

        public ImmutableArray<string>? Members { get; set; }

        public bool IsProject { get; set; }

        public bool IsBuilt { get; set; }

        public bool IsPrivate { get; set; }

        public bool IsDynamic { get; set; }

        // A list of requirements as PEP 508 writes them; a group may also include another one.
        public void AddAll(TomlCursor cursor)
        {
            if (!cursor.EnterList())
            {
                return;
            }

            while (cursor.NextItem())
            {
                if (!cursor.IsScalar())
                {
                    continue;
                }

                var text = cursor.Take() ?? "";
                var (name, requirement) = PythonRequirement.Parts(text);
                if (name.Length > 0 && !PythonRequirement.IsLocal(requirement))
                {
                    Packages.Add(new AskedPackage(name, requirement, cursor.At));
                }
            }
        }

        public void AddSetting(string name, TomlCursor cursor, string path)
        {
            if (cursor.Take() is { } value)
            {
                Settings.Add(new ToolSetting(name, value, new Place(path, cursor.At)));
            }
        }
    }
}
