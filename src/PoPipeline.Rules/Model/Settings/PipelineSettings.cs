using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>What pipelines may do, and whose code they may run. What the forge does not say, or has no notion of, is null.</summary>
public sealed record PipelineSettings
{
    /// <summary>Whether pipelines run at all.</summary>
    public bool? IsOn { get; init; }

    /// <summary>Whether the token of a job may write where a pipeline says nothing.</summary>
    public bool? TokenMayWrite { get; init; }

    /// <summary>Whether the token of a job may approve changes.</summary>
    public bool? TokenMayApprove { get; init; }

    /// <summary>Whether jobs of any other repository of the forge may use their token here.</summary>
    public bool? IsOpenToAllJobs { get; init; }

    /// <summary>Whose components pipelines may use.</summary>
    public AllowedComponents? Components { get; init; }

    /// <summary>Whether components have to be pinned to a commit.</summary>
    public bool? RequiresPins { get; init; }

    /// <summary>Whose changes from outside wait until somebody lets their pipelines run.</summary>
    public OutsideApproval? OutsideApproval { get; init; }

    /// <summary>Whether pipelines of changes from outside run with the rights of this repository.</summary>
    public bool? RunsChangesFromOutside { get; init; }

    /// <summary>Whether whoever starts a pipeline may set variables that it defines.</summary>
    public bool? MayOverrideVariables { get; init; }

    /// <summary>Variables that pipelines get, without their values.</summary>
    public ImmutableArray<PipelineVariable> Variables { get; init; } = [];

    /// <summary>The organisation's own runners, by group where the forge groups them.</summary>
    public ImmutableArray<RunnerGroup> Runners { get; init; } = [];
}

/// <summary>Whose components pipelines may use.</summary>
public enum AllowedComponents
{
    /// <summary>Anybody's.</summary>
    All,

    /// <summary>Those of the organisation alone.</summary>
    OwnOnly,

    /// <summary>Those on a list.</summary>
    Selected,
}

/// <summary>Whose changes from outside wait until somebody lets their pipelines run.</summary>
public enum OutsideApproval
{
    /// <summary>Those of people who are new to the forge.</summary>
    NewToForge,

    /// <summary>Those of people of whom no change was taken before.</summary>
    FirstTime,

    /// <summary>Those of everybody outside.</summary>
    Everybody,
}

/// <summary>A variable of pipelines, without its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsProtected">Whether only pipelines of protected branches and tags get it.</param>
/// <param name="IsMasked">Whether logs show it.</param>
/// <param name="Environment">The environments whose jobs get it: <c>*</c> for all.</param>
public sealed record PipelineVariable(string Name, bool IsProtected, bool IsMasked, string Environment);

/// <summary>A group of the organisation's own runners, or one runner where the forge does not group them. What it does not say, or has no notion of, is null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TakesPublic">Whether repositories that everybody may see can use it.</param>
/// <param name="TakesAll">Whether every repository can use it.</param>
/// <param name="TakesAnyBranch">Whether jobs of branches that nothing protects can use it.</param>
public sealed record RunnerGroup(string Name, bool? TakesPublic, bool? TakesAll, bool? TakesAnyBranch);
