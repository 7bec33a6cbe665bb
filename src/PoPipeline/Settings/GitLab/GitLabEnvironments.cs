using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of the environments of a project, joined with what protects them.</summary>
internal static class GitLabEnvironments
{
    /// <summary>The environments.</summary>
    /// <param name="project">The answer on the project.</param>
    /// <param name="node">The project, as GraphQL shows it.</param>
    public static Observed<EnvironmentList> Of(JsonElement project, JsonElement node)
    {
        var access = GitLabAccess.For(ForgeSetting.Environments);
        var list = node.Object("environments");
        return !list.HasItems("nodes") ? access.Lacks<EnvironmentList>("environments")
            : GitLabQuery.GoesOn(list) ? Observed<EnvironmentList>.Failed("there are more than 50 environments, which are not read")
            : GitLabTier.OfProject(project).IsFree ? Observed<EnvironmentList>.Unavailable("protected environments need GitLab Premium")
            : list.Items("nodes").Any(environment => !environment.Object("protectedEnvironments").HasItems("nodes")) ? access.Lacks<EnvironmentList>("protectedEnvironments")
            : Observed<EnvironmentList>.Known(new EnvironmentList([.. list.Items("nodes").Select(environment => EnvironmentOf(environment, project)).OrderBy(environment => environment.Name, StringComparer.Ordinal)]));
    }

    // A group may protect an environment by its tier as well; then a deployment waits for both.
    private static DeploymentEnvironment EnvironmentOf(JsonElement environment, JsonElement project)
    {
        var protections = environment.Object("protectedEnvironments");
        return new DeploymentEnvironment
        {
            Name = environment.Text("name") ?? "",
            IsProduction = environment.Text("tier") is { } tier ? tier.Equals("production", StringComparison.OrdinalIgnoreCase) : null,
            Approvals = protections.Items("nodes").Select(ApprovalsOf).DefaultIfEmpty().Max(),
            MayApproveOwn = project.Flag("allow_pipeline_trigger_approve_deployment"),
            IsRestricted = protections.Items("nodes").Any(protection => protection.Object("deployAccessLevels").Items("nodes").Any()),
        };
    }

    // Rules and the number for all of them exclude each other.
    private static int ApprovalsOf(JsonElement protection) => (int)Math.Clamp(
        Math.Max(protection.Number("requiredApprovalCount") ?? 0, protection.Object("approvalRules").Items("nodes").Sum(rule => Math.Clamp(rule.Number("requiredApprovals") ?? 0, 0, 1000))),
        0,
        int.MaxValue);
}
