using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>Goes through the files of one project in the order in which MSBuild does, and notes what they set.</summary>
/// <param name="files">Reads the files.</param>
/// <param name="project">The project file, relative to the root.</param>
/// <remarks>
/// What depends on the environment or the command line is not decided here: its condition is kept.
/// Source: https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory.
/// </remarks>
internal sealed class MsBuildEvaluation(MsBuildFiles files, string project)
{
    private const int DeepestImport = 32;
    private const int MostFiles = 200;
    private const int MostSettings = 500;
    private const int LongestCondition = 4096;

    // Where SDKs, packages and Visual Studio keep their own files.
    private static readonly string[] Foreign = ["MSBuildExtensionsPath", "MSBuildToolsPath", "MSBuildBinPath", "MSBuildSDKsPath", "MSBuildFrameworkToolsPath", "VSToolsPath", "NuGetPackageRoot", "Pkg", "VisualStudioVersion", "MSBuildProjectExtensionsPath"];

    // The files that import those of the folders above, the first of them at the beginning, the others at the end.
    private static readonly string[] Beginnings = ["Sdk.props", "Microsoft.Common.props"];
    private static readonly string[] Ends = ["Sdk.targets", "Microsoft.Common.targets", "Microsoft.CSharp.targets", "Microsoft.VisualBasic.targets", "Microsoft.FSharp.targets"];

    private readonly List<Noted> properties = [];
    private readonly List<Noted> packages = [];
    private readonly List<Noted> sdks = [];
    private readonly List<Noted> references = [];
    private readonly Dictionary<string, string> versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<Gap> gaps = [];
    private bool hasBegun;
    private bool hasEnded;

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<Gap> Gaps => gaps;

    /// <summary>Goes through the files.</summary>
    /// <returns>The settings, in the order in which MSBuild sees them.</returns>
    public ImmutableArray<ToolSetting> Run()
    {
        // A project that names its SDK at the top has those files around it; one that imports the parts of the SDK has them where it does.
        var own = files.Read(project, []);
        if (!own.Any(step => IsOf(step, Beginnings)))
        {
            Begin();
        }

        Walk(project, [], 0);
        End();

        var wanted = Wanted();
        var found = ImmutableArray.CreateBuilder<ToolSetting>();
        found.AddRange(properties.Where(noted => wanted.Contains(noted.Name)).Select(noted => noted.Setting(MsBuildNames.Property)));
        found.AddRange(sdks.Where(noted => !IsOfSdk(noted.Name)).Select(noted => noted.Setting(MsBuildNames.Sdk)));
        found.AddRange(packages.Select(Versioned).Where(IsOfInterest).Select(noted => noted.Setting(MsBuildNames.Package)));

        // What a project asks for itself says enough.
        if (!packages.Exists(noted => noted.Span.Path == project))
        {
            found.AddRange(packages.Select(noted => noted.Setting(MsBuildNames.Imported)));
            found.AddRange(references.Select(noted => noted.Setting(MsBuildNames.Reference) with { Value = Referenced(noted) }));
        }

        if (found.Count > MostSettings)
        {
            gaps.Add(new Gap(project, $"it and what it imports set more than {MostSettings} things that matter, and the rest was not looked at", Failed: true));
            found.Count = MostSettings;
        }

        return found.DrainToImmutable();
    }

    private void Begin()
    {
        if (!hasBegun)
        {
            hasBegun = true;
            Above("Directory.Build.props", "ImportDirectoryBuildProps", "DirectoryBuildPropsPath");
            Above("Directory.Packages.props", "ImportDirectoryPackagesProps", "DirectoryPackagesPropsPath");
        }
    }

    private void End()
    {
        if (!hasEnded)
        {
            hasEnded = true;
            Above("Directory.Build.targets", "ImportDirectoryBuildTargets", "DirectoryBuildTargetsPath");
        }
    }

    // The nearest file of a name, unless a property says that none is imported, or another one.
    private void Above(string name, string isImported, string other)
    {
        var folder = RepositoryPath.FolderOf(project);
        if (string.Equals(values.GetValueOrDefault(isImported), "false", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var nearest = files.Paths.Above(folder, name);
        if (values.TryGetValue(other, out var path) && path is not "")
        {
            if (path is null || RepositoryPaths.Resolve(folder, path) is not { } target || !files.Paths.IsFile(target))
            {
                gaps.Add(new Gap(project, $"which file it imports in the place of {name}, {other} says, and that is only known while the project is built", Failed: true));
                return;
            }

            nearest = target;
        }

        if (nearest is not null)
        {
            Walk(nearest, values.TryGetValue(isImported, out var asked) && asked is null ? [$"'$({isImported})' != 'false'"] : [], 0);
        }
    }

    private static bool IsOf(MsBuildStep step, string[] names) =>
        step.Kind is MsBuildStepKind.Import && IsForeign(step.Name) && Array.Exists(names, name => step.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase) && step.Name[^(name.Length + 1)] is '/' or '\\');

    private static bool IsForeign(string path) => Array.Exists(Foreign, name => path.Contains($"$({name}", StringComparison.OrdinalIgnoreCase));

    private void Walk(string path, ImmutableArray<string> around, int depth)
    {
        // A file that was imported already is not imported again, which ends every cycle.
        if (!seen.Add(path))
        {
            return;
        }

        if (depth > DeepestImport || seen.Count > MostFiles)
        {
            gaps.Add(new Gap(path, depth > DeepestImport ? $"it is imported more than {DeepestImport} files deep, and was not read" : $"'{project}' imports more than {MostFiles} files, and this one was not read", Failed: true));
            return;
        }

        var scope = Fixed(path);
        foreach (var step in files.Read(path, gaps))
        {
            if (!files.Spend(step))
            {
                gaps.Add(new Gap(project, "the projects of this repository import too much to look at all of it", Failed: true));
                return;
            }

            if (Left(step.Conditions, scope) is { } conditions)
            {
                Take(step, path, around.AddRange(conditions), scope, depth);
            }
        }
    }

    private void Take(MsBuildStep step, string path, ImmutableArray<string> conditions, MsBuildScope scope, int depth)
    {
        if (!files.Spend(conditions.Sum(condition => (long)condition.Length)))
        {
            return;
        }

        var noted = new Noted(step.Name, step.Value ?? "", Joined(conditions), new Place(path, step.At));
        switch (step.Kind)
        {
            case MsBuildStepKind.Property:
                var value = MsBuildText.Expand(noted.Value, Known(path));
                files.Spend(value?.Length ?? 0);
                values[step.Name] = conditions.IsEmpty || IsDefault(step.Name, conditions) ? value : null;
                properties.Add(noted with { Value = Shown(noted.Value, scope) });
                break;
            case MsBuildStepKind.Import:
                Import(step, path, conditions, depth);
                break;
            case MsBuildStepKind.Sdk:
                sdks.Add(noted);
                break;
            case MsBuildStepKind.Package:
                packages.Add(noted);
                break;
            case MsBuildStepKind.Reference:
                references.Add(noted);
                break;
            case MsBuildStepKind.Version:
                versions[step.Name] = noted.Value;
                break;
        }
    }

    private void Import(MsBuildStep step, string path, ImmutableArray<string> conditions, int depth)
    {
        if (IsForeign(step.Name))
        {
            if (IsOf(step, Beginnings))
            {
                Begin();
            }
            else if (IsOf(step, Ends))
            {
                End();
            }

            return;
        }

        if (MsBuildText.Expand(step.Name, Known(path)) is not { } written)
        {
            gaps.Add(new Gap(path, $"which file it imports by '{Short(step.Name)}' is only known while the project is built", Failed: true));
            return;
        }

        // Nothing is found above, and nothing is imported.
        if (written.Length == 0)
        {
            return;
        }

        if (written.AsSpan().ContainsAny('*', '?'))
        {
            gaps.Add(new Gap(path, $"the files that it imports by '{Short(step.Name)}' were not read", Failed: true));
        }
        else if (RepositoryPaths.Resolve(RepositoryPath.FolderOf(path), written) is not { } target)
        {
            gaps.Add(new Gap(path, $"it imports '{Short(step.Name)}', which lies outside the repository", Failed: true));
        }
        else if (files.Paths.IsFile(target))
        {
            Walk(target, conditions, depth + 1);
        }
        else if (conditions.IsEmpty)
        {
            gaps.Add(new Gap(path, $"it imports '{Short(step.Name)}', which is not in the repository", Failed: true));
        }
    }

    // '$(RepoRoot)' == '': who sets it elsewhere does so for a place that is not this repository.
    private bool IsDefault(string name, ImmutableArray<string> conditions) =>
        conditions.Length == 1 && !values.ContainsKey(name)
        && MsBuildCondition.Holds(conditions[0], new MsBuildScope { Property = asked => asked.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : null }) is true;

    // What is left to be decided of some conditions; null where one of them does not hold.
    private static ImmutableArray<string>? Left(ImmutableArray<string> conditions, MsBuildScope scope)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        foreach (var condition in conditions)
        {
            switch (MsBuildCondition.Holds(condition, scope))
            {
                case false:
                    return null;
                case null:
                    left.Add(condition);
                    break;
            }
        }

        return left.DrainToImmutable();
    }

    private static string? Joined(ImmutableArray<string> conditions)
    {
        var distinct = conditions.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count switch
        {
            0 => null,
            1 => distinct[0],

            // Too long to keep for each setting; whether the rest holds stays open.
            _ when distinct.Sum(condition => (long)condition.Length) > LongestCondition => $"({Short(distinct[^1])}) and unread",
            _ => string.Join(" and ", distinct.Select(condition => $"({condition})")),
        };
    }

    // A path in the repository is shown as such.
    private static string Shown(string value, MsBuildScope scope) =>
        value.Contains("$(", StringComparison.Ordinal) && MsBuildText.Expand(value, scope) is { } expanded ? expanded.Replace(RepositoryPaths.Root, "", StringComparison.Ordinal) : value;

    private static string Short(string text) => text.Length > 120 ? $"{text.AsSpan(0, 120)}…" : text;

    // What no pipeline changes: where the files lie.
    private MsBuildScope Fixed(string path) => new()
    {
        Property = name => MsBuildFiles.Fixed(name, path, project),
        Exists = written => Exists(path, written),
        Function = (name, arguments) => files.Function(name, arguments, path),
    };

    // With what the files set without a condition.
    private MsBuildScope Known(string path) => new()
    {
        Property = name => MsBuildFiles.Fixed(name, path, project) ?? values.GetValueOrDefault(name),
        Exists = written => Exists(path, written),
        Function = (name, arguments) => files.Function(name, arguments, path),
    };

    private bool? Exists(string path, string written) =>
        written.Length == 0 ? false : RepositoryPaths.Resolve(RepositoryPath.FolderOf(path), written) is { } target ? files.Paths.Exists(target) : null;

    // The properties that are looked for, and those that their values and conditions ask for.
    private HashSet<string> Wanted()
    {
        var wanted = new HashSet<string>(MsBuildNames.Tracked, StringComparer.OrdinalIgnoreCase);
        var byName = properties.ToLookup(noted => noted.Name, StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(wanted);
        foreach (var package in packages.Where(noted => IsReproducible(noted.Name) || IsSourceLink(noted.Name)))
        {
            Ask(package.Condition);
        }

        while (open.TryDequeue(out var name))
        {
            foreach (var noted in byName[name])
            {
                Ask(noted.Value);
                Ask(noted.Condition);
            }
        }

        return wanted;

        void Ask(string? text)
        {
            foreach (var name in NamesIn(text ?? ""))
            {
                if (wanted.Add(name))
                {
                    open.Enqueue(name);
                }
            }
        }
    }

    private static List<string> NamesIn(string text)
    {
        var found = new List<string>();
        for (var start = text.IndexOf("$(", StringComparison.Ordinal); start >= 0; start = text.IndexOf("$(", start + 2, StringComparison.Ordinal))
        {
            var end = start + 2;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'))
            {
                end++;
            }

            if (end > start + 2)
            {
                found.Add(text[(start + 2)..end]);
            }
        }

        return found;
    }

    private Noted Versioned(Noted package)
    {
        var written = package.Value.Length > 0 ? package.Value : versions.GetValueOrDefault(package.Name, "");
        return package with { Value = MsBuildText.Expand(written, Known(package.Span.Path)) ?? written };
    }

    private static bool IsOfInterest(Noted package) => package.Name.Equals(MsBuildNames.TestSdk, StringComparison.OrdinalIgnoreCase) || IsReproducible(package.Name) || IsSourceLink(package.Name) || IsOpen(package.Value);

    // Those that come with the SDK of .NET itself.
    private static bool IsOfSdk(string name) => name.Equals("Microsoft.NET.Sdk", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Microsoft.NET.Sdk.", StringComparison.OrdinalIgnoreCase);

    // Paths of items are those from the project, whichever file names them.
    private string? Referenced(Noted reference) =>
        MsBuildText.Expand(reference.Name, Known(reference.Span.Path)) is { } written && !written.AsSpan().ContainsAny('*', '?') ? RepositoryPaths.Resolve(RepositoryPath.FolderOf(project), written) : null;

    private static bool IsReproducible(string name) => name.StartsWith(MsBuildNames.ReproducibleBuilds, StringComparison.OrdinalIgnoreCase);

    private static bool IsSourceLink(string name) => name.StartsWith("Microsoft.SourceLink.", StringComparison.OrdinalIgnoreCase);

    // '[1.2.3]' is one version, and '1.2.3' the lowest that will do, which NuGet takes; the others move, or are not known.
    private static bool IsOpen(string version) => version.AsSpan().ContainsAny('*', ',', '$');

    private sealed record Noted(string Name, string Value, string? Condition, Place Span)
    {
        public ToolSetting Setting(string prefix) => new($"{prefix}{Name}", Value, Span) { Condition = Condition };
    }
}
