using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which files a command compares with a checksum, or verifies the signature of.</summary>
public sealed record FileCheck
{
    private const int LongestPipe = 8;
    private const int ShortestHash = 32;

    // Whoever writes more between what says a list and what reads it means to keep a reader busy.
    private const int MostBetween = 64;

    private static readonly FrozenSet<string> Sums = FrozenSet.Create(
        StringComparer.Ordinal, "sha256sum", "sha512sum", "sha384sum", "sha224sum", "sha1sum", "shasum", "b2sum", "md5sum", "sha256");

    // What a signature or a checksum of a file is called.
    private static readonly string[] Endings = [".sig", ".asc", ".sign", ".minisig", ".sha256", ".sha512", ".sha256sum", ".sha512sum", ".pem", ".bundle", ".sigstore", ".sigstore.json", ".intoto.jsonl"];

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("$`[(|*+?");
    private static readonly SearchValues<char> Expanded = SearchValues.Create("$`<");

    private readonly ImmutableArray<string> names;

    // The folder of those that only the list of the check names, or a variable; null where all are named here.
    private readonly string? folder;

    // What their names have in common, where a search picks them out of the list.
    private readonly string? part;

    private FileCheck(ImmutableArray<string> names, string? folder, string? part = null)
    {
        this.names = names;
        this.folder = folder;
        this.part = part;
    }

    /// <summary>What a command of a script checks; null where it checks nothing.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">The index of the command.</param>
    public static FileCheck? Of(Script script, int index)
    {
        ArgumentNullException.ThrowIfNull(script);
        var command = script.Commands[index];
        return !Downloads.IsCheck(command) ? null
            : !Sums.Contains(command.Name) ? OfSignature(command)
            : command.Option("-c", "--check") is null ? OfHash(script, index)
            : OfList(script, index);
    }

    /// <summary>Whether it looks at a file.</summary>
    /// <param name="file">The file, as the command names it that stores it.</param>
    /// <param name="hasMoved">Whether commands before may have gone into another folder.</param>
    public bool Covers(string file, bool hasMoved)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = NameOf(file);

        // What a variable calls so, this may be.
        return file.AsSpan().ContainsAny(Expanded)
            || names.Contains(name)
            || (folder is not null && (part is null ? hasMoved || FolderOf(file) is var own && (own.Length == 0 || own == folder) : name.Contains(part, StringComparison.Ordinal) || part.Contains(name, StringComparison.Ordinal)));
    }

    // gpg --verify tool.sig tool; cosign verify-blob --bundle tool.json tool; Get-FileHash tool.exe
    private static FileCheck? OfSignature(Command command)
    {
        if (command.Name is "gpg" or "gpg2" && command.Option("--verify", "--verify-files", "--decrypt", "-d") is null)
        {
            return null;
        }

        var words = command.Words.Skip(1).ToImmutableArray();
        var isComputed = false;
        for (var at = 0; at < words.Length; at++)
        {
            // What stands behind an option is the option's, unless that is one of those that have none.
            isComputed |= !words[at].Literal && !words[at].Text.StartsWith('-') && (at == 0 || words[at - 1].Text is not ['-', ..] || words[at - 1].Text is "--verify" or "--batch" or "--quiet" or "--no-tty" or "--decrypt" or "-d" or "-m" or "-Vm" or "-x" or "-Path" or "-LiteralPath");
        }

        return new([.. words.SelectMany(word => Tokens(word.Text)).SelectMany(Signed)], isComputed ? "" : null);
    }

    // test "$(sha256sum tool | cut -d' ' -f1)" = "$HASH"
    private static FileCheck? OfHash(Script script, int index)
    {
        var command = script.Commands[index];
        if (script.Commands.Length > 1 && command is { Inside: null, PipedTo: null, OutputFiles.IsEmpty: true })
        {
            // It prints the checksum, and nothing compares that.
            return null;
        }

        var files = FilesOf(command).Concat(Feeders(script, index).SelectMany(feeder => feeder.Words.Skip(1))).ToImmutableArray();
        return files.IsEmpty ? new([], "") : new([.. files.Select(file => NameOf(file.Text))], files.Any(file => !file.Literal) ? "" : null);
    }

    // sha256sum -c SUMS; echo "HASH  tool" | sha256sum -c
    private static FileCheck OfList(Script script, int index)
    {
        var command = script.Commands[index];
        if (!command.Documents.IsEmpty)
        {
            return OfLines(command.Documents.Select(document => document.Text));
        }

        var lists = FilesOf(command).Where(file => !file.Text.StartsWith("<(", StringComparison.Ordinal)).ToImmutableArray();
        if (!lists.IsEmpty)
        {
            var written = lists.Select(list => LinesIn(script, index, NameOf(list.Text))).ToImmutableArray();
            return written.All(lines => !lines.IsEmpty) ? OfLines(written.SelectMany(lines => lines)) : new([.. lists.SelectMany(list => Signed(NameOf(list.Text)))], FolderOf(lists[0].Text));
        }

        var feeders = Feeders(script, index).ToImmutableArray();
        return feeders.FirstOrDefault(feeder => LinesOf(feeder).Any()) is { } said ? OfLines(LinesOf(said))
            : new([], "", feeders.Where(feeder => feeder.Name is "grep" or "egrep" or "fgrep" or "select-string").Select(PartOf).FirstOrDefault());
    }

    private static FileCheck OfLines(IEnumerable<string> lines)
    {
        // The first word of each line is the checksum.
        var files = lines.SelectMany(text => Collapsed(text).Replace("\\n", "\n", StringComparison.Ordinal).Split('\n')).SelectMany(line => Tokens(line).Skip(1)).Where(token => !IsHash(token)).ToImmutableArray();
        return new([.. files.Select(NameOf)], files.IsEmpty || files.Any(file => file.AsSpan().ContainsAny(Expanded)) ? "" : null);
    }

    // What a command of the script writes into the list, where that can be read.
    private static ImmutableArray<string> LinesIn(Script script, int index, string list) =>
        [.. script.Commands[Math.Max(0, index - MostBetween)..index].Where(command => command.OutputFiles.Any(file => NameOf(file.Text) == list)).SelectMany(LinesOf)];

    private static IEnumerable<string> LinesOf(Command command) => command.Name switch
    {
        "echo" => [string.Join(' ', command.Words.Skip(1).Where(word => word.Text is not ("-e" or "-n" or "-en" or "-ne")).Select(word => word.Text))],
        "printf" => command.Words.Length > 1 && command.Words[1].Text.Contains('%', StringComparison.Ordinal) ? [string.Join(' ', command.Words.Skip(2).Select(word => word.Text))] : command.Words.Skip(1).Select(word => word.Text),
        "cat" or "tee" => command.Documents.Select(document => document.Text),
        _ => [],
    };

    // Those whose output it reads, the nearest first.
    private static IEnumerable<Command> Feeders(Script script, int index)
    {
        var reader = index;
        for (var length = 0; length < LongestPipe; length++)
        {
            var feeder = FeederOf(script, reader);
            if (feeder < 0)
            {
                yield break;
            }

            yield return script.Commands[feeder];
            reader = feeder;
        }
    }

    private static int FeederOf(Script script, int reader)
    {
        for (var at = Math.Max(0, reader - MostBetween); at < Math.Min(script.Commands.Length, reader + MostBetween); at++)
        {
            if (script.Commands[at].PipedTo == reader || (script.Commands[at] is { PipedTo: null, Nesting: Nesting.ProcessSubstitution } inner && inner.Inside == reader))
            {
                return at;
            }
        }

        return -1;
    }

    private static IEnumerable<Word> FilesOf(Command command)
    {
        for (var at = 1; at < command.Words.Length; at++)
        {
            var word = command.Words[at];
            if (word.Text is "-a" or "--algorithm" or "-l" or "--length")
            {
                at++;
            }
            else if (!word.Text.StartsWith('-'))
            {
                yield return word;
            }
        }

        foreach (var file in command.InputFiles)
        {
            yield return file;
        }
    }

    // grep ' tool.tar.gz$' SUMS
    private static string? PartOf(Command search)
    {
        var pattern = (search.ValuesOf("-e", "--regexp").FirstOrDefault() ?? search.Words.Skip(1).FirstOrDefault(word => !word.Text.StartsWith('-')))?.Text.Trim('^', '$', ' ', '*', '"').Replace("\\", "", StringComparison.Ordinal);
        return pattern is not { Length: > 2 } || pattern.AsSpan().ContainsAny(PatternSigns) ? null : pattern;
    }

    private static IEnumerable<string> Signed(string file)
    {
        var name = NameOf(file);
        return Endings.Where(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Select(ending => name[..^ending.Length]).Prepend(name);
    }

    private static IEnumerable<string> Tokens(string line) =>
        Collapsed(line).Split([' ', '\t', '\r', '\n', '(', ')', '"', '\'', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(token => token.TrimStart('*')).Where(token => token.Length > 0 && token is not "=");

    private static bool IsHash(string token) => token.Length >= ShortestHash && token.All(char.IsAsciiHexDigit);

    // What is expanded may have spaces in it as it is written: $(cat sum), or what a platform puts in two brackets.
    private static string Collapsed(string text)
    {
        foreach (var (open, close) in (ReadOnlySpan<(string, string)>)[("{{", "}}"), ("[[", "]]"), ("<<", ">>"), ("$(", ")")])
        {
            for (var start = text.IndexOf(open, StringComparison.Ordinal); start >= 0;)
            {
                var end = text.IndexOf(close, start, StringComparison.Ordinal);
                var inner = end < 0 ? default : text.AsSpan(start, end - start);
                if (end >= 0 && inner.ContainsAny(Blanks))
                {
                    text = string.Concat(text.AsSpan(0, start).TrimEnd('$'), "$", text.AsSpan(end + close.Length));
                }

                start = end < 0 || start + 1 >= text.Length ? -1 : text.IndexOf(open, start + 1, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string NameOf(string file) => file[(file.LastIndexOfAny(['/', '\\']) + 1)..].Trim('"', '\'').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static string FolderOf(string file)
    {
        var slash = file.LastIndexOfAny(['/', '\\']);
        var own = slash <= 0 ? "" : file[..slash];
        return own.StartsWith("./", StringComparison.Ordinal) ? own[2..] : own is "." ? "" : own;
    }
}
