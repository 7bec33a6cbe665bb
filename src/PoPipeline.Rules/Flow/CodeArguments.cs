using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>Finds the words of a command that the program runs, or that choose what it does.</summary>
internal static class CodeArguments
{
    // What they do with options is more than reading and writing what they are named: run programs, send files, write anywhere.
    private static readonly FrozenSet<string> Obedient = FrozenSet.Create(
        StringComparer.Ordinal,
        "curl", "wget", "git", "tar", "zip", "unzip", "rsync", "ssh", "scp", "find", "docker", "podman", "kubectl", "awk", "gawk", "sed", "perl", "python", "python3", "node", "ruby", "make", "gcc", "openssl", "psql", "mysql", "sqlite3",
        "vim", "less", "man", "env", "gh", "ansible-playbook", "terraform", "pip", "pip3");

    private static readonly FrozenDictionary<string, string[]> Evaluated = new Dictionary<string, string[]>
    {
        ["python"] = ["-c"],
        ["python2"] = ["-c"],
        ["python3"] = ["-c"],
        ["node"] = ["-e", "--eval", "-p", "--print", "-pe"],
        ["deno"] = ["eval"],
        ["bun"] = ["-e", "--eval"],
        ["ruby"] = ["-e", "-ne", "-pe"],
        ["perl"] = ["-e", "-E", "-ne", "-pe", "-pi", "-lne", "-0pe", "-0777pe", "-nle", "-lane"],
        ["php"] = ["-r"],
        ["lua"] = ["-e"],
        ["Rscript"] = ["-e"],
        ["osascript"] = ["-e"],
        ["psql"] = ["-c", "--command"],
        ["mysql"] = ["-e", "--execute"],
        ["pwsh"] = ["-c", "-command", "-Command", "-EncodedCommand"],
        ["powershell"] = ["-c", "-command", "-Command", "-EncodedCommand"],
        ["cmd"] = ["/c", "/C", "/k"],
        ["su"] = ["-c", "--command"],
        ["env"] = ["-S", "--split-string"],
        ["vim"] = ["-c"],
        ["nix"] = ["--expr"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ReadsProgram = FrozenSet.Create(StringComparer.Ordinal, "python", "python3", "node", "perl", "ruby", "php", "pwsh");

    /// <summary>The words that are programs, or parts of one.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<Word> Programs(Command command)
    {
        if (command.Name is "eval" or "iex" or "invoke-expression")
        {
            return command.Words.Skip(1);
        }

        if (Evaluated.TryGetValue(command.Name, out var options))
        {
            return Behind(command, word => options.Contains(word, StringComparer.Ordinal));
        }

        return command.Name switch
        {
            "ssh" => BehindHost(command),

            // What it starts stands for itself.
            "find" or "gfind" => [],
            "awk" or "gawk" or "mawk" or "nawk" => First(command, ["-v", "-F", "-f", "--assign", "--field-separator", "--file"], unless: ["-f", "--file"]),
            "sed" or "gsed" => Behind(command, word => word is "-e" or "--expression") is var given && given.Any() ? given : First(command, ["-f", "--file", "-l"], unless: ["-f", "--file"]),
            _ => BehindShell(command),
        };
    }

    /// <summary>The words that are filters of a program, which choose what it reads and gives.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<Word> Filters(Command command) => command.Name switch
    {
        "jq" or "gojq" => First(command, ["--arg", "--argjson", "--slurpfile", "--rawfile", "-f", "--from-file", "--indent", "-L"], unless: ["-f", "--from-file"]),
        "yq" => First(command, ["-o", "-p", "-f", "--from-file"], unless: ["--from-file"]),
        "gh" => Behind(command, word => word is "--jq" or "-q" or "--template" or "-t"),
        "make" => command.Words.Skip(1).Where(word => ShellNames.AssignmentLength(word.Text) > 0),
        _ => [],
    };

    /// <summary>The language of the programs that stand among the words, where it is one that is read; otherwise unknown.</summary>
    /// <param name="command">The command.</param>
    public static ShellKind LanguageOf(Command command) => command.Name switch
    {
        "node" or "bun" => ShellKind.JavaScript,
        "python" or "python2" or "python3" => ShellKind.Python,
        _ => ShellKind.Unknown,
    };

    /// <summary>Whether the program runs what it reads.</summary>
    /// <param name="command">The command.</param>
    public static bool RunsItsInput(Command command)
    {
        if (!ShellNames.IsShell(command.Name) && !ReadsProgram.Contains(command.Name))
        {
            return command.Name is "iex" or "invoke-expression";
        }

        var arguments = command.Words.Skip(1).Select(word => word.Text).ToList();
        return !arguments.Exists(word => ProgramTexts.IsCommandOption(word) || word is "-e" or "-c" or "-r")
            && (arguments.TrueForAll(word => word.StartsWith('-')) || arguments.Exists(word => word is "-" or "/dev/stdin" || word.StartsWith("-s", StringComparison.Ordinal)));
    }

    /// <summary>Whether options that a text smuggles in make the program do something else.</summary>
    public static bool ObeysOptions(Command command) => Obedient.Contains(command.Name);

    private static IEnumerable<Word> Behind(Command command, Func<string, bool> isOption)
    {
        for (var index = 1; index + 1 < command.Words.Length; index++)
        {
            if (isOption(command.Words[index].Text))
            {
                yield return command.Words[index + 1];
            }
        }
    }

    // sh -c TEXT, also behind docker exec, xargs and the like.
    private static IEnumerable<Word> BehindShell(Command command)
    {
        var words = command.Words;
        for (var index = 0; index + 1 < words.Length; index++)
        {
            if (ShellNames.IsShell(NameOf(words[index].Text)))
            {
                for (var option = index + 1; option + 1 < words.Length; option++)
                {
                    if (ProgramTexts.IsCommandOption(words[option].Text))
                    {
                        return [words[option + 1]];
                    }
                }
            }
        }

        return [];
    }

    private static string NameOf(string word) => word[(word.LastIndexOf('/') + 1)..];

    // What stands behind the host is a text for the shell there.
    private static IEnumerable<Word> BehindHost(Command command)
    {
        const string Valued = "BbcDEeFIiJLlmOopQRSWw";
        var isHost = false;
        for (var index = 1; index < command.Words.Length; index++)
        {
            var word = command.Words[index];
            if (isHost)
            {
                yield return word;
            }
            else if (word.Text.Length == 2 && word.Text[0] == '-' && Valued.Contains(word.Text[1]))
            {
                index++;
            }
            else
            {
                isHost = word.Text.Length == 0 || word.Text[0] != '-';
            }
        }
    }

    private static ImmutableArray<Word> First(Command command, string[] valued, string[] unless)
    {
        for (var index = 1; index < command.Words.Length; index++)
        {
            var word = command.Words[index];
            if (unless.Contains(word.Text))
            {
                return [];
            }

            if (word.Text.Length > 1 && word.Text[0] == '-')
            {
                index += valued.Contains(word.Text) ? word.Text is "--arg" or "--argjson" or "--slurpfile" or "--rawfile" ? 2 : 1 : 0;
            }
            else
            {
                return [word];
            }
        }

        return [];
    }
}
