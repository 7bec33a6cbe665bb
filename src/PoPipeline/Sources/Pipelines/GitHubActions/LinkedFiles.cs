using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Which actions are one and the same, because all but one of them are symbolic links, so that each is judged once.</summary>
internal sealed class LinkedFiles
{
    private readonly ILookup<string, string> others;

    private LinkedFiles(ImmutableArray<LinkedPipeline> links, ImmutableHashSet<string> left)
    {
        Links = links;
        others = links.Where(link => left.Contains(link.Path)).ToLookup(link => link.Target, link => link.Path, StringComparer.Ordinal);
        Left = left;
    }

    /// <summary>None is a link.</summary>
    public static LinkedFiles None { get; } = new([], []);

    /// <summary>The links, by path.</summary>
    public ImmutableArray<LinkedPipeline> Links { get; }

    /// <summary>The links that are not read, since what they stand for is.</summary>
    public ImmutableHashSet<string> Left { get; }

    /// <summary>Finds them. What is judged is the file itself where it is a pipeline, else the first of its links.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="found">The files, by path.</param>
    public static LinkedFiles Of(WorkingTree tree, ImmutableArray<FoundFile> found)
    {
        var links = ImmutableArray.CreateBuilder<LinkedPipeline>();
        var left = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var actions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in found.Where(file => file.Role is FileRole.Action))
        {
            var target = tree.TargetOf(file.Path) ?? file.Path;
            (actions.GetValueOrDefault(target) ?? (actions[target] = [])).Add(file.Path);
        }

        foreach (var (real, paths) in actions)
        {
            Add(real, paths);
        }

        links.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return new LinkedFiles(links.ToImmutable(), left.ToImmutable());

        void Add(string real, List<string> paths)
        {
            var judged = paths.Contains(real) ? real : paths[0];
            foreach (var path in paths.Where(path => path != real))
            {
                links.Add(new LinkedPipeline(path, path == judged ? real : judged));
                if (path != judged)
                {
                    left.Add(path);
                }
            }
        }
    }

    /// <summary>The paths of a file that is judged: its own, and those of the links to it.</summary>
    /// <param name="path">The file.</param>
    public IEnumerable<string> PathsOf(string path) => others[path].Prepend(path);
}
