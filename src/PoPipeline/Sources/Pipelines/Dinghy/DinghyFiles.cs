using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Finds the files of Dinghy: those that it reads by themselves, and the modules that these are made of.</summary>
internal static class DinghyFiles
{
    // A repository of templates has no dinghyfile; elsewhere '.module' is an ending of other programs.
    private static readonly string[] Kinds = [".stage.module", ".pipeline.module", ".trigger.module", ".application.module", ".stages.module", ".pipelines.module", ".dinghy"];

    /// <summary>The files, in the order of the alphabet.</summary>
    /// <param name="repository">The repository.</param>
    public static ImmutableArray<string> Find(Repository repository)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        List<string>? modules = null;
        var isOne = false;
        foreach (var file in repository.Files)
        {
            if (IsDinghyfile(file) && !DataFolders.IsAbove(file))
            {
                isOne = true;
                found.Add(file);
            }
            else if ((file.EndsWith(".module", StringComparison.Ordinal) || file.EndsWith(".dinghy", StringComparison.Ordinal)) && !DataFolders.IsAbove(file))
            {
                isOne |= Array.Exists(Kinds, kind => file.EndsWith(kind, StringComparison.Ordinal));
                (modules ??= []).Add(file);
            }
        }

        if (isOne && modules is not null)
        {
            found.AddRange(modules);
        }

        return found.DrainToImmutable();
    }

    /// <summary>Whether Dinghy reads a file by itself, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsDinghyfile(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name is "dinghyfile" || name.EndsWith(".dinghyfile", StringComparison.Ordinal) || name.StartsWith("dinghyfile.", StringComparison.Ordinal) || name.EndsWith("-dinghyfile", StringComparison.Ordinal);
    }

    /// <summary>Files that Dinghy passes over, since their names differ from the one that it looks for in their letters' case.</summary>
    /// <param name="repository">The repository.</param>
    public static IEnumerable<string> Ignored(Repository repository)
    {
        foreach (var file in repository.Files)
        {
            var name = file.AsSpan(file.LastIndexOf('/') + 1);
            if (name.Equals("dinghyfile", StringComparison.OrdinalIgnoreCase) && name is not "dinghyfile" && !DataFolders.IsAbove(file))
            {
                yield return file;
            }
        }
    }

    /// <summary>Whether a text may be a module: that of another program with the same ending is none.</summary>
    /// <param name="text">The text.</param>
    public static bool MayBeModule(string text) => text.AsSpan().TrimStart() is ['{' or '[' or '"', ..] || text.Contains("{{ var ", StringComparison.Ordinal) || text.Contains("refId", StringComparison.Ordinal);
}
