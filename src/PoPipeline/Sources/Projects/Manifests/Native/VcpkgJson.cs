using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests.Native;

/// <summary>The manifest of vcpkg, <c>vcpkg.json</c>, and its configuration, <c>vcpkg-configuration.json</c>.</summary>
/// <remarks>
/// Sources: https://learn.microsoft.com/vcpkg/reference/vcpkg-json, https://learn.microsoft.com/vcpkg/reference/vcpkg-configuration-json. There is no lock file: the
/// baseline names the commit of a registry, and with it the version of each port and the hashes of what it fetches.
/// </remarks>
internal sealed class VcpkgJson : ManifestFormat
{
    private const string Configuration = "vcpkg-configuration.json";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Vcpkg;

    /// <inheritdoc/>
    public override bool MayLock => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "vcpkg.json" or Configuration;

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new JsonCursor(file.Bytes, isLenient: true);
        var found = new Found(file.Path);
        var isConfiguration = file.Path.EndsWith(Configuration, StringComparison.Ordinal);
        cursor.EnterTable();
        if (isConfiguration)
        {
            found.ReadConfiguration(cursor);
        }
        else
        {
            found.ReadManifest(cursor);
        }

        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Vcpkg,
            NamesTool = true,
            IsAside = isConfiguration,
            Packages = found.Packages.DrainToImmutable(),
            Settings = found.Settings.DrainToImmutable(),
            Entries = found.Entries.DrainToImmutable(),
        };
    }

    private sealed class Found(string path)
    {
        public ImmutableArray<AskedPackage>.Builder Packages { get; } = ImmutableArray.CreateBuilder<AskedPackage>();

        public ImmutableArray<ToolSetting>.Builder Settings { get; } = ImmutableArray.CreateBuilder<ToolSetting>();

        public ImmutableArray<LockEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<LockEntry>();

        public void ReadManifest(JsonCursor cursor)
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "builtin-baseline":
                        TakeBaseline("vcpkg", cursor.Take(), repository: null, cursor.At, isDefault: true);
                        break;
                    case "dependencies":
                        ReadDependencies(cursor);
                        break;
                    case "features" when cursor.EnterTable():
                        while (cursor.NextName())
                        {
                            if (cursor.EnterTable())
                            {
                                while (cursor.NextName())
                                {
                                    if (cursor.Name is "dependencies")
                                    {
                                        ReadDependencies(cursor);
                                    }
                                }
                            }
                        }

                        break;
                    case "vcpkg-configuration" or "configuration" when cursor.EnterTable():
                        ReadConfiguration(cursor);
                        break;
                }
            }
        }

        public void ReadConfiguration(JsonCursor cursor)
        {
            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "default-registry":
                        ReadRegistry(cursor, isDefault: true);
                        break;
                    case "registries" when cursor.EnterList():
                        while (cursor.NextItem())
                        {
                            ReadRegistry(cursor, isDefault: false);
                        }

                        break;
                }
            }
        }

        // "fmt", or { "name": "fmt", "version>=": "9.1.0", … }.
        private void ReadDependencies(JsonCursor cursor)
        {
            if (!cursor.EnterList())
            {
                return;
            }

            while (cursor.NextItem())
            {
                if (cursor.IsScalar())
                {
                    if (cursor.Take() is { Length: > 0 } plain)
                    {
                        Packages.Add(new AskedPackage(plain, "", cursor.At));
                    }
                }
                else if (cursor.EnterTable())
                {
                    string? name = null;
                    var least = "";
                    var at = Region.Start;
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "name":
                                name = cursor.Take();
                                at = cursor.At;
                                break;
                            case "version>=":
                                least = cursor.Take() ?? "";
                                break;
                        }
                    }

                    if (name is { Length: > 0 })
                    {
                        Packages.Add(new AskedPackage(name, least, at));
                    }
                }
            }
        }

        private void ReadRegistry(JsonCursor cursor, bool isDefault)
        {
            if (!cursor.EnterTable())
            {
                return;
            }

            string? kind = null, baseline = null, repository = null;
            Region? at = null, start = null;
            while (cursor.NextName())
            {
                start ??= cursor.At;
                switch (cursor.Name)
                {
                    case "kind":
                        kind = cursor.Take();
                        break;
                    case "repository":
                        repository = cursor.Take();
                        break;
                    case "baseline":
                        baseline = cursor.Take();
                        at = cursor.At;
                        break;
                }
            }

            var place = at ?? start ?? cursor.At;
            if (kind is "git" or "builtin")
            {
                TakeBaseline(repository ?? "vcpkg", baseline, repository, place, isDefault);
            }
            else if (kind is "filesystem" && isDefault)
            {
                // Where the registry lies in a folder, what is in the folder decides.
                Settings.Add(new ToolSetting(NativeSettings.VcpkgBaseline, baseline ?? "", new Place(path, place)));
            }
        }

        private void TakeBaseline(string name, string? baseline, string? repository, Region at, bool isDefault)
        {
            if (isDefault && baseline is { Length: > 0 })
            {
                Settings.Add(new ToolSetting(NativeSettings.VcpkgBaseline, baseline, new Place(path, at)));
            }

            if (baseline is { Length: > 0 } || repository is not null)
            {
                Entries.Add(new LockEntry { Name = name, Origin = LockOrigin.Repository, Address = repository, Hash = baseline, At = at });
            }
        }
    }
}
