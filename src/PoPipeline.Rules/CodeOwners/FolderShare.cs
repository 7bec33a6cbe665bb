using System.Collections.Immutable;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Files of one folder that have something in common.</summary>
/// <param name="Folder">The folder with its slash; empty for the root.</param>
/// <param name="Count">How many files.</param>
/// <param name="Whole">Whether they are all the files below the folder; otherwise they lie directly in it, beside others.</param>
public sealed record FolderShare(string Folder, int Count, bool Whole)
{
    /// <summary>
    /// Groups files by folder: one group for each highest folder all of whose files are chosen, and one for the chosen files that lie
    /// directly in any other folder.
    /// </summary>
    /// <param name="files">Every file, in ordinal order of the paths.</param>
    /// <param name="chosen">Those of them that are chosen.</param>
    public static ImmutableArray<FolderShare> Group(IEnumerable<string> files, IReadOnlySet<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(chosen);
        var open = new Stack<Frame>([new Frame("")]);
        foreach (var path in files)
        {
            while (!path.StartsWith(open.Peek().Folder, StringComparison.Ordinal))
            {
                Close(open);
            }

            for (var slash = path.IndexOf('/', open.Peek().Folder.Length); slash >= 0; slash = path.IndexOf('/', slash + 1))
            {
                open.Push(new Frame(path[..(slash + 1)]));
            }

            open.Peek().Files++;
            open.Peek().Chosen += chosen.Contains(path) ? 1 : 0;
        }

        while (open.Count > 1)
        {
            Close(open);
        }

        return [.. open.Peek().Groups()];
    }

    private static void Close(Stack<Frame> open)
    {
        var frame = open.Pop();
        open.Peek().Add(frame);
    }

    private sealed class Frame(string folder)
    {
        private readonly List<FolderShare> inner = [];
        private int innerFiles;
        private int innerChosen;

        public string Folder => folder;

        public int Files { get; set; }

        public int Chosen { get; set; }

        public void Add(Frame frame)
        {
            innerFiles += frame.Files + frame.innerFiles;
            innerChosen += frame.Chosen + frame.innerChosen;
            inner.AddRange(frame.Groups());
        }

        public IEnumerable<FolderShare> Groups()
        {
            if (Files + innerFiles == Chosen + innerChosen)
            {
                return Files + innerFiles > 0 ? [new FolderShare(folder, Files + innerFiles, Whole: true)] : [];
            }

            return Chosen > 0 ? inner.Prepend(new FolderShare(folder, Chosen, Whole: false)) : inner;
        }
    }
}
