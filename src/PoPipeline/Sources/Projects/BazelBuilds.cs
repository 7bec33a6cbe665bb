using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Manifests.Bazel;

namespace PoPipeline.Sources.Projects;

/// <summary>What the files of settings say for projects of Bazel: <c>.bazelrc</c> with what it imports, and <c>.bazelversion</c>.</summary>
/// <remarks>Source: https://bazel.build/run/bazelrc: an import counts where it stands, and so does a configuration that a line names.</remarks>
/// <param name="manifests">What the manifests say, by path.</param>
internal sealed class BazelBuilds(IReadOnlyDictionary<string, ManifestFacts> manifests)
{
    // Since this version a module is read, and a lock file written, unless something says otherwise: https://blog.bazel.build/2023/12/11/bazel-7-release.html.
    private const int FirstWithModules = 7;

    private const int DeepestImport = 10;
    private const int DeepestConfiguration = 100;

    // What is imported again and again would grow without end.
    private const int MostOptions = 10_000;
    private const int MostImports = 1_000;

    private static readonly ImmutableArray<string> General = ["always", "common", "build"];

    private readonly Dictionary<string, ImmutableArray<ToolSetting>> known = new(StringComparer.Ordinal);

    /// <summary>The settings of a folder, by name.</summary>
    /// <param name="folder">The folder of the workspace.</param>
    public ImmutableArray<ToolSetting> Of(string folder)
    {
        if (!known.TryGetValue(folder, out var settings))
        {
            var options = Options(folder, out var isCut);
            var sections = options.ToLookup(option => option.Section, option => option.Setting, StringComparer.Ordinal);
            var modes = new Dictionary<string, ToolSetting?>(StringComparer.Ordinal);
            var found = ImmutableArray.CreateBuilder<ToolSetting>();
            foreach (var section in isCut ? [] : sections.Select(one => one.Key))
            {
                if (Mode(sections, section, modes, depth: 0) is { } mode)
                {
                    found.Add(mode with { Name = BazelSettings.LockfileMode + section });
                }
            }

            // What was not read may set anything.
            if (isCut)
            {
                found.Add(new ToolSetting(BazelSettings.Beyond, Value: null, Place.StartOf(In(folder, ".bazelrc"))));
            }

            // Configurations are put in where a command names them.
            found.AddRange(options.Where(option => option.Setting.Value is { } value && !value.StartsWith("--lockfile_mode", StringComparison.Ordinal) && !value.Contains("enable_bzlmod", StringComparison.Ordinal))
                .Select(option => option.Setting with { Name = BazelSettings.Option + option.Section }));
            if (manifests.TryGetValue(In(folder, ".bazelversion"), out var version))
            {
                found.AddRange(version.Settings);
            }

            known[folder] = settings = found.DrainToImmutable();
        }

        return settings;
    }

    /// <summary>Whether Bazel reads the module of a folder, which it locks; otherwise only the workspace counts.</summary>
    /// <param name="folder">The folder of the workspace.</param>
    public bool ReadsModule(string folder)
    {
        var said = Options(folder, out _).FindLast(option => General.Contains(option.Section) && option.Setting.Value?.Contains("enable_bzlmod", StringComparison.Ordinal) is true);
        return said.Setting is { Value: { } value }
            ? value is "--enable_bzlmod" or "--enable_bzlmod=true" or "--enable_bzlmod=1" or "--enable_bzlmod=yes"
            : !(manifests.TryGetValue(In(folder, ".bazelversion"), out var file) && file.Settings is [{ Value: { } version }]
                && int.TryParse(version.AsSpan(0, version.AsSpan().IndexOf('.') is > 0 and var end ? end : version.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < FirstWithModules);
    }

    private List<(string Section, ToolSetting Setting)> Options(string folder, out bool isCut)
    {
        var options = new List<(string, ToolSetting)>();
        var imports = 0;
        Read(In(folder, ".bazelrc"), folder, options, ref imports, depth: 0);
        isCut = options.Count >= MostOptions || imports > MostImports;
        return options;
    }

    private void Read(string path, string folder, List<(string Section, ToolSetting Setting)> options, ref int imports, int depth)
    {
        if (depth > DeepestImport || !manifests.TryGetValue(path, out var facts))
        {
            return;
        }

        imports++;
        foreach (var setting in facts.Settings)
        {
            if (options.Count >= MostOptions || imports > MostImports)
            {
                return;
            }

            if (setting is { Name: BazelRc.Import, Value: { } imported })
            {
                var named = imported.StartsWith("%workspace%", StringComparison.Ordinal) ? imported["%workspace%".Length..].TrimStart('/') : imported;
                if (!named.StartsWith('/'))
                {
                    Read(In(folder, named), folder, options, ref imports, depth + 1);
                }
            }
            else if (setting.Name.StartsWith(BazelRc.Option, StringComparison.Ordinal))
            {
                options.Add((setting.Name[BazelRc.Option.Length..], setting));
            }
        }
    }

    // The last one of a section counts, a configuration where it is named; one that names itself adds nothing.
    private static ToolSetting? Mode(ILookup<string, ToolSetting> sections, string section, Dictionary<string, ToolSetting?> known, int depth)
    {
        if (depth > DeepestConfiguration || !known.TryAdd(section, null))
        {
            return known.GetValueOrDefault(section);
        }

        ToolSetting? mode = null;
        var verb = section.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? section[..end] : section;
        foreach (var setting in sections[section])
        {
            var (name, value) = setting.Value?.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? (setting.Value[..equals], setting.Value[(equals + 1)..]) : (setting.Value ?? "", "");
            if (name is "--lockfile_mode")
            {
                mode = setting with { Value = value };
            }
            else if (name is "--config")
            {
                mode = Mode(sections, $"{verb}:{value}", known, depth + 1) ?? (verb is "common" ? null : Mode(sections, $"common:{value}", known, depth + 1)) ?? mode;
            }
        }

        return known[section] = mode;
    }

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
