using System.Buffers;
using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Tells files that are there to be copied, by marks that something else fills in first, and by what their folders and repository are called.</summary>
internal static class TemplateMarks
{
    private const int LongestName = 80;

    private static readonly SearchValues<string> Marks = SearchValues.Create(["{{", "{%", "<%", "<"], StringComparison.Ordinal);
    private static readonly SearchValues<char> Name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "template", "templates", "boilerplate", "boilerplates", "starter", "starters", "skeleton", "skeletons", "scaffold", "scaffolds", "cookiecutter", "archetype", "archetypes", "blueprint", "blueprints", "quickstart")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text has a mark of a template: <c>{{PROJECT_NAME}}</c>, <c>{{ cookiecutter.name }}</c>, <c>{% if … %}</c>, <c>&lt;%= name %&gt;</c>, <c>&lt;PROJECT_NAME&gt;</c>.</summary>
    /// <param name="text">The text. What Go's templates and those of a forge hold between the same braces, <c>{{.Id}}</c> or <c>$[[ inputs.a ]]</c>, is none of them.</param>
    public static bool AreIn(string text)
    {
        for (var at = text.AsSpan().IndexOfAny(Marks); at >= 0;)
        {
            if (IsMark(text.AsSpan(at, Math.Min(text.Length - at, LongestName))))
            {
                return true;
            }

            var next = text.AsSpan(at + 1).IndexOfAny(Marks);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    /// <summary>Whether a line begins with an instruction of a template, <c>{% if … %}</c> or <c>&lt;% if … %&gt;</c>; within a text of YAML it would be indented.</summary>
    /// <param name="text">The text.</param>
    public static bool StartLines(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if ((line.StartsWith("{%") || line.StartsWith("<%")) && IsMark(line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a repository or a folder above a file is called a template.</summary>
    /// <param name="repository">The name of the repository; null where it is not known.</param>
    /// <param name="path">The file, relative to the root.</param>
    public static bool AreNamed(string? repository, string path)
    {
        var folders = path.AsSpan(0, Math.Max(0, path.LastIndexOf('/')));
        return IsNamed(repository) || IsNamed(folders);
    }

    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        foreach (var word in text.SplitAny('-', '_', '.', '/', ' '))
        {
            if (Words.Contains(text[word]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMark(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("{%"))
        {
            return rest.Contains("%}", StringComparison.Ordinal);
        }

        if (rest.StartsWith("<%"))
        {
            return rest.Contains("%>", StringComparison.Ordinal);
        }

        var isBraces = rest.StartsWith("{{");
        var inner = isBraces ? rest[2..].TrimStart(" -") : rest[1..];
        if (isBraces && inner.StartsWith("cookiecutter."))
        {
            return true;
        }

        var length = inner.IndexOfAnyExcept(Name);
        return length > 2 && char.IsAsciiLetterUpper(inner[0]) && (isBraces ? inner[length..].TrimStart(" -").StartsWith("}}") : inner[length] is '>');
    }
}
