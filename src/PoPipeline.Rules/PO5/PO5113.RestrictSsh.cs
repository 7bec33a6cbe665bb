using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5113: keys for SSH come from an authority.</summary>
public sealed class PO5113RestrictSsh : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "Members reach an organisation by SSH with certificates of its own authority alone, or not at all.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [324];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.Ssh];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the access to '{organization.Name}' by SSH";
        return Of(organization.Ssh, what, ssh =>
            ssh.IsOff is true ? Seen($"'{organization.Name}' takes no SSH.")
            : ssh.IsAuthorityRequired is true ? Seen($"'{organization.Name}' takes nothing but certificates of its authority by SSH.")
            : ssh is { IsOff: false, IsAuthorityRequired: false } ? Seen($"{Capital(what)} was looked at.", view.On(
                organization,
                "ssh",
                $"Members reach '{organization.Name}' by SSH with keys of their own{(ssh.HasAuthority is true ? ", beside certificates of its authority" : "")}. Such a key never ends, is copied from machine to machine, asks for no second factor, and stays where its owner leaves.",
                SettingTopic.Ssh))
            : new Verdict
            {
                Reason = $"{Capital(what)} is not known.",
                Gaps =
                [
                    .. ssh.IsOff is null ? [NotTold(what, "whether it is taken at all")] : (Gap[])[],
                    .. ssh.IsAuthorityRequired is null ? [NotTold(what, "whether nothing but certificates of an authority is taken")] : (Gap[])[],
                ],
            });
    }
}
