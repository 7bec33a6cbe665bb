using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>What is known of how programs end that are no checks.</summary>
internal static class ShellWords
{
    /// <summary>Whether a command ends well whatever happened before it: it says or keeps something.</summary>
    /// <param name="command">The command.</param>
    public static bool AlwaysSucceeds(Command command) => command.Name is "echo" or "printf" or "true" or ":" or "touch" or "mkdir" or "cat" or "cp" or "mv" or "rm" or "ls" or "export" or "local" or "declare" or "readonly" or "typeset"
        or "unset" or "set" or "shopt" or "cd" or "pushd" or "popd" or "sleep" or "date" or "logger" or "tee" or "head" or "tail" or "chmod" or "chown" or "tar" or "zip" or "gzip" or "trap" or "wait" or "kill" or "rem" or "ver" or "write-host"
        or "write-output" or "write-warning" or "for" or "while" or "until" or "case" or "function" or "shift" or "read" or "source" or "." or "pwd" or "env" or "id" or "whoami" or "curl" or "wget" or "gh" or "aws" or "gsutil" or "gcloud" or "az"
        or "buildkite-agent" or "reportgenerator" or "codecov" or "break" or "continue" or "hash" or "command" or "stty" or "umask" or "ulimit";

    /// <summary>Whether a command behind a pipe ends well whatever it is handed.</summary>
    /// <param name="command">The command.</param>
    public static bool PassesOn(Command command) =>
        command.Name is "tee" or "cat" or "head" or "tail" or "less" or "more" or "sed" or "sort" or "uniq" or "tr" or "nl" or "column" or "cut" or "ts" or "fold" or "wc" or "tac" or "rev" or "base64" or "gzip" or "xz" or "bat" or "pr" or "fmt" or "iconv" or "strings" or "logger"
        || (command.Name is "jq" or "yq" && command.Option("-e") is null && command.Option("--exit-status") is null && !command.Words.Any(word => word.Text.Contains("error", StringComparison.Ordinal)))
        || (command.Name is "awk" or "gawk" or "perl" && !command.Words.Any(word => word.Text.Contains("exit", StringComparison.Ordinal)));

    /// <summary>Whether a command says by how it ends what it read.</summary>
    /// <param name="command">The command.</param>
    public static bool Reads(Command command) => command.Name is "grep" or "egrep" or "fgrep" or "rg" or "jq" or "yq" or "awk" or "find" or "diff" or "cmp" or "python" or "python3" or "node" or "perl" or "ruby" or "php" or "xmllint" or "wc";

    /// <summary>How a shell is started that a command hands a text to: <c>bash -ec</c>, also behind <c>docker run</c>.</summary>
    /// <param name="command">The command.</param>
    public static ScriptStart StartOf(Command command)
    {
        var at = 0;
        while (at < command.Words.Length && !ShellReader.IsShell(command.Words[at].Text[(command.Words[at].Text.LastIndexOf('/') + 1)..]))
        {
            at++;
        }

        return at == command.Words.Length ? ScriptStart.None : ShellStart.Of(string.Join(' ', command.Words.Skip(at + 1).TakeWhile(word => word.Text.StartsWith('-') || word.Text is "pipefail" or "errexit").Select(word => word.Text)));
    }
}
