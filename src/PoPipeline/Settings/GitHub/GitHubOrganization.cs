using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>Makes facts of what GitHub answers about an organisation.</summary>
internal static class GitHubOrganization
{
    /// <summary>Whether a second factor is demanded.</summary>
    /// <param name="reply">The organisation.</param>
    public static Observed<MfaDemand> Mfa(ForgeReply reply)
    {
        var access = GitHubAccess.For(ForgeSetting.MfaDemand);
        return !reply.IsGiven ? access.Refused<MfaDemand>(reply)
            : reply.Json.Flag("two_factor_requirement_enabled") is { } isRequired ? Observed<MfaDemand>.Known(new MfaDemand(isRequired, isRequired ? 0 : null, AllowsWeak: null, From: null))
            : access.Lacks<MfaDemand>("two_factor_requirement_enabled");
    }

    /// <summary>Who has no second factor. GitHub filters for owners alone; to others it may give everybody, or nobody.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="members">The members without one.</param>
    /// <param name="outside">The outside collaborators without one.</param>
    /// <param name="weakMembers">The members with a weak one.</param>
    /// <param name="weakOutside">The outside collaborators with a weak one.</param>
    public static Observed<PrincipalList> WithoutMfa(ForgeReply organization, ForgeReply members, ForgeReply outside, ForgeReply weakMembers, ForgeReply weakOutside)
    {
        var refused = new[] { members, outside, weakMembers, weakOutside }.FirstOrDefault(reply => !reply.IsGiven);
        var access = GitHubAccess.For(ForgeSetting.MfaUse);
        return !organization.IsGiven ? access.Refused<PrincipalList>(organization)
            : organization.Json.Flag("two_factor_requirement_enabled") is null ? Observed<PrincipalList>.Unknown($"GitHub tells only owners; the token lacks {access.Needs}")
            : refused is not null ? access.Refused<PrincipalList>(refused)
            : !(AreNamed(members) && AreNamed(outside) && AreNamed(weakMembers) && AreNamed(weakOutside)) ? access.Lacks<PrincipalList>("login")
            : Observed<PrincipalList>.Known(new PrincipalList(
            [
                .. People(members, "member"),
                .. People(outside, "outside collaborator"),
                .. People(weakMembers, "member").Select(Weak),
                .. People(weakOutside, "outside collaborator").Select(Weak),
            ]));

        static Principal Weak(Principal person) => person with { HasWeakFactor = true };
    }

    /// <summary>Who vouches for those who sign in. GitHub tells owners alone, and to others gives none as if there were none.</summary>
    /// <param name="reply">The answer to the query.</param>
    public static Observed<SignOn> SignOnOf(ForgeReply reply)
    {
        var access = GitHubAccess.For(ForgeSetting.SignOn);
        var organization = reply.Json.Object("data").Object("organization");
        if (!reply.IsGiven)
        {
            return access.Refused<SignOn>(reply);
        }

        if (GitHubQuery.Refusal(reply.Json) is { } refusal)
        {
            return Observed<SignOn>.Unknown($"{refusal}; the token lacks {access.Needs}");
        }

        if (organization.Flag("viewerCanAdminister") is not true)
        {
            return Observed<SignOn>.Unknown($"GitHub tells only owners; the token lacks {access.Needs}");
        }

        var provider = organization.Object("samlIdentityProvider");
        return provider.ValueKind switch
        {
            JsonValueKind.Null => Observed<SignOn>.Known(new SignOn(Provider: null)),
            JsonValueKind.Object => Observed<SignOn>.Known(new SignOn(HostOf(provider.Text("issuer")) ?? HostOf(provider.Text("ssoUrl")) ?? "an identity provider")),
            _ => access.Lacks<SignOn>("samlIdentityProvider"),
        };
    }

    /// <summary>The roles beside that of an owner.</summary>
    /// <param name="list">The list of roles.</param>
    /// <param name="holders">Of each role by its number, the people and the teams that hold it.</param>
    public static Observed<RoleList> Roles(ForgeReply list, IReadOnlyDictionary<long, (ForgeReply People, ForgeReply Teams)> holders)
    {
        var access = GitHubAccess.For(ForgeSetting.OrganizationRoles);
        return !list.IsGiven ? access.Refused<RoleList>(list)
            : list.Json.Items().Any(role => role.Number("id") is null || role.Text("name") is null) ? access.Lacks<RoleList>("id")
            : holders.Values.Any(of => of.People.IsGiven && !AreNamed(of.People)) ? access.Lacks<RoleList>("login")
            : holders.Values.SelectMany(of => new[] { of.People, of.Teams }).FirstOrDefault(reply => !reply.IsGiven) is { } refused ? access.Refused<RoleList>(refused)
            : Observed<RoleList>.Known(new RoleList([.. list.Json.Items().Select(Role).OrderBy(role => role.Name, StringComparer.Ordinal)]));

        OrganizationRole Role(JsonElement role)
        {
            var (people, teams) = holders[role.Number("id") ?? 0];
            return new OrganizationRole
            {
                Name = role.Text("name") ?? "",
                Base = BaseOf(role.Text("base_role")),
                Grants = [.. role.Items("permissions").Where(permission => permission.ValueKind is JsonValueKind.String).Select(permission => permission.GetString()).OfType<string>().Order(StringComparer.Ordinal)],
                Holders =
                [
                    .. People(people, role: null),
                    .. teams.Json.Items()
                        .Select(team => new Principal { Name = team.Text("slug") ?? "", Kind = PrincipalKind.Group })
                        .OrderBy(team => team.Name, StringComparer.Ordinal),
                ],
            };
        }
    }

    /// <summary>A list of people.</summary>
    /// <param name="reply">The list.</param>
    /// <param name="setting">What it is asked for.</param>
    /// <param name="role">Their role.</param>
    public static Observed<PrincipalList> PeopleOf(ForgeReply reply, ForgeSetting setting, string role) =>
        !reply.IsGiven ? GitHubAccess.For(setting).Refused<PrincipalList>(reply)
        : AreNamed(reply) ? Observed<PrincipalList>.Known(new PrincipalList([.. People(reply, role)]))
        : GitHubAccess.For(setting).Lacks<PrincipalList>("login");

    /// <summary>What every member may do.</summary>
    /// <param name="reply">The organisation.</param>
    public static Observed<MemberRights> Rights(ForgeReply reply)
    {
        var access = GitHubAccess.For(ForgeSetting.MemberRights);
        if (!reply.IsGiven)
        {
            return access.Refused<MemberRights>(reply);
        }

        var json = reply.Json;
        return json.Text("default_repository_permission") is not { } permission
            ? access.Lacks<MemberRights>("default_repository_permission")
            : Observed<MemberRights>.Known(new MemberRights
            {
                Base = BaseOf(permission),
                MayDelete = json.Flag("members_can_delete_repositories"),

                // One setting is for both.
                MayTransfer = json.Flag("members_can_delete_repositories"),
                MayPublish = json.Flag("members_can_change_repo_visibility"),
                MayCreatePublic = json.Flag("members_can_create_public_repositories"),
                MayForkPrivate = json.Flag("members_can_fork_private_repositories"),
                MayInviteOutside = json.Flag("members_can_invite_outside_collaborators"),
                RequiresSignOff = json.Flag("web_commit_signoff_required"),
            });
    }

    /// <summary>The apps.</summary>
    /// <param name="reply">The installations.</param>
    public static Observed<AppList> Apps(ForgeReply reply) =>
        !reply.IsGiven ? GitHubAccess.For(ForgeSetting.Apps).Refused<AppList>(reply)
        : reply.Json.Items().Any(app => app.Text("app_slug") is null || app.Text("repository_selection") is null || app.Object("permissions").ValueKind is not JsonValueKind.Object) ? GitHubAccess.For(ForgeSetting.Apps).Lacks<AppList>("permissions")
        : Observed<AppList>.Known(new AppList(
        [
            .. reply.Json.Items()
                .Select(app => new InstalledApp(
                    app.Text("app_slug") ?? "",
                    app.Text("repository_selection") is "all",
                    Writes(app.Object("permissions")),
                    app.Object("suspended_at").ValueKind is JsonValueKind.String))
                .OrderBy(app => app.Name, StringComparer.Ordinal),
        ]));

    /// <summary>The fine-grained tokens that have access.</summary>
    /// <param name="reply">The list.</param>
    public static Observed<AccessKeyList> Tokens(ForgeReply reply) => reply.IsGiven
        ? Observed<AccessKeyList>.Known(new AccessKeyList(
        [
            .. reply.Json.Items().Where(token => token.Flag("token_expired") is not true).Select(token => new AccessKey
            {
                Name = $"{token.Text("token_name")} of {token.Object("owner").Text("login")}",
                Kind = "fine-grained personal access token",
                MayWrite = token.Object("permissions") is { ValueKind: JsonValueKind.Object } permissions
                    ? permissions.EnumerateObject().Any(group => !Writes(group.Value).IsEmpty)
                    : null,
                CreatedAt = token.Moment("access_granted_at"),
                UsedAt = token.Moment("token_last_used_at"),
                TellsUse = token.Object("token_last_used_at").ValueKind is not JsonValueKind.Undefined,
                EndsAt = token.Moment("token_expires_at"),
                MayEnd = true,
            }),
        ]))
        : GitHubAccess.For(ForgeSetting.OrganizationTokens).Refused<AccessKeyList>(reply);

    /// <summary>What pipelines of all repositories may do.</summary>
    /// <param name="permissions">Whether they run, and whose components they use.</param>
    /// <param name="workflow">What their token may do.</param>
    /// <param name="outside">Whose changes wait.</param>
    /// <param name="runners">The groups of runners.</param>
    /// <param name="selected">Whose components are on the list of those that may be used; null where there is none.</param>
    public static Observed<PipelineSettings> Pipelines(ForgeReply permissions, ForgeReply workflow, ForgeReply outside, ForgeReply runners, ForgeReply? selected)
    {
        var access = GitHubAccess.For(ForgeSetting.OrganizationPipelines);
        return !permissions.IsGiven ? access.Refused<PipelineSettings>(permissions)
            : permissions.Json.Text("enabled_repositories") is "none" ? Observed<PipelineSettings>.Unavailable("GitHub Actions is turned off")
            : !workflow.IsGiven ? access.Refused<PipelineSettings>(workflow)
            : !runners.IsGiven ? access.Refused<PipelineSettings>(runners)
            : outside.IsBroken ? access.Refused<PipelineSettings>(outside)
            : selected is { IsBroken: true } ? access.Refused<PipelineSettings>(selected)
            : Observed<PipelineSettings>.Known(GitHubRepository.PipelinesOf(permissions.Json, workflow.Json, outside, selected) with
            {
                IsOn = true,
                Runners = [.. runners.Json.Items().Select(group => new RunnerGroup(group.Text("name") ?? "", group.Flag("allows_public_repositories"), group.Text("visibility") is { } who ? who is "all" : null, TakesAnyBranch: null))],
            });
    }

    /// <summary>What the organisation demands of the default branches of all its repositories.</summary>
    /// <param name="rulesets">Each of its rulesets, whole; with the answer that refused them where they were refused.</param>
    public static Observed<BranchProtection> Protection(ImmutableArray<ForgeReply> rulesets)
    {
        if (rulesets.FirstOrDefault(reply => !reply.IsGiven) is { } refused)
        {
            return GitHubAccess.For(ForgeSetting.OrganizationProtection).Refused<BranchProtection>(refused);
        }

        if (rulesets.Any(reply => reply.Json.Text("target") is null || !reply.Json.HasItems("rules")))
        {
            return GitHubAccess.For(ForgeSetting.OrganizationProtection).Lacks<BranchProtection>("rules");
        }

        // Those that name repositories say nothing of the others, nor of the next one that is made.
        var branches = rulesets.Select(reply => reply.Json).Where(ruleset => ruleset.Text("target") is "branch").ToLookup(ruleset => RefConditions.TakeInAnyDefault(ruleset.Object("conditions").Object("ref_name")));
        return Observed<BranchProtection>.Known(new BranchProtection
        {
            Branch = "the default branch",
            Layers = [.. branches[true].Select(ruleset => GitHubProtection.OfRest(ruleset, TakesAll(ruleset.Object("conditions"))))],
            Unseen = [.. branches[null].Select(GitHubProtection.WithoutConditions)],
        });
    }

    private static bool TakesAll(JsonElement conditions) =>
        conditions.Object("repository_name") is { ValueKind: JsonValueKind.Object } names
        && names.Items("include").Any(name => name.ValueKind is JsonValueKind.String && name.ValueEquals("~ALL"))
        && !names.Items("exclude").Any();

    // The rest of the address may name a tenant, which nobody needs to know who reads the report.
    private static string? HostOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : null;

    private static BasePermission? BaseOf(string? permission) => permission switch
    {
        "none" => BasePermission.None,
        "read" or "triage" => BasePermission.Read,
        "write" or "maintain" => BasePermission.Write,
        "admin" => BasePermission.Administer,
        _ => null,
    };

    private static bool AreNamed(ForgeReply reply) => reply.Json.Items().All(person => person.Text("login") is { Length: > 0 });

    private static IEnumerable<Principal> People(ForgeReply reply, string? role) => reply.Json.Items()
        .Select(person => new Principal { Name = person.Text("login") ?? "", Kind = person.Text("type") is "Bot" ? PrincipalKind.Program : PrincipalKind.Person, Role = role })
        .OrderBy(person => person.Name, StringComparer.Ordinal);

    private static ImmutableArray<string> Writes(JsonElement permissions) => permissions.ValueKind is not JsonValueKind.Object ? [] :
    [
        .. permissions.EnumerateObject()
            .Where(permission => permission.Value.ValueKind is JsonValueKind.String && (permission.Value.ValueEquals("write") || permission.Value.ValueEquals("admin")))
            .Select(permission => permission.Name)
            .Order(StringComparer.Ordinal),
    ];
}
