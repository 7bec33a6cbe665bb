using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of what pipelines may do. No value of a variable is asked for where that can be helped, and none is kept.</summary>
internal static class GitLabPipelines
{
    /// <summary>What pipelines of a project may do.</summary>
    /// <param name="project">The answer on the project.</param>
    /// <param name="node">The project, as GraphQL shows it.</param>
    /// <param name="variables">Its variables, where they are more than GraphQL shows at once.</param>
    public static Observed<PipelineSettings> Of(JsonElement project, JsonElement node, ImmutableArray<PipelineVariable>? variables = null)
    {
        var access = GitLabAccess.For(ForgeSetting.PipelineSettings);
        if (node.Object("ciCdSettings").Flag("inboundJobTokenScopeEnabled") is not { } isBounded)
        {
            return access.Lacks<PipelineSettings>("ciCdSettings");
        }

        var list = node.Object("ciVariables");
        if (variables is null && !list.HasItems("nodes"))
        {
            return access.Lacks<PipelineSettings>("ciVariables");
        }

        if (variables is null && GitLabQuery.GoesOn(list))
        {
            return Observed<PipelineSettings>.Failed("there are more than 100 variables, which are not read at once");
        }

        return Observed<PipelineSettings>.Known(new PipelineSettings
        {
            IsOn = project.Text("builds_access_level") is { } level ? level is not "disabled" : project.Flag("jobs_enabled"),
            TokenMayWrite = project.Flag("ci_push_repository_for_job_token_allowed"),
            IsOpenToAllJobs = !isBounded,
            RunsChangesFromOutside = project.Flag("ci_allow_fork_pipelines_to_run_in_parent_project"),
            MayOverrideVariables = project.Text("ci_pipeline_variables_minimum_override_role") switch
            {
                "developer" => true,
                "maintainer" or "owner" or "no_one_allowed" => false,
                _ => project.Flag("restrict_user_defined_variables") is { } isRestricted ? !isRestricted : null,
            },
            Variables = variables ?? [.. list.Items("nodes").Select(OfGraph)],
        });
    }

    /// <summary>What pipelines of a group get.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="runners">Its runners.</param>
    public static Observed<PipelineSettings> OfGroup(GitLabForge forge, ForgeReply variables, ForgeReply runners)
    {
        if (!variables.IsGiven || !runners.IsGiven)
        {
            return forge.Refused<PipelineSettings>(ForgeSetting.OrganizationPipelines, variables.IsGiven ? runners : variables);
        }

        var list = runners.Json.Object("group").Object("runners");
        return !list.HasItems("nodes") ? GitLabAccess.For(ForgeSetting.OrganizationPipelines).Lacks<PipelineSettings>("runners")
            : GitLabQuery.GoesOn(list) ? Observed<PipelineSettings>.Failed("the group has more than 100 runners, which are not read at once")
            : Observed<PipelineSettings>.Known(new PipelineSettings { Variables = OfRest(variables.Json), Runners = RunnersOf(list) });
    }

    /// <summary>Variables, as the REST interface shows them.</summary>
    /// <param name="list">The list.</param>
    public static ImmutableArray<PipelineVariable> OfRest(JsonElement list) =>
    [
        .. list.Items()
            .Select(variable => new PipelineVariable(variable.Text("key") ?? "", variable.Flag("protected") is true, variable.Flag("masked") is true, variable.Text("environment_scope") ?? "*"))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .ThenBy(variable => variable.Environment, StringComparer.Ordinal),
    ];

    // A runner that is paused takes no job, and a name that several have is told apart by the number of each.
    private static ImmutableArray<RunnerGroup> RunnersOf(JsonElement list) =>
    [
        .. list.Items("nodes")
            .Where(runner => runner.Flag("paused") is not true)
            .Select(runner => new RunnerGroup(NameOf(runner), TakesPublic: null, TakesAll: null, TakesAnyBranch: runner.Text("accessLevel") switch { "NOT_PROTECTED" => true, "REF_PROTECTED" => false, _ => null }))
            .OrderBy(runner => runner.Name, StringComparer.Ordinal),
    ];

    private static string NameOf(JsonElement runner)
    {
        var number = $"#{(runner.Text("id") ?? "").Split('/')[^1]}";
        return runner.Text("description") is { Length: > 0 } description ? $"{description} ({number})" : number;
    }

    private static PipelineVariable OfGraph(JsonElement variable) =>
        new(variable.Text("key") ?? "", variable.Flag("protected") is true, variable.Flag("masked") is true, variable.Text("environmentScope") ?? "*");
}
