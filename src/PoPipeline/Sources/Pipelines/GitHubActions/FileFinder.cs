using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says by their paths which files of a repository concern GitHub Actions.</summary>
internal static class FileFinder
{
    /// <summary>The only folder that workflows are read from.</summary>
    public const string Workflows = ".github/workflows/";

    /// <summary>The lock file of the actions that workflows use.</summary>
    public const string Lock = Workflows + "actions.lock";

    // Somebody who ends a name so has switched the file off on purpose, or writes a document or a template.
    private static readonly string[] Deliberate =
        [".disabled", ".disable", ".off", ".bak", ".backup", ".old", ".orig", ".template", ".tmpl", ".tpl", ".j2", ".jinja", ".erb", ".example", ".sample", ".md", ".sh", ".py", ".js", ".ts", ".rb"];

    /// <summary>Every file that is read, and those that look as if they were meant to be.</summary>
    /// <param name="files">The repository's files.</param>
    public static ImmutableArray<FoundFile> Find(ImmutableArray<string> files)
    {
        var found = ImmutableArray.CreateBuilder<FoundFile>();
        var preferred = files.Where(file => IsNamed(file, "action.yml")).ToHashSet(StringComparer.Ordinal);
        var actions = files.Where(file => IsNamed(file, "action.yml") || IsNamed(file, "action.yaml")).Select(file => file[..(file.LastIndexOf('/') + 1)]).Where(folder => folder.Length > 0).ToHashSet(StringComparer.Ordinal);
        var hasOwn = files.Any(file => file.StartsWith(Workflows, StringComparison.Ordinal) && InWorkflows(file) is { Role: FileRole.Workflow });
        foreach (var file in files)
        {
            if (Classify(file, preferred) is { } one && !(one.Role is FileRole.Stray or FileRole.Ignored && IsNotMeantToRun(file, actions, hasOwn)))
            {
                found.Add(one);
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>Whether a file is named so that no platform takes it for a pipeline, on purpose.</summary>
    public static bool IsSwitchedOff(string file) => Deliberate.Any(suffix => file.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text has the two keys, at the start of a line, that every workflow has.</summary>
    public static bool LooksLikeWorkflow(string text)
    {
        var hasOn = false;
        var hasJobs = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            hasOn |= line.StartsWith("on:", StringComparison.Ordinal) || line.StartsWith("'on':", StringComparison.Ordinal) || line.StartsWith("\"on\":", StringComparison.Ordinal);
            hasJobs |= line.StartsWith("jobs:", StringComparison.Ordinal);
        }

        return hasOn && hasJobs;
    }

    /// <summary>Whether a text has the key, at the start of a line, that every action has.</summary>
    public static bool LooksLikeAction(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("runs:", StringComparison.Ordinal) || line.StartsWith("'runs':", StringComparison.Ordinal) || line.StartsWith("\"runs\":", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static FoundFile? Classify(string file, HashSet<string> preferred)
    {
        if (IsNamed(file, "action.yml"))
        {
            return new FoundFile(file, FileRole.Action);
        }

        if (IsNamed(file, "action.yaml"))
        {
            var twin = file[..^"action.yaml".Length] + "action.yml";
            return preferred.Contains(twin)
                ? new FoundFile(file, FileRole.Ignored, $"GitHub reads '{twin}' in its place")
                : new FoundFile(file, FileRole.Action);
        }

        if (file == Lock)
        {
            return new FoundFile(file, FileRole.Lock);
        }

        if (file.StartsWith(Workflows, StringComparison.Ordinal))
        {
            return InWorkflows(file);
        }

        return IsYaml(file, StringComparison.OrdinalIgnoreCase) ? Elsewhere(file) : null;
    }

    // What others wrote, what programs are tested with, what people learn from, and what belongs to an action.
    private static bool IsNotMeantToRun(string file, HashSet<string> actions, bool hasOwn)
    {
        // A folder below the one of the workflows may be switched off by its name; the file in it would be one of the repository's own.
        var isOwn = file.StartsWith(".github/", StringComparison.OrdinalIgnoreCase);
        var folder = Path.GetDirectoryName(file)?.Replace('\\', '/') ?? "";
        var isInAction = false;
        for (var end = folder.IndexOf('/', StringComparison.Ordinal); !isInAction; end = folder.IndexOf('/', end + 1))
        {
            isInAction = actions.Contains((end < 0 ? folder : folder[..end]) + "/");
            if (end < 0)
            {
                break;
            }
        }

        // Whoever puts a file 'action.yaml' beside 'action.yml' is told so, where both are the repository's own.
        if (IsNamed(file, "action.yaml"))
        {
            return DataFolders.IsAbove(file) || folder.Split('/').Any(IsForeignFolder);
        }

        if (isInAction || folder.Split('/').Any(IsForeignFolder) || (isOwn && folder.Split('/').Any(IsOffFolder)) || DataFolders.IsAbove(file))
        {
            return true;
        }

        // Far from the root, beside pipelines that do run, it belongs to something that was brought along.
        var nested = file.IndexOf("/" + Workflows, StringComparison.Ordinal);
        return nested > 0 && hasOwn && file.AsSpan(0, nested).Contains('/');
    }

    private static bool IsForeignFolder(string folder) =>
        Foreign.Contains(folder) || folder.Split('-', '_', '.').Any(word => Learned.Contains(word)) || folder.StartsWith("test", StringComparison.OrdinalIgnoreCase) || folder.EndsWith("tests", StringComparison.OrdinalIgnoreCase);

    private static bool IsOffFolder(string folder) => Off.Contains(folder);

    private static readonly FrozenSet<string> Foreign = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "lib", "libs", "deps", "dep", "external", "externals", "extern", "ext", "thirdparty", "submodules", "submodule", "contrib", "vendored", "upstream", "bower_components", "pods", "carthage", "site-packages", "dist", "build", "out", "golden", "mocks", "stubs");

    private static readonly FrozenSet<string> Learned = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "exercise", "exercises", "example", "examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials", "lesson", "lessons", "lab", "labs", "workshop", "workshops", "course", "courses", "challenge", "challenges", "playground", "quickstart",
        "quickstarts", "starter", "starters", "boilerplate", "cookiecutter", "scaffold", "scaffolds", "scaffolding", "generators", "fixture", "fixtures", "testdata", "vendor", "template", "templates", "benchmark", "benchmarks", "solution", "solutions");

    private static readonly FrozenSet<string> Off = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "disabled", "disable", "off", "archive", "archived", "old", "inactive", "deprecated", "unused", "backup", "backups", "attic", "retired", "drafts");

    private static FoundFile? InWorkflows(string file)
    {
        var name = file.AsSpan(Workflows.Length);
        if (name.Contains('/'))
        {
            return IsYaml(file, StringComparison.OrdinalIgnoreCase)
                ? new FoundFile(file, FileRole.Stray, "GitHub reads no folder below '.github/workflows'")
                : null;
        }

        if (IsYaml(file, StringComparison.Ordinal))
        {
            return new FoundFile(file, FileRole.Workflow);
        }

        return IsSwitchedOff(file)
            ? null
            : new FoundFile(file, FileRole.Stray, "GitHub reads only files whose names end in '.yml' or '.yaml'");
    }

    private static FoundFile? Elsewhere(string file)
    {
        const string Folder = ".github/";
        if (file.StartsWith(Folder, StringComparison.OrdinalIgnoreCase))
        {
            var slashes = file.AsSpan(Folder.Length).Count('/');
            var isNear = slashes == 0
                || (slashes == 1 && (file.AsSpan(Folder.Length).StartsWith("workflow/", StringComparison.OrdinalIgnoreCase)
                    || file.AsSpan(Folder.Length).StartsWith("workflows/", StringComparison.OrdinalIgnoreCase)));
            return isNear ? new FoundFile(file, FileRole.Stray, "GitHub reads workflows only in '.github/workflows'") : null;
        }

        var nested = file.IndexOf("/" + Workflows, StringComparison.Ordinal);
        if (nested < 0 || file.AsSpan(nested + 1 + Workflows.Length).Contains('/') || DataFolders.IsAbove(file[..(nested + 1)]))
        {
            return null;
        }

        return new FoundFile(file, FileRole.Stray, "GitHub reads workflows only in '.github/workflows' at the root of the repository");
    }

    private static bool IsNamed(string file, string name) =>
        file.EndsWith(name, StringComparison.Ordinal) && (file.Length == name.Length || file[^(name.Length + 1)] is '/');

    private static bool IsYaml(string file, StringComparison comparison) =>
        file.EndsWith(".yml", comparison) || file.EndsWith(".yaml", comparison);
}
