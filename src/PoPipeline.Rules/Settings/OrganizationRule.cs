using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>A rule about the settings of an organisation or group. Where only a repository was asked about, there is nothing to look at.</summary>
public abstract class OrganizationRule : SettingsRule
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<Verdict> Look(SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        yield return view.Settings.Organization is { } organization
            ? Look(organization, view)
            : Verdict.NotApplicable($"Only a repository was asked about, and not the {view.Words.Organization} around it.");
    }

    /// <summary>Looks at the organisation.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="view">What there is to see besides.</param>
    protected abstract Verdict Look(OrganizationSettings organization, SettingsView view);
}
