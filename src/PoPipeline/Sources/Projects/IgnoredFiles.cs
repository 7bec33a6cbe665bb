using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects;

/// <summary>What git is told to ignore, by the files <c>.gitignore</c> of the repository.</summary>
/// <remarks>Source: https://git-scm.com/docs/gitignore. Lists of characters in brackets are taken as they are written, so that such a pattern matches nothing.</remarks>
internal sealed class IgnoredFiles
{
    private const string Name = ".gitignore";

    private readonly List<(string Pattern, string Written, Place Span, bool IsKept)> patterns = [];
    private readonly Lazy<PatternTree> tree;
    private readonly List<Gap> gaps = [];

    /// <summary>Reads them.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="files">Reads its files.</param>
    public IgnoredFiles(Repository repository, WorkingTree files)
    {
        foreach (var path in repository.Files.Where(path => path.EndsWith(Name, StringComparison.Ordinal) && (path.Length == Name.Length || path[^(Name.Length + 1)] is '/')).OrderBy(path => path.AsSpan().Count('/')))
        {
            var file = files.Read(path);
            if (file.Fault is { } fault)
            {
                gaps.Add(new Gap(path, fault, Failed: true));
            }
            else
            {
                Add(path, file.Text);
            }
        }

        tree = new Lazy<PatternTree>(() => new PatternTree(patterns.Select(pattern => pattern.Pattern), Forge.GitHub));
    }

    /// <summary>Those that could not be read, and what takes more work than is done.</summary>
    public IReadOnlyList<Gap> Gaps => gaps;

    /// <summary>The pattern by which a file is ignored, and where it is written; null where it is not ignored.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public Located<string>? Of(string path)
    {
        try
        {
            // The last one that matches decides, and may say that the file is kept after all.
            var index = new PatternWalk(tree.Value).LastMatch(path);
            return index < 0 || patterns[index].IsKept ? null : new Located<string>(patterns[index].Written, patterns[index].Span);
        }
        catch (PatternWorkException)
        {
            gaps.Add(new Gap(patterns[0].Span.Path, $"to tell whether git is told to ignore '{path}' takes more work than is done", Failed: true));
            return null;
        }
    }

    private void Add(string path, string text)
    {
        var folder = path[..^Name.Length];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var written = line.TrimEnd();
            if (written.IsEmpty || written[0] is '#')
            {
                continue;
            }

            var isKept = written[0] is '!';
            var pattern = (isKept ? written[1..] : written).ToString();
            var isAnchored = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
            patterns.Add(($"/{folder}{(isAnchored ? "" : "**/")}{pattern.TrimStart('/')}", written.ToString(), new Place(path, new Region(number, 1, number, written.Length + 1)), isKept));
        }
    }
}
