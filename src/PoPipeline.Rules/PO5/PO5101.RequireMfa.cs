using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5101: an organisation demands a second factor.</summary>
public sealed class PO5101RequireMfa : OrganizationRule
{
    private const int MostGrace = 72;

    /// <inheritdoc/>
    public override string Summary => "An organisation demands a second factor of each member within 72 hours, and takes no text message for one.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [308];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.MfaDemand, ForgeSetting.SignOn];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the demand of a second factor by '{organization.Name}'";
        return Of(organization.Mfa, what, demand => demand.IsRequired switch
        {
            null => Unseen(what, "the forge does not say whether it is made"),
            false => NotDemanded(organization, what, view),
            true => Aspect.Of(
                [
                    new Aspect(
                        demand.GraceHours is { } hours ? hours > MostGrace : null,
                        Notion: null,
                        "mfa/grace",
                        SettingTopic.MfaGrace,
                        Severity.Low,
                        $"Members of '{organization.Name}' may be without a second factor for {Counted.Of(demand.GraceHours ?? 0, "hour")}, more than {MostGrace}. Until then a password is enough, and whoever holds one may set up a second factor of their own.",
                        "how long a member may be without one"),
                    new Aspect(
                        demand.AllowsWeak,
                        SettingNotion.WeakFactors,
                        "mfa/weak",
                        SettingTopic.MfaWeak,
                        Severity.Low,
                        $"'{organization.Name}' takes a text message for a second factor, which whoever takes over the number gets.",
                        "whether a text message is taken for one"),
                ],
                what,
                view.Words,
                (part, message, topic) => view.On(organization, part, message, topic)) with
            {
                Reason = $"A second factor is demanded of members of '{organization.Name}'{(demand.From is { } from ? $" by {from}" : "")}.",
            },
        });
    }

    // Who vouches for sign-on makes it less severe, so that it matters where that could not be read.
    private static Verdict NotDemanded(OrganizationSettings organization, string what, SettingsView view)
    {
        var finding = view.On(
            organization,
            "mfa",
            organization.SignOn.Value?.Provider is { } provider
                ? $"'{organization.Name}' demands no second factor of its members. That they sign in by '{provider}' keeps a password alone from its private repositories where that provider asks for more, which no forge sees; the account itself, and what its owner pushes elsewhere, is without."
                : $"'{organization.Name}' demands no second factor of its members. A password that was guessed, leaked or given away is enough to change what it builds, and any of its members may have such a one.",
            SettingTopic.Mfa) with
        {
            Severity = organization.SignOn.Value?.Provider is null ? Severity.High : Severity.Medium,
        };
        var found = Seen($"{Capital(what)} was looked at.", finding);
        return organization.SignOn.HasFailed ? found with { Gaps = [new Gap($"the sign-on of '{organization.Name}'", organization.SignOn.Reason, Failed: true)] } : found;
    }
}
