using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>That a command installs packages, and whether it does so as a lock file says.</summary>
/// <param name="Ecosystem">Whose packages.</param>
/// <param name="Use">What it does with the lock file.</param>
/// <param name="Why">Why, as a clause: <c>'npm install' brings package-lock.json up to date where it does not fit</c>.</param>
/// <param name="At">The word that decides.</param>
public sealed record InstallAct(Ecosystem Ecosystem, LockUse Use, string Why, Word At)
{
    /// <summary>The command that does the same as the lock file says; null where there is none, or none is needed.</summary>
    public string? Instead { get; init; }

    /// <summary>The folder, or the file of the project, that the command names, as it is written; null where it works in the current one.</summary>
    public string? Folder { get; init; }

    /// <summary>The file of requirements, or the lock file, that the command names, as it is written; null where it names none.</summary>
    public string? File { get; init; }

    /// <summary>Whether the content of each package must have the hash that the project says.</summary>
    public bool IsHashed { get; init; }

    /// <summary>
    /// Whether all that it installs by name has one version, which the command says; what comes along with that is decided by nobody all the same. Null where
    /// it installs what a project asks for.
    /// </summary>
    public bool? IsPinned { get; init; }

    /// <summary>Whether it only writes a lock file, and installs nothing.</summary>
    public bool OnlyLocks { get; init; }

    /// <summary>What writes the lock file alone, as a command, where the command says expressly that it may be written; null where it does not.</summary>
    public string? Writing { get; init; }

    /// <summary>Whether it takes the lock file without asking whether that still fits what the project asks for.</summary>
    public bool SkipsManifest { get; init; }

    /// <summary>The variable or setting that decides; null where the command itself, or a default, does.</summary>
    public ToolSetting? Decider { get; init; }
}
