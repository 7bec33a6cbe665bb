using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>That a pipeline installs what a project with a lock file asks for.</summary>
/// <param name="Job">The job.</param>
/// <param name="Project">The project.</param>
/// <param name="Lock">The lock file that holds for it, by its path; that which the command reads, where there is one.</param>
/// <param name="Act">How.</param>
/// <param name="Place">Where the command is written.</param>
/// <param name="Text">The command, as written.</param>
internal sealed record ProjectInstall(Job Job, Project Project, string Lock, InstallAct Act, Place Place, string Text)
{
    /// <summary>Why it cannot be told whether it does so as the lock file says, as a clause; null where it can.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether it is not even known that the packages of this project are installed, so that it proves nothing, and accuses nobody where it does as the lock file says.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The lock file in words.</summary>
    public string LockInWords => IsDoubtful && Together.Length > 1 ? "its lock file" : $"'{Lock}'";

    /// <summary>Whether it is open whether something else is installed than the lock file says.</summary>
    public bool IsOpen => Unknown is not null && !(IsDoubtful && !IsOtherTool && Act.Use is LockUse.Honours);

    /// <summary>What stands around the command.</summary>
    public InstallSurroundings? Surroundings { get; init; }

    /// <summary>The command itself.</summary>
    public BuildCommand? Command { get; init; }

    /// <summary>The projects that the command installs the packages of, this one among them.</summary>
    public ImmutableArray<Project> Together { get; init; } = [];

    /// <summary>How the pipeline comes to the command; null where that stands in the pipeline itself.</summary>
    public CallWay? Way { get; init; }

    /// <summary>What the step uses that runs the command by itself; null where the command stands somewhere.</summary>
    public string? By { get; init; }

    /// <summary>How the pipeline comes to the command, as a clause; empty where that stands in the pipeline itself.</summary>
    public string Behind =>
        Way is { } way ? $", which '{WorkspaceRun.Shorten(way.Text)}' comes to,"
        : By is { } by ? $", which '{by}' runs,"
        : "";

    /// <summary>Whether it takes nothing from any of them, since they are those of another tool.</summary>
    public bool IsOtherTool { get; init; }

    /// <summary>Whether it installs the packages of a project.</summary>
    /// <param name="project">The project.</param>
    public bool Covers(Project project) =>
        Together.Contains(project, ReferenceEqualityComparer.Instance) || (project.Workspace is { } workspace && Project.Folder == workspace && project.Locks.Contains(Lock));
}
