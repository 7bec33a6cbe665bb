using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>A rule about the settings of each repository by itself. An archived one can be changed by nobody, so that nothing has to be demanded of it.</summary>
public abstract class RepositoryRule : SettingsRule
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<Verdict> Look(SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Missing(view).Concat(view.Settings.Repositories.Select(repository => repository.Traits.Value is { IsArchived: true }
            ? Verdict.NotApplicable($"'{repository.Name}' is archived, so that nobody can change it.")
            : Look(repository, view)))
            .Concat(view.Settings.Organization is { } organization && LookAround(organization, view) is { } around ? [around] : Enumerable.Empty<Verdict>());
    }

    // Of a repository that the forge lists and nobody could look at, nothing is known.
    private static IEnumerable<Verdict> Missing(SettingsView view)
    {
        if (view.Settings.Organization is not { Repositories: { } manifest } organization)
        {
            yield break;
        }

        foreach (var failed in manifest.Entries.Where(entry => entry.State is ManifestState.Failed))
        {
            yield return Unseen($"the repository '{failed.Name}'", failed.Why ?? "it could not be looked at", hasFailed: true);
        }

        var told = view.Settings.Repositories.Select(repository => repository.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var empty in manifest.Entries.Where(entry => entry.State is ManifestState.Evaluated && !told.Contains(entry.Name)))
        {
            yield return Unseen($"the repository '{empty.Name}'", ManifestEntry.WithoutSettings, hasFailed: true);
        }

        var named = manifest.Entries.Count(entry => entry.State is not ManifestState.Failed);
        if (manifest.Listed > named && manifest.Entries.All(entry => entry.State is not ManifestState.Failed))
        {
            yield return Unseen($"{Counted.Of(manifest.Listed - named, "more repository", "more repositories")} of '{organization.Name}'", $"the forge says that there are {manifest.Listed}, and named {named}", hasFailed: true);
        }
    }

    /// <summary>Looks at one repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="view">What there is to see besides.</param>
    protected abstract Verdict Look(RepositorySettings repository, SettingsView view);

    /// <summary>Looks at the organisation around them, where it has the same setting for all of them; null where it has none.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="view">What there is to see besides.</param>
    protected virtual Verdict? LookAround(OrganizationSettings organization, SettingsView view) => null;
}
