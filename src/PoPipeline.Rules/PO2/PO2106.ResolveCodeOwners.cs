using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2106: every code owner exists, and may write.</summary>
public sealed class PO2106ResolveCodeOwners : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "Every code owner exists on the forge and may write, so that their approval counts.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.CodeOwnerAccess];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the list of code owners of '{repository.Name}'";
        return Of(repository.CodeOwners, what, list => Seen(
            $"{Counted.Of(list.Owners.Length, "code owner")} of '{repository.Name}' looked at.",
            list.Owners
                .Where(owner => owner.Access is OwnerAccessKind.Missing or OwnerAccessKind.MayNotWrite)
                .GroupBy(owner => owner.Name, StringComparer.Ordinal)
                .OrderBy(named => named.Key, StringComparer.Ordinal)
                .Select(named => FindingOf(repository, named.MaxBy(owner => owner.Access)!, view)),
            list.Owners.Where(owner => owner.Access is OwnerAccessKind.Unknown).Select(owner => NotTold($"the code owner '{owner.Name}' of '{repository.Name}'", "whether it may write"))));
    }

    private static Finding FindingOf(RepositorySettings repository, OwnerAccess owner, SettingsView view) => view.On(
        repository,
        $"code-owners/{owner.Name}",
        owner.Access is OwnerAccessKind.Missing
            ? $"There is no person or group '{owner.Name}', which the file of code owners of '{repository.Name}' names. The forge passes the name over without a word: nobody is asked for a review of what it is to own, and whoever takes a name that is free can be given what was meant for somebody else."
            : $"The code owner '{owner.Name}' is nobody who may write to '{repository.Name}'. The forge passes the name over without a word: nobody is asked for a review of what it is to own, and where no other owner is left, none is demanded.",
        SettingTopic.CodeOwner) with
    {
        Evidence = $"{owner.Name} {owner.Access}",
    };
}
