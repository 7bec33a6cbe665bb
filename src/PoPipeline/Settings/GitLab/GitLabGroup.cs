using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of what GitLab answers on a group itself and on the people in it.</summary>
internal static class GitLabGroup
{
    // Groups are nested twenty deep at most.
    private const int MostParents = 20;

    /// <summary>Whether a group is within another; null where the answer does not say.</summary>
    /// <param name="group">The answer on the group.</param>
    public static bool? IsNested(JsonElement group) => group.Object("parent_id").ValueKind switch
    {
        JsonValueKind.Number => true,
        JsonValueKind.Null => false,
        _ => null,
    };

    /// <summary>Whether a group demands a second factor, itself or by a group around it: its own answer only tells the first.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="group">The answer on the group.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<Observed<MfaDemand>> MfaAsync(GitLabForge forge, ForgeReply group, CancellationToken cancellation)
    {
        var from = group;
        for (var depth = 0; depth < MostParents; depth++)
        {
            if (!from.IsGiven)
            {
                return forge.Refused<MfaDemand>(ForgeSetting.MfaDemand, from);
            }

            if (from.Json.Flag("require_two_factor_authentication") is not { } isRequired)
            {
                return GitLabAccess.For(ForgeSetting.MfaDemand).Lacks<MfaDemand>("require_two_factor_authentication");
            }

            var parent = from.Json.Number("parent_id");
            if (isRequired || parent is null)
            {
                if (!isRequired && IsNested(from.Json) is null)
                {
                    return GitLabAccess.For(ForgeSetting.MfaDemand).Lacks<MfaDemand>("parent_id");
                }

                if (!isRequired && !forge.IsGitLabCom)
                {
                    return await MfaOfServerAsync(forge, cancellation);
                }

                // No text message is a second factor to GitLab.
                var grace = isRequired ? (int?)from.Json.Number("two_factor_grace_period") : null;
                return Observed<MfaDemand>.Known(new MfaDemand(isRequired, grace, AllowsWeak: false, isRequired && depth > 0 ? $"the group '{from.Json.Text("full_path")}'" : null));
            }

            from = await forge.GetAsync($"groups/{parent.Value.ToString(CultureInfo.InvariantCulture)}?with_projects=false", cancellation);
        }

        return Observed<MfaDemand>.Failed($"the group is within more than {MostParents.ToString(CultureInfo.InvariantCulture)} others");
    }

    // A server of one's own may demand it of everybody, which only its administrators are told.
    private static async Task<Observed<MfaDemand>> MfaOfServerAsync(GitLabForge forge, CancellationToken cancellation)
    {
        var settings = await forge.GetAsync("application/settings", cancellation);
        return !settings.IsGiven ? Observed<MfaDemand>.Unknown($"no group demands it, and whether the server does was not told: {forge.Refused<MfaDemand>(ForgeSetting.MfaDemand, settings).Reason}") with { HasFailed = settings.Failure is not null || settings.Status >= 500 }
            : settings.Json.Flag("require_two_factor_authentication") is not { } isRequired ? GitLabAccess.For(ForgeSetting.MfaDemand).Lacks<MfaDemand>("require_two_factor_authentication")
            : Observed<MfaDemand>.Known(isRequired
                ? new MfaDemand(IsRequired: true, (int?)settings.Json.Number("two_factor_grace_period"), AllowsWeak: false, "the server")
                : new MfaDemand(IsRequired: false, GraceHours: null, AllowsWeak: false, From: null));
    }

    /// <summary>The people without a second factor.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="users">Who is known to have one or not: the enterprise users of the group on GitLab.com, the users of the server elsewhere.</param>
    /// <param name="members">The members of the group.</param>
    public static Observed<PrincipalList> WithoutMfa(GitLabForge forge, ForgeReply users, ForgeReply members)
    {
        if (!users.IsGiven || !members.IsGiven)
        {
            return forge.Refused<PrincipalList>(ForgeSetting.MfaUse, users.IsGiven ? members : users);
        }

        // A server asked by somebody who is no administrator passes over what it was asked for, and names everybody.
        if (users.Json.Items().Any(user => user.Flag("two_factor_enabled") is null))
        {
            return GitLabAccess.For(ForgeSetting.MfaUse).Lacks<PrincipalList>("two_factor_enabled");
        }

        var all = GitLabMembers.From(forge, ForgeSetting.MfaUse, members, 0);
        if (all.Value is not { } people)
        {
            return all;
        }

        var without = users.Json.Items().Where(user => user.Flag("two_factor_enabled") is false).Select(user => user.Text("username")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = people.Principals.Where(person => person.Kind is PrincipalKind.Person && without.Contains(person.Name)).ToList();
        if (!forge.IsGitLabCom)
        {
            return Observed<PrincipalList>.Known(new PrincipalList([.. found]));
        }

        var told = users.Json.Items().Select(user => user.Text("username")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var untold = people.Principals.Count(person => person.Kind is PrincipalKind.Person && !told.Contains(person.Name));
        var why = untold == 0 ? null : $"GitLab.com tells it of enterprise users alone, and of the members {untold.ToString(CultureInfo.InvariantCulture)} {(untold == 1 ? "is" : "are")} none";
        return why is not null && found.Count == 0 ? Observed<PrincipalList>.Unknown(why) : Observed<PrincipalList>.Known(new PrincipalList([.. found]) { Untold = why });
    }

    /// <summary>When people of a group were active last, as far as its owners are told.</summary>
    /// <param name="billable">The billable members.</param>
    public static IReadOnlyDictionary<string, DateTimeOffset> Activity(ForgeReply billable)
    {
        var activity = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in billable.IsGiven ? billable.Json.Items() : [])
        {
            if (member.Text("username") is { } name && member.Moment("last_activity_on") is { } at)
            {
                activity[name] = at;
            }
        }

        return activity;
    }

    /// <summary>What members may do. GitLab gives no rights in all projects to members, but by their role.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="group">The answer on the group.</param>
    public static Observed<MemberRights> Rights(GitLabForge forge, ForgeReply group)
    {
        if (!group.IsGiven)
        {
            return forge.Refused<MemberRights>(ForgeSetting.MemberRights, group);
        }

        var rights = new MemberRights
        {
            // Who is no maintainer is a developer where a rule speaks of every member.
            MayCreatePublic = group.Json.Text("project_creation_level") is { } level && group.Json.Text("visibility") is { } visibility ? level is "developer" && visibility is "public" : null,
            MayForkPrivate = group.Json.Flag("prevent_forking_outside_group") is { } isPrevented ? !isPrevented : null,
            MayInviteOutside = group.Json.Flag("membership_lock") is { } isLocked ? !isLocked : null,
        };
        return rights == new MemberRights() ? GitLabAccess.For(ForgeSetting.MemberRights).Lacks<MemberRights>("project_creation_level") : Observed<MemberRights>.Known(rights);
    }

    /// <summary>How members reach a group by SSH.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="group">The answer on the group.</param>
    /// <param name="certificates">Its certificates of authorities; null where it can have none.</param>
    public static Observed<SshSettings> Ssh(GitLabForge forge, ForgeReply group, ForgeReply? certificates)
    {
        if (!group.IsGiven)
        {
            return forge.Refused<SshSettings>(ForgeSetting.Ssh, group);
        }

        if (group.Json.Text("enabled_git_access_protocol") is not { } protocol)
        {
            return GitLabAccess.For(ForgeSetting.Ssh).Lacks<SshSettings>("enabled_git_access_protocol");
        }

        if (certificates is { IsBroken: true })
        {
            return forge.Refused<SshSettings>(ForgeSetting.Ssh, certificates);
        }

        bool? hasAuthority = certificates is null ? false : certificates.IsGiven ? certificates.Json.Items().Any() : null;
        return Observed<SshSettings>.Known(new SshSettings(hasAuthority, protocol is "ssh_certificates", protocol is "http"));
    }
}
