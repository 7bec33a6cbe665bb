using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds the files of a repository that a template carries, by the folder that it names beside itself.</summary>
/// <param name="repository">The repository.</param>
internal sealed class SkeletonFolders(Repository repository)
{
    private const int MostChoices = 50;
    private const int MostParts = 30;
    private const string Any = "*";

    // A folder above another one holds the same files again: what hostile templates can ask for is bounded in all.
    private const int MostFiles = 100_000;

    private int left = MostFiles;

    /// <summary>Why not all of them were looked at, as a clause; null where they were.</summary>
    public string? Left { get; private set; }

    /// <summary>The folders that an address stands for, one for each answer that fills it in; null where they cannot be told.</summary>
    /// <param name="template">The template's file.</param>
    /// <param name="url">The address: <c>./skeleton/${{ parameters.kind }}</c>.</param>
    /// <param name="form">What is asked.</param>
    /// <param name="isOpen">Whether there may be others.</param>
    public static ImmutableArray<string>? Resolve(string template, string url, TemplateForm form, out bool isOpen)
    {
        isOpen = false;
        var urls = new List<string> { url };
        for (var round = 0; round < MostParts && urls.Exists(one => ScaffolderExpressions.In(one).Any()); round++)
        {
            var next = new List<string>();
            foreach (var one in urls)
            {
                var (offset, text) = ScaffolderExpressions.In(one).FirstOrDefault((-1, ""));
                var whole = offset < 0 ? "" : $"${{{{{text}}}}}";
                var choices = offset < 0 ? [] : ScaffolderExpressions.OnlyParameter(whole) is { } parameter ? form.ChoicesOf(parameter) : [];
                isOpen |= offset >= 0 && choices.IsEmpty;
                if (next.Count > MostChoices)
                {
                    break;
                }

                next.AddRange(offset < 0 ? [one] : choices.IsEmpty ? [one.Replace(whole, Any, StringComparison.Ordinal)] : choices.Take(MostChoices + 1 - next.Count).Select(choice => one.Replace(whole, Plain(choice), StringComparison.Ordinal)));
            }

            isOpen |= next.Count > MostChoices;
            urls = [.. next.Take(MostChoices)];
        }

        var folders = urls.Select(one => Joined(template, one)).ToImmutableArray();
        return folders.All(folder => folder is not null) ? [.. folders.OfType<string>().Distinct(StringComparer.Ordinal)] : null;
    }

    /// <summary>The files of a folder, with their paths in it.</summary>
    /// <param name="folder">The folder; a part of it that is filled in is a star.</param>
    public IEnumerable<(string Path, string Inner)> FilesOf(string folder)
    {
        var parts = folder.Length == 0 ? [] : folder.Split('/');
        var plain = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal)) is >= 0 and var first ? parts[..first] : parts;
        var prefix = plain.Length == 0 ? "" : string.Join('/', plain) + "/";
        var start = repository.Files.BinarySearch(prefix, StringComparer.Ordinal);
        for (var index = start < 0 ? ~start : start; index < repository.Files.Length && repository.Files[index].StartsWith(prefix, StringComparison.Ordinal); index++)
        {
            if (left-- <= 0)
            {
                Left = $"the templates of the repository carry more than the {MostFiles} files together that are looked at";
                yield break;
            }

            if (InnerOf(repository.Files[index], parts) is { } inner)
            {
                yield return (repository.Files[index], inner);
            }
        }
    }

    // What is answered is not filled in again, so that no answer can grow.
    private static string Plain(string choice) => ScaffolderExpressions.AreIn(choice) ? Any : choice;

    private static string? InnerOf(string file, string[] folder)
    {
        var at = 0;
        foreach (var part in folder)
        {
            var slash = file.IndexOf('/', at);
            if (slash < 0 || !(part.Contains('*', StringComparison.Ordinal) || file.AsSpan(at, slash - at).SequenceEqual(part)))
            {
                return null;
            }

            at = slash + 1;
        }

        return file[at..];
    }

    // The folder of the template is where a relative address starts.
    private static string? Joined(string template, string url)
    {
        var parts = new List<string>(template.Split('/')[..^1]);
        foreach (var part in url.Split('/'))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
