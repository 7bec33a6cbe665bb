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
        foreach (var file in files)
        {
            if (Classify(file, preferred) is { } one)
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
