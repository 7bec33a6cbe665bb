namespace PoPipeline.Rules.Shell;

/// <summary>How what runs a script takes the failure of its commands, before the script says anything of it.</summary>
[Flags]
public enum ScriptStart
{
    /// <summary>The script goes on, and ends as its last command does.</summary>
    None = 0,

    /// <summary>It ends where a command fails: <c>bash -e</c>.</summary>
    StopsAtError = 1,

    /// <summary>A pipe fails where any of its commands does: <c>bash -o pipefail</c>.</summary>
    PipesFail = 2,
}
