using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5117: what goes to production is approved, and comes from some branches alone.</summary>
public sealed class PO5117SeparateEnvironments : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "A production environment takes deployments from some branches alone, and each needs the approval of somebody else.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [862];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.Environments];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Of(repository.Environments, $"the list of environments of '{repository.Name}'", list =>
        {
            var production = list.Environments
                .Where(environment => environment.IsProduction ?? Deployments.IsProduction(environment.Name, view.Snapshot.Policy))
                .OrderBy(environment => environment.Name, StringComparer.Ordinal)
                .ToImmutableArray();
            return production.IsEmpty
                ? Verdict.NotApplicable($"None of the {Counted.Of(list.Environments.Length, "environment")} of '{repository.Name}' is production, by its tier or by a name that the policy has.")
                : Seen(
                    $"{Counted.Of(production.Length, "production environment")} of '{repository.Name}' looked at.",
                    production.SelectMany(environment => FindingsOf(repository, environment, view)),
                    production.SelectMany(environment => GapsOf(repository, environment)));
        });
    }

    private static IEnumerable<Gap> GapsOf(RepositorySettings repository, DeploymentEnvironment environment)
    {
        var what = $"the environment '{environment.Name}' of '{repository.Name}'";
        if (environment.Approvals is null)
        {
            yield return NotTold(what, "whether anybody has to approve a deployment");
        }

        if (environment is { Approvals: > 0, MayApproveOwn: null })
        {
            yield return NotTold(what, "whether whoever starts a deployment can approve it");
        }

        if (environment.IsRestricted is null)
        {
            yield return NotTold(what, "in the answers that were asked for which branches can be deployed to it");
        }
    }

    private static IEnumerable<Finding> FindingsOf(RepositorySettings repository, DeploymentEnvironment environment, SettingsView view)
    {
        var name = $"the production environment '{environment.Name}' of '{repository.Name}'";
        if (environment.Approvals == 0)
        {
            yield return view.On(repository, $"environments/{environment.Name}/approval", $"Nobody has to approve a deployment to {name}. Whatever gets a pipeline to run, a change that was merged or a token that was taken, delivers to everybody who uses what is there.", SettingTopic.Environments);
        }
        else if (environment is { Approvals: > 0, MayApproveOwn: true })
        {
            yield return view.On(repository, $"environments/{environment.Name}/own", $"Whoever starts a deployment to {name} can approve it themselves, so that one account alone delivers.", SettingTopic.Environments) with { Severity = Severity.Low };
        }

        if (environment.IsRestricted is false)
        {
            yield return view.On(repository, $"environments/{environment.Name}/branches", $"Every branch can be deployed to {name}. Whoever may push a branch, which nobody reviews, writes a pipeline there that names this environment, and gets its secrets.", SettingTopic.Environments);
        }
    }
}
