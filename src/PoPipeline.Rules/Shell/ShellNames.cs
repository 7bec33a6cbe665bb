using System.Collections.Frozen;

namespace PoPipeline.Rules.Shell;

/// <summary>What readers know of names: programs that run other programs, shells, variables.</summary>
internal static class ShellNames
{
    private static readonly FrozenSet<string> Shells = new[] { "sh", "bash", "dash", "ash", "zsh", "ksh" }.ToFrozenSet(StringComparer.Ordinal);

    // Each program that only runs another one, with those of its options that take a value.
    private static readonly FrozenDictionary<string, string[]> Wrappers = new Dictionary<string, string>
    {
        ["sudo"] = "-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --close-from",
        ["doas"] = "-u -C",
        ["env"] = "-u -C --unset --chdir",
        ["time"] = "-f -o --format --output",
        ["nice"] = "-n --adjustment",
        ["ionice"] = "-c -n --class --classdata",
        ["timeout"] = "-k -s --kill-after --signal",
        ["gtimeout"] = "-k -s --kill-after --signal",
        ["stdbuf"] = "-i -o -e --input --output --error",
        ["xargs"] = "-I -n -P -L -d -s -a -E --max-args --max-procs --max-lines --delimiter --arg-file --replace",
        ["exec"] = "-a",
        ["xvfb-run"] = "-n -s -f -e -p -w --server-num --server-args --auth-file --error-file",
        ["parallel"] = "-j -a -S -N -n -L -I --jobs --arg-file --sshlogin --max-args --delay --retries --timeout --joblog --colsep",
        ["retry"] = "-n -t -d -m -x --tries --times --delay --max --interval --until --while --backoff",
        ["nohup"] = "",
        ["setsid"] = "",
        ["command"] = "",
        ["builtin"] = "",
        ["chronic"] = "",
        ["unbuffer"] = "",
        ["winpty"] = "",
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>Whether the program is a POSIX shell.</summary>
    public static bool IsShell(string program) => Shells.Contains(program);

    /// <summary>The program's name without its folder and the extension of executables; empty where a part of it is expanded.</summary>
    public static string ProgramOf(ReadWord word)
    {
        var folder = word.Text.AsSpan().LastIndexOfAny('/', '\\');
        return folder + 1 < word.LastExpansion ? "" : ProgramOf(word.Text);
    }

    /// <summary>The program's name without its folder and the extension of executables.</summary>
    /// <param name="program">The program, as it is started.</param>
    public static string ProgramOf(string program)
    {
        var name = program[(program.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot > 0 && name[dot..].ToUpperInvariant() is ".EXE" or ".CMD" or ".BAT" or ".COM" ? name[..dot] : name;
    }

    /// <summary>How many of the words stand before the program that is really run; the assignments that <c>env</c> and <c>sudo</c> take among them.</summary>
    public static int WrappersIn(ReadOnlySpan<ReadWord> words, List<Word> assignments)
    {
        var position = 0;
        while (position < words.Length && Wrappers.TryGetValue(ProgramOf(words[position]), out var valued))
        {
            var wrapper = ProgramOf(words[position]);
            var next = position + 1;
            while (next < words.Length && (IsOption(words[next]) || (wrapper is "env" or "sudo" && AssignmentLength(words[next].Text) > 0)))
            {
                // 'command -v curl' asks where it is and does not run it.
                if (wrapper is "command" && words[next].Text is "-v" or "-V")
                {
                    return position;
                }

                if (words[next].Text[0] != '-')
                {
                    assignments.Add(words[next].Word);
                }

                next += valued.Contains(words[next].Text) ? 2 : 1;
            }

            // How long, and how often.
            next += wrapper is "timeout" or "gtimeout" || (wrapper is "retry" && next < words.Length && words[next].Text.All(char.IsAsciiDigit)) ? 1 : 0;
            if (next >= words.Length)
            {
                return position;
            }

            position = next;
        }

        return position;
    }

    /// <summary>The length of <c>NAME=</c>, <c>NAME+=</c> or <c>NAME[…]=</c> at the start of a word; 0 where it is no assignment.</summary>
    public static int AssignmentLength(ReadOnlySpan<char> word)
    {
        var name = 0;
        while (name < word.Length && (char.IsAsciiLetter(word[name]) || word[name] == '_' || (name > 0 && char.IsAsciiDigit(word[name]))))
        {
            name++;
        }

        if (name == 0 || name == word.Length)
        {
            return 0;
        }

        if (word[name] == '[' && word[name..].IndexOf(']') is > 0 and var close)
        {
            name += close + 1;
        }

        var rest = word[name..];
        return rest.StartsWith('=') ? name + 1 : rest.StartsWith("+=", StringComparison.Ordinal) ? name + 2 : 0;
    }

    private static bool IsOption(ReadWord word) => word.Text.Length > 1 && word.Text[0] == '-';
}
