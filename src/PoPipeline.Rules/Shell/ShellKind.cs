namespace PoPipeline.Rules.Shell;

/// <summary>The language of a script.</summary>
public enum ShellKind
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>sh, bash and their kin.</summary>
    Posix,

    /// <summary>Windows PowerShell or PowerShell.</summary>
    PowerShell,

    /// <summary>cmd.exe.</summary>
    Cmd,

    /// <summary>JavaScript, as in actions/github-script.</summary>
    JavaScript,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Groovy, which runs in the server of the pipelines itself.</summary>
    Groovy,
}
