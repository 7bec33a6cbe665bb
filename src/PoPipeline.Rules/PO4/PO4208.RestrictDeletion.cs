using System.Collections.Immutable;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4208: members cannot delete, hand over or publish repositories.</summary>
public sealed class PO4208RestrictDeletion : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "Members of an organisation can neither delete repositories, nor hand them over, nor make them visible to everybody.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [284];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.MemberRights];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the rights of all members of '{organization.Name}'";
        var deeds = new DeedsOfMembers(organization, view.Snapshot.AuditLog);
        return Of(organization.Members, what, rights => Aspect.Of(
            [
                new Aspect(
                    rights.MayDelete ?? deeds.Shows(AuditedDeedKind.Deletion),
                    SettingNotion.Deletion,
                    "members/deletion",
                    SettingTopic.Deletion,
                    Severity.Medium,
                    $"Members of '{organization.Name}' may delete{(rights.MayTransfer is true ? ", and hand to somebody else," : "")} the repositories that they administer: code, its history, and the records of who reviewed what are gone by one account, and somebody else may take the name.{deeds.Of(AuditedDeedKind.Deletion)}",
                    "whether members may delete repositories"),
                new Aspect(

                    // Where both are allowed one finding says so: most often one setting is for both.
                    rights.MayTransfer is true && rights.MayDelete is true ? false : rights.MayTransfer ?? deeds.Shows(AuditedDeedKind.Transfer),
                    SettingNotion.Transfer,
                    "members/transfer",
                    SettingTopic.Deletion,
                    Severity.Medium,
                    $"Members of '{organization.Name}' may hand the repositories that they administer to somebody else: whoever builds from the old address then builds what somebody else decides, by one account.{deeds.Of(AuditedDeedKind.Transfer)}",
                    "whether members may hand repositories to somebody else"),
                new Aspect(
                    rights.MayPublish ?? deeds.Shows(AuditedDeedKind.Publication),
                    SettingNotion.Publication,
                    "members/publication",
                    SettingTopic.Publication,
                    Severity.Medium,
                    $"Members of '{organization.Name}' may make the repositories that they administer visible to everybody: code and whatever its history holds are given away by one account, and cannot be taken back.{deeds.Of(AuditedDeedKind.Publication)}",
                    "whether members may make repositories visible to everybody"),
            ],
            what,
            view.Words,
            (part, message, topic) => view.On(organization, part, message, topic)));
    }
}
