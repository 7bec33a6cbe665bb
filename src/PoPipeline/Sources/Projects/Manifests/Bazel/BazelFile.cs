using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Bazel;

/// <summary>The files of Bazel that say what is fetched: <c>MODULE.bazel</c> and what it includes, <c>WORKSPACE</c>, and functions in <c>*.bzl</c>.</summary>
/// <remarks>
/// Sources: https://bazel.build/external/overview, https://bazel.build/rules/lib/globals/module, https://bazel.build/rules/lib/globals/workspace. A module is asked for by
/// its version; everything else names its content itself, so that the file is its own lock file.
/// </remarks>
internal sealed class BazelFile : ManifestFormat
{
    /// <summary>The manifest of a module.</summary>
    public const string Module = "MODULE.bazel";

    // What a WORKSPACE says that fetches nothing from elsewhere; any other call may.
    private static readonly FrozenSet<string> Fetchless = FrozenSet.Create(
        StringComparer.Ordinal, "workspace", "load", "package", "exports_files", "bind", "local_repository", "new_local_repository", "register_toolchains", "register_execution_platforms");

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bazel;

    /// <inheritdoc/>
    public override bool MayLock => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        name is Module or "WORKSPACE" or "WORKSPACE.bazel" or "WORKSPACE.bzlmod" || name.EndsWith(".MODULE.bazel") || name.EndsWith(".bzl");

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        var isAside = name is not (Module or "WORKSPACE" or "WORKSPACE.bazel");
        var calls = new StarlarkCalls(file);
        if (calls.Unreadable is { } reason)
        {
            return new ManifestFacts { Ecosystem = Ecosystem.Bazel, NamesTool = true, IsAside = isAside, Unreadable = reason };
        }

        var entries = new BazelFetches(calls).Entries();
        var isComputed = name is not Module && calls.All().Any(call => !Fetchless.Contains(call.Name));
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var overridden = new HashSet<string>(StringComparer.Ordinal);
        var isLibrary = false;
        ToolSetting? extension = null;
        if (name is Module)
        {
            foreach (var call in calls.All())
            {
                switch (call.Name)
                {
                    case "bazel_dep" when (call.Value("name") ?? call.Positional.FirstOrDefault()) is { Text: { Length: > 0 } asked }:
                        packages.Add(new AskedPackage(asked, call.Value("version")?.Text ?? "", call.At));
                        break;
                    case "local_path_override" or "archive_override" or "git_override" when call.Value("module_name") is { Text: { } replaced }:
                        overridden.Add(replaced);
                        break;
                    case "use_extension":
                        extension ??= new ToolSetting(BazelSettings.Extension, call.Positional.FirstOrDefault().Text, new Place(file.Path, call.At));
                        break;
                    case "module":
                        // What others can ask for has a version that they ask for.
                        isLibrary = call.Value("name") is not null && (call.Value("version") is not null || call.Named.ContainsKey("compatibility_level"));
                        break;
                }
            }
        }

        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Bazel,
            NamesTool = true,
            Packages = name is Module ? [.. packages.Where(package => !overridden.Contains(package.Name))] : [.. entries.Where(entry => entry.Origin is not LockOrigin.Local).Select(entry => new AskedPackage(entry.Name, "", entry.At))],
            IsOwnLock = name is not Module,
            IsLibrary = isLibrary,
            Settings = extension is null ? [] : [extension],
            IsAside = isAside,
            IsUnread = isComputed && entries.IsEmpty,
            Entries = entries,
        };
    }
}
