using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Tells what reads a script by its first line.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#running-scripts-within-steps: a script without one is read by <c>/bin/sh</c>.</remarks>
internal static class Shebang
{
    /// <summary>What reads a script.</summary>
    /// <param name="script">The script.</param>
    public static ShellKind KindOf(string script)
    {
        var text = script.AsSpan().TrimStart();
        if (!text.StartsWith("#!"))
        {
            return ShellKind.Posix;
        }

        var end = text.IndexOfAny('\n', '\r');
        var kind = ShellKind.Unknown;
        foreach (var range in (end < 0 ? text : text[..end])[2..].ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            kind = ProgramOf(range) is var known and not ShellKind.Unknown ? known : kind;
        }

        return kind;
    }

    /// <summary>What a program reads that is named by its path.</summary>
    /// <param name="program">The program: <c>/bin/bash</c>.</param>
    public static ShellKind ProgramOf(string program)
    {
        var name = program[(program.LastIndexOf('/') + 1)..];
        return name switch
        {
            "sh" or "ash" or "dash" or "ksh" or "zsh" or "bash" or "busybox" => ShellKind.Posix,
            "pwsh" or "powershell" or "pwsh.exe" or "powershell.exe" => ShellKind.PowerShell,
            "node" or "nodejs" => ShellKind.JavaScript,
            "win" or "cmd" or "cmd.exe" => ShellKind.Cmd,
            _ => name.StartsWith("python", StringComparison.Ordinal) ? ShellKind.Python : ShellKind.Unknown,
        };
    }
}
