using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4204: few administer a repository.</summary>
public sealed class PO4204LimitRepositoryAdmins : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "No more people administer a repository than the policy allows.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [269];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.RepositoryAdministrators];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Of(repository.Administrators, $"the list of administrators of '{repository.Name}'", list =>
        {
            var names = list.Principals.Select(principal => principal.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToImmutableArray();
            var count = Counted.Of(names.Length, "administrator");
            var groups = list.Principals.Any(principal => principal.Kind is PrincipalKind.Group) ? ", a group counted as one" : "";
            return Seen($"{count} of '{repository.Name}' looked at.", names.Length <= view.Policy.MostAdministrators ? [] :
            [
                view.On(repository, "administrators", $"'{repository.Name}' has {count}{groups}, more than the {view.Policy.MostAdministrators} that the policy allows: {CodeOwnersRule.List(names, view.Policy.MostAdministrators)}. Each of them can take away what protects its branches, read what its pipelines may, and let others in.", SettingTopic.Administrators) with
                {
                    Evidence = string.Join('\n', names),
                },
            ]);
        });
    }
}
