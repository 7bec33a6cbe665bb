using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4209: nobody from outside may write.</summary>
public sealed class PO4209LimitOutsideCollaborators : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "Nobody from outside of the organisation may administer a repository or write to it.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [284];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OutsideCollaborators];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Of(repository.OutsideCollaborators, $"the list of people from outside with access to '{repository.Name}'", list =>
        {
            var people = list.Principals
                .Select(person => new { Person = person, May = MayOf(person, view) })
                .GroupBy(one => one.Person.Name, StringComparer.Ordinal)
                .OrderBy(named => named.Key, StringComparer.Ordinal)

                // Of several roles the one that may most counts.
                .Select(named => named.OrderByDescending(one => one.May).ThenBy(one => one.Person.Role, StringComparer.Ordinal).First())
                .ToImmutableArray();
            return Seen(
                people.IsEmpty ? $"Nobody from outside has access to '{repository.Name}'." : $"{Counted.Of(people.Length, "person", "people")} from outside with access to '{repository.Name}' looked at.",
                people.Where(one => one.May is BasePermission.Write or BasePermission.Administer).Select(one => FindingOf(repository, one.Person, one.May is BasePermission.Administer, view)),
                people.Where(one => one.May is null).Select(one => NotTold(
                    $"the access of '{one.Person.Name}' to '{repository.Name}'",
                    one.Person.Role is { } role ? $"what the role '{role}' may do" : "which role they have")));
        });
    }

    private static BasePermission? MayOf(Principal person, SettingsView view) => person.Role is { } role && view.Words.Roles.TryGetValue(role, out var may) ? may : null;

    private static Finding FindingOf(RepositorySettings repository, Principal person, bool isAdministrator, SettingsView view) => view.On(
        repository,
        $"outside/{person.Name}",
        $"'{person.Name}', who is no member of the {view.Words.Organization}, may {(isAdministrator ? "administer" : "write to")} '{repository.Name}' by the role '{person.Role}'{(person.Until is { } until ? $", until {until:yyyy-MM-dd}" : "")}. "
            + $"What the {view.Words.Organization} demands of its members does not hold for them, nobody tells when they leave their employer, and {(isAdministrator ? "they can take away what protects the repository and let others in" : "what they push is built like what members push")}.",
        SettingTopic.Outside) with
    {
        Severity = isAdministrator ? Severity.High : Severity.Medium,
        Evidence = $"{person.Name} {person.Role}",
    };
}
