namespace PoPipeline.Rules.Installs;

/// <summary>What a command that installs packages does with the lock file.</summary>
public enum LockUse
{
    /// <summary>That cannot be told; the act says why.</summary>
    Unknown,

    /// <summary>It installs exactly what the lock file says, or fails.</summary>
    Honours,

    /// <summary>It installs something that no lock file decides.</summary>
    Ignores,

    /// <summary>It may install as the lock file says, and where that does not fit what the project asks for, it takes something else without failing.</summary>
    Rewrites,
}
