using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5116: pipelines get no more rights by settings than they need.</summary>
public sealed class PO5116RestrictActionsSettings : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "The settings of pipelines give tokens, changes from outside and runners no more than they need.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [250];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.PipelineSettings, ForgeSetting.OrganizationPipelines];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the pipeline settings of '{repository.Name}'";
        return Of(repository.Pipelines, what, pipelines => pipelines.IsOn is false
            ? Verdict.NotApplicable($"No pipeline runs in '{repository.Name}': they are turned off.")
            : Aspect.Of([.. Aspects(pipelines, $"'{repository.Name}'", repository.Traits.Value?.IsPublic is false, view)], what, view.Words, (part, message, topic) => view.On(repository, part, message, topic)));
    }

    /// <inheritdoc/>
    protected override Verdict? LookAround(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the pipeline settings of '{organization.Name}'";
        return Of(organization.Pipelines, what, pipelines => pipelines.IsOn is false
            ? Verdict.NotApplicable($"No pipeline runs in '{organization.Name}': they are turned off.")
            : Aspect.Of([.. Aspects(pipelines, $"'{organization.Name}'", isClosed: false, view).Select(ForAll), .. pipelines.Runners.SelectMany(group => OfRunners(group, organization))], what, view.Words, (part, message, topic) => view.On(organization, part, message, topic)));
    }

    // What a repository has to say may be something that its organisation has no say in.
    private static Aspect ForAll(Aspect aspect) => aspect with
    {
        Notion = aspect.Notion switch
        {
            SettingNotion.TokenWrites => SettingNotion.OrganizationTokenWrites,
            SettingNotion.TokenApproves => SettingNotion.OrganizationTokenApproves,
            SettingNotion.Components => SettingNotion.OrganizationComponents,
            SettingNotion.OutsideApproval => SettingNotion.OrganizationOutsideApproval,
            SettingNotion.OutsideRights => SettingNotion.OrganizationOutsideRights,
            SettingNotion.OpenJobs => SettingNotion.OrganizationOpenJobs,
            SettingNotion.Overrides => SettingNotion.OrganizationOverrides,
            var other => other,
        },
    };

    private static IEnumerable<Aspect> Aspects(PipelineSettings pipelines, string where, bool isClosed, SettingsView view)
    {
        yield return new Aspect(
            pipelines.TokenMayWrite,
            SettingNotion.TokenWrites,
            "pipelines/token",
            SettingTopic.TokenWrites,
            Severity.Medium,
            $"The token of every job of {where} may write where its pipeline says nothing. Whatever such a job runs, a test or a dependency of it, can push code with it.",
            "whether the token of a job may write");
        yield return new Aspect(
            pipelines.TokenMayApprove,
            SettingNotion.TokenApproves,
            "pipelines/approval",
            SettingTopic.TokenApproves,
            Severity.Medium,
            $"Jobs of {where} may approve changes with their token. Whoever can change a pipeline on a branch of their own then needs nobody else for an approval.",
            "whether the token of a job may approve changes");
        yield return new Aspect(
            pipelines.Components is AllowedComponents.All ? pipelines.RequiresPins is { } pins ? !pins : null : pipelines.Components is null ? null : false,
            SettingNotion.Components,
            "pipelines/components",
            SettingTopic.Components,
            Severity.Low,
            $"Pipelines of {where} may use the components of anybody, and need not pin them. Whoever takes over one of them runs code in these pipelines, with their secrets.",
            pipelines.Components is null ? "whose components pipelines may use" : "whether components have to be pinned");

        // Nobody from outside can propose a change where nobody from outside can look.
        yield return new Aspect(
            pipelines.OutsideApproval is { } approval ? approval is OutsideApproval.NewToForge : isClosed ? false : null,
            SettingNotion.OutsideApproval,
            "pipelines/outside",
            SettingTopic.OutsideApproval,
            Severity.Medium,
            $"Pipelines of {where} run for the first change of everybody who has an account for a while, before anybody looked at it. Such a change runs whatever it likes on the runners, and may put something into caches that later pipelines use.",
            "whose changes from outside wait for an approval");
        yield return new Aspect(
            pipelines.RunsChangesFromOutside,
            SettingNotion.OutsideRights,
            "pipelines/forks",
            SettingTopic.OutsideRights,
            Severity.Medium,
            $"Pipelines of changes from outside run with the rights of {where}: a member who starts one gives the code of somebody else its variables and its runners.",
            "whether pipelines of changes from outside run with rights of its own");
        yield return new Aspect(
            pipelines.IsOpenToAllJobs,
            SettingNotion.OpenJobs,
            "pipelines/jobs",
            SettingTopic.OpenJobs,
            Severity.Medium,
            $"A job of any other {view.Words.Repository} of the forge may use its token in {where}. Whoever makes a member start a pipeline elsewhere acts here with the rights of that member.",
            "whether jobs of others may use their token here");
        yield return new Aspect(
            pipelines.MayOverrideVariables,
            SettingNotion.Overrides,
            "pipelines/overrides",
            SettingTopic.Overrides,
            Severity.Low,
            $"Whoever may start a pipeline of {where} may override every variable of it, and with it commands, addresses and versions that its scripts take from there.",
            "whether whoever starts a pipeline may override variables");

        var unprotected = Names(pipelines.Variables.Where(variable => !variable.IsProtected));
        yield return new Aspect(
            !unprotected.IsEmpty,
            Notion: null,
            "pipelines/unprotected",
            SettingTopic.Variables,
            Severity.Low,
            $"Pipelines of every branch of {where} get {CodeOwnersRule.List(unprotected)}. Whoever may push a branch reads what only pipelines of protected branches need.",
            "which variables pipelines get",
            string.Join('\n', unprotected));
        var unmasked = Names(pipelines.Variables.Where(variable => !variable.IsMasked));
        yield return new Aspect(
            !unmasked.IsEmpty,
            Notion: null,
            "pipelines/unmasked",
            SettingTopic.Variables,
            Severity.Low,
            $"Logs of pipelines of {where} show the value of {CodeOwnersRule.List(unmasked)} where a job prints it. Whoever may see a log reads what is secret in it.",
            "which variables pipelines get",
            string.Join('\n', unmasked));
    }

    private static IEnumerable<Aspect> OfRunners(RunnerGroup group, OrganizationSettings organization)
    {
        yield return new Aspect(
            group.TakesPublic,
            SettingNotion.RunnersOfPublic,
            $"runners/{group.Name}",
            SettingTopic.Runners,
            Severity.High,
            $"Repositories that everybody may see can use the runners '{group.Name}' of '{organization.Name}'. Whoever proposes a change to one of them runs code on a machine within the organisation, and what it leaves there meets the next job.",
            $"whether repositories that everybody may see can use the runners '{group.Name}'");
        yield return new Aspect(
            group.TakesAnyBranch,
            SettingNotion.RunnersOfBranches,
            $"runners/{group.Name}/branches",
            SettingTopic.Runners,
            Severity.Low,
            $"The runner '{group.Name}' of '{organization.Name}' takes jobs of every branch. Whoever may push a branch, which nobody reviews, runs code on a machine that builds protected branches, too, and what it leaves there meets the next job.",
            $"whether the runner '{group.Name}' takes jobs of every branch");
    }

    private static ImmutableArray<string> Names(IEnumerable<PipelineVariable> variables) => [.. variables.Select(variable => variable.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
