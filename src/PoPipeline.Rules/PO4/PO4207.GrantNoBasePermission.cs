using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4207: being a member gives no rights in repositories.</summary>
public sealed class PO4207GrantNoBasePermission : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "Being a member of an organisation gives no rights in its repositories; roles and groups do.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [276];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.MemberRights];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the rights of all members of '{organization.Name}'";
        return Of(organization.Members, what, rights => Aspect.Of(
            [
                new Aspect(
                    rights.Base is { } permission ? permission is not BasePermission.None : null,
                    SettingNotion.BasePermission,
                    "members/base",
                    SettingTopic.BasePermission,
                    rights.Base is BasePermission.Read ? Severity.Low : Severity.High,
                    $"Every member of '{organization.Name}' may {Verb(rights.Base)} every repository of it, whatever they work on. {Why(rights.Base)}",
                    "what every member may do in every repository"),
            ],
            what,
            view.Words,
            (part, message, topic) => view.On(organization, part, message, topic)));
    }

    private static string Verb(BasePermission? permission) => permission switch
    {
        BasePermission.Administer => "administer",
        BasePermission.Write => "write to",
        _ => "read",
    };

    private static string Why(BasePermission? permission) => permission is BasePermission.Read
        ? "One account that is taken over, or one token of it, gives away all code, also that of repositories that their owners believe to be closed."
        : "One account that is taken over, or one token of it, changes all that the organisation builds.";
}
