using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads the value of <c>shell</c>: a known word, or a command with <c>{0}</c> for the script's file.</summary>
internal static class ShellNames
{
    /// <summary>The language.</summary>
    public static ShellKind KindOf(string shell)
    {
        // The last program that is known reads the script: 'nix develop --command bash {0}'.
        var kind = ShellKind.Unknown;
        foreach (var range in shell.AsSpan().Split(' '))
        {
            var word = shell.AsSpan()[range];
            var program = word[(word.LastIndexOfAny("/\\") + 1)..];
            kind = ProgramKind(program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program) is var known and not ShellKind.Unknown ? known : kind;
        }

        return kind;
    }

    /// <summary>How it takes the failure of a command.</summary>
    /// <param name="shell">The value; empty where none is given.</param>
    /// <remarks>Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell.</remarks>
    public static ScriptStart StartOf(string shell) => shell.Trim() switch
    {
        "" or "sh" => ScriptStart.StopsAtError,
        "bash" => ScriptStart.StopsAtError | ScriptStart.PipesFail,

        // An expression may be either of them.
        var own => own.StartsWith("${{", StringComparison.Ordinal) ? ScriptStart.StopsAtError : ShellStart.Of(own),
    };

    private static ShellKind ProgramKind(ReadOnlySpan<char> program) => program switch
    {
        "pwsh" or "powershell" => ShellKind.PowerShell,
        "cmd" => ShellKind.Cmd,
        "python" or "python2" or "python3" => ShellKind.Python,
        "node" or "nodejs" => ShellKind.JavaScript,
        "sh" or "ash" or "dash" or "ksh" or "zsh" or "msys2" or "alpine.sh" => ShellKind.Posix,

        // bash, wsl-bash, micromamba's and cygwin's.
        _ when program.EndsWith("bash", StringComparison.Ordinal) => ShellKind.Posix,
        _ => ShellKind.Unknown,
    };
}
