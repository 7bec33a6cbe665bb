using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows a downloaded archive to where something out of it is run. What is in it nobody knows, so that only what is called like it, or lies where it was unpacked to, counts.</summary>
internal static class Archives
{
    // Filters between a download and what unpacks it.
    private const int LongestPipe = 8;

    // Whoever writes more between a download and its use means to keep a reader busy.
    private const int MostBetween = 400;

    private static readonly string[] Endings = [".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tgz", ".txz", ".tbz2", ".tbz", ".tar", ".zip", ".7z"];

    // What lies here is run by its name alone.
    private static readonly string[] SearchPath = ["/usr/local/bin", "/usr/local/sbin", "/usr/local", "/usr/bin", "/usr/sbin", "/usr", "/bin", "/sbin", "~/bin", "~/.local/bin", "$HOME/bin", "$HOME/.local/bin", "${HOME}/bin", "${HOME}/.local/bin"];

    private static readonly string[] Builders = ["make", "gmake", "cmake", "ninja", "meson", "configure"];

    /// <summary>The place of the command that runs something out of the archive, or puts it where programs are looked for; null where none does.</summary>
    /// <param name="job">The commands of the job.</param>
    /// <param name="download">The place of the command that downloads.</param>
    /// <param name="file">The file that it stores; null where it stores none.</param>
    public static int? RunOf(JobDownloads job, int download, string? file)
    {
        var commands = job.Commands;
        if (UnpackerOf(job, download, file) is not { } unpacker || FileMove.Of(commands[unpacker].Command) is not { } unpacked)
        {
            return null;
        }

        if (IsSearched(unpacked.Target))
        {
            return unpacker;
        }

        var contents = new Contents(
            StemOf(file ?? Downloads.AddressOf(commands[download].Command)?.Path.Split('?')[0] ?? ""),
            unpacked.Target is "." or "./" ? "" : unpacked.Target,
            [.. unpacked.Sources.Where(source => !Ends(source)).Select(LastOf).Where(name => name.Length > 2)]);
        var isInside = false;
        for (var later = unpacker + 1; later < Math.Min(commands.Count, unpacker + MostBetween); later++)
        {
            var command = commands[later].Command;

            // Each script starts in the folder of its step.
            isInside &= ReferenceEquals(commands[later].Script, commands[later - 1].Script);
            if (command.Words.IsEmpty)
            {
                continue;
            }

            if (command.Name is "cd" or "pushd")
            {
                isInside = command.Words.Length > 1 && contents.HasFolder(command.Words[1].Text);
            }
            else if (Runs(command, contents, isInside))
            {
                return later;
            }
        }

        return null;
    }

    /// <summary>The names, without their folders, of the archives that a command unpacks.</summary>
    public static IEnumerable<string> UnpackedBy(Command command) =>
        command.Name is "tar" or "bsdtar" or "unzip" or "7z" or "7za" or "expand-archive" && FileMove.Of(command) is { } move ? move.Sources.Select(LastOf) : [];

    private static int? UnpackerOf(JobDownloads job, int download, string? file)
    {
        var commands = job.Commands;
        var next = download;
        for (var length = 0; length < LongestPipe && commands[next].Command.PipedTo is { } reader; length++)
        {
            next += reader - commands[next].Index;
            if (commands[next].Command.Name is "tar" or "bsdtar" && FileMove.Of(commands[next].Command) is not null)
            {
                return next;
            }
        }

        return file is not null && LastOf(file) is { Length: > 1 } name ? job.UnpackerOf(name, download) : null;
    }

    private static bool Runs(Command command, Contents contents, bool isInside) => command.Name switch
    {
        "sh" or "bash" or "dash" or "zsh" or "python" or "python3" or "perl" or "ruby" or "node" or "source" or "." =>
            command.Words.Skip(1).FirstOrDefault(word => !word.Text.StartsWith('-')) is { Text: { } program } && ((isInside && !program.StartsWith("../", StringComparison.Ordinal) && !program.StartsWith('/')) || contents.Has(program)),
        "chmod" => command.Words.Length > 2 && command.Words[1].Text is var mode && (mode.Contains('x', StringComparison.Ordinal) || mode.Contains('7', StringComparison.Ordinal) || mode.Contains('5', StringComparison.Ordinal))
            && command.Words.Skip(2).Any(word => contents.Has(word.Text)),
        "mv" or "cp" or "install" or "ln" => FileMove.Of(command) is { } move ? IsSearched(move.Target) || IsSearched(RepositoryPath.FolderOf(move.Target)) ? move.Sources.Any(contents.Has) : false
            : command.Words.Length > 2 && IsSearched(RepositoryPath.FolderOf(command.Words[^1].Text)) && command.Words.Skip(1).SkipLast(1).Any(word => contents.Has(word.Text)),
        _ when isInside && Array.IndexOf(Builders, command.Name) >= 0 => true,
        _ => command.Words[0].Text is var text && text.Contains('/', StringComparison.Ordinal) && (isInside ? text.StartsWith("./", StringComparison.Ordinal) : contents.Has(text)),
    };

    private static bool IsSearched(string folder) => Array.IndexOf(SearchPath, folder.TrimEnd('/')) >= 0;

    private static bool Ends(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string StemOf(string path)
    {
        var name = LastOf(path);
        var ending = Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return ending is null ? name : name[..^ending.Length];
    }

    private static string LastOf(string path) => path[(path.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');


    // By what one knows that something came out of an archive: its name, where it was unpacked to, and the members that were asked for.
    private sealed record Contents(string Stem, string Target, List<string> Members)
    {
        public bool Has(string path)
        {
            var plain = Plain(path);
            return Lies(plain) || Members.Contains(LastOf(plain)) || IsAlike(LastOf(plain)) || (plain.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && IsAlike(plain[..slash]));
        }

        public bool HasFolder(string path)
        {
            var plain = Plain(path);
            return plain == Plain(Target) && plain.Length > 0 || Lies(plain) || IsAlike(plain.Split('/')[0]);
        }

        private bool Lies(string path) => Plain(Target) is { Length: > 0 } folder && path.StartsWith(folder + "/", StringComparison.Ordinal);

        private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..].TrimEnd('/') : path.TrimEnd('/');

        // tool, tool-1.2 and tool.sh out of tool-1.2-linux.tar.gz.
        private bool IsAlike(string name)
        {
            var (shorter, longer) = name.Length < Stem.Length ? (name, Stem) : (Stem, name);
            return shorter.Length > 1 && longer.StartsWith(shorter, StringComparison.OrdinalIgnoreCase) && (shorter.Length == longer.Length || !(char.IsLetterOrDigit(longer[shorter.Length]) || longer[shorter.Length] is '_'));
        }
    }
}
