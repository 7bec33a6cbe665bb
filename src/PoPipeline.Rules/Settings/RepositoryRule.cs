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
        return view.Settings.Repositories.Select(repository => repository.Traits.Value is { IsArchived: true }
            ? Verdict.NotApplicable($"'{repository.Name}' is archived, so that nobody can change it.")
            : Look(repository, view));
    }

    /// <summary>Looks at one repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="view">What there is to see besides.</param>
    protected abstract Verdict Look(RepositorySettings repository, SettingsView view);
}
