using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>Makes facts of what GitHub answers about a repository.</summary>
internal static class GitHubRepository
{
    /// <summary>The repository itself, as GraphQL shows it.</summary>
    /// <param name="node">The repository.</param>
    public static RepositoryTraits Traits(JsonElement node) => new()
    {
        DefaultBranch = node.Object("defaultBranchRef").Text("name"),
        IsPublic = node.Flag("isPrivate") is { } isPrivate ? !isPrivate : null,
        IsArchived = node.Flag("isArchived") is true,
        IsFork = node.Flag("isFork") is true,
        IsOfPerson = node.Object("owner").Text("__typename") is "User",
    };

    /// <summary>Whether GitHub says that a repository has no commit yet. What it refuses it shows in the same way, and says so beside.</summary>
    /// <param name="node">The repository, as GraphQL shows it.</param>
    public static bool HasNoCommit(JsonElement node) => node.Object("defaultBranchRef").ValueKind is JsonValueKind.Null && node.Flag("isEmpty") is not false;

    /// <summary>The repository itself, as the REST interface shows it.</summary>
    /// <param name="json">The repository.</param>
    public static RepositoryTraits TraitsOfRest(JsonElement json) => new()
    {
        DefaultBranch = json.Text("default_branch"),
        IsPublic = json.Flag("private") is { } isPrivate ? !isPrivate : null,
        IsArchived = json.Flag("archived") is true,
        IsFork = json.Flag("fork") is true,
        IsOfPerson = json.Object("owner").Text("type") is "User",
    };

    /// <summary>The latest commits of the default branch.</summary>
    /// <param name="node">The repository.</param>
    /// <param name="refusal">What GitHub said instead of them; null where it said nothing.</param>
    public static Observed<SignedHistory> History(JsonElement node, string? refusal)
    {
        var target = node.Object("defaultBranchRef").Object("target");
        var history = target.Object("history");
        return history.HasItems("nodes") && history.Items("nodes").All(commit => commit.ValueKind is JsonValueKind.Object) ? Observed<SignedHistory>.Known(new SignedHistory([.. history.Items("nodes").Select(CommitOf)]))
            : refusal is not null ? Observed<SignedHistory>.Unknown(refusal)
            : HasNoCommit(node) ? Observed<SignedHistory>.Unavailable("the repository has no commit yet")
            : GitHubAccess.For(ForgeSetting.CommitSignatures).Lacks<SignedHistory>("history");
    }

    /// <summary>Those who have access from outside.</summary>
    /// <param name="node">The repository.</param>
    /// <param name="refusal">What GitHub said instead of them; null where it said nothing.</param>
    public static Observed<PrincipalList> Outside(JsonElement node, string? refusal)
    {
        var access = GitHubAccess.For(ForgeSetting.OutsideCollaborators);
        var list = node.Object("outside");
        return node.Object("owner").Text("__typename") is "User" ? Observed<PrincipalList>.Unavailable("the repository is of a person, around whom there is no organization")
            : !list.HasItems("edges") ? refusal is null ? access.Lacks<PrincipalList>("collaborators") : Observed<PrincipalList>.Unknown($"'{refusal}': the token lacks {access.Needs}")
            : GitHubQuery.GoesOn(list) ? Observed<PrincipalList>.Failed("there are more than 100, which are not read")
            : list.Items("edges").Any(edge => edge.Object("node").Text("login") is null || edge.Text("permission") is null) ? access.Lacks<PrincipalList>("collaborators")
            : Observed<PrincipalList>.Known(new PrincipalList(
            [
                .. list.Items("edges")
                    .Select(edge => new Principal { Name = edge.Object("node").Text("login") ?? "", Role = edge.Text("permission")?.ToLowerInvariant() })
                    .OrderBy(person => person.Name, StringComparer.Ordinal),
            ]));
    }

    /// <summary>Who administers it.</summary>
    /// <param name="reply">The list of collaborators.</param>
    public static Observed<PrincipalList> Administrators(ForgeReply reply) =>
        !reply.IsGiven ? GitHubAccess.For(ForgeSetting.RepositoryAdministrators).Refused<PrincipalList>(reply)
        : reply.Json.Items().Any(person => person.Text("login") is null || person.Object("permissions").Flag("admin") is null) ? GitHubAccess.For(ForgeSetting.RepositoryAdministrators).Lacks<PrincipalList>("permissions")
        : Observed<PrincipalList>.Known(new PrincipalList(
        [
            .. reply.Json.Items()
                .Where(person => person.Object("permissions").Flag("admin") is true)
                .Select(person => new Principal { Name = person.Text("login") ?? "", Kind = person.Text("type") is "Bot" ? PrincipalKind.Program : PrincipalKind.Person, Role = person.Text("role_name") })
                .OrderBy(person => person.Name, StringComparer.Ordinal),
        ]));

    /// <summary>Those whom the file of code owners names. GitHub passes over whoever may not write, and says so in the errors of the file.</summary>
    /// <param name="names">The names in the file.</param>
    /// <param name="isAsked">Whether it matters also where there is none.</param>
    /// <param name="errors">The errors of the file.</param>
    /// <param name="collaborators">The list of collaborators.</param>
    public static Observed<OwnerAccessList> CodeOwners(ImmutableArray<string> names, bool isAsked, ForgeReply errors, ForgeReply collaborators)
    {
        if (names.IsEmpty && (!isAsked || errors.IsMissing))
        {
            return Observed<OwnerAccessList>.Unavailable("no file names code owners");
        }

        if (!errors.IsGiven)
        {
            return errors.IsMissing
                ? Observed<OwnerAccessList>.Unknown("GitHub finds no file of code owners on the default branch, or the token may not see it")
                : GitHubAccess.For(ForgeSetting.CodeOwnerAccess).Refused<OwnerAccessList>(errors);
        }

        if (!errors.Json.HasItems("errors"))
        {
            return GitHubAccess.For(ForgeSetting.CodeOwnerAccess).Lacks<OwnerAccessList>("errors");
        }

        var passedOver = errors.Json.Items("errors").Where(error => error.Text("kind") is "Unknown owner").Select(OwnerOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var writers = collaborators.IsGiven
            ? collaborators.Json.Items().Where(person => person.Object("permissions").Flag("push") is true).Select(person => $"@{person.Text("login")}").ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;
        return Observed<OwnerAccessList>.Known(new OwnerAccessList([.. names.Select(name => new OwnerAccess(name, AccessOf(name)))]));

        OwnerAccessKind AccessOf(string name) => passedOver.Contains(name) ? OwnerAccessKind.MayNotWrite
            : !name.StartsWith('@') ? OwnerAccessKind.Unknown
            : name.Contains('/', StringComparison.Ordinal) || writers is null || writers.Contains(name) ? OwnerAccessKind.MayWrite
            : OwnerAccessKind.MayNotWrite;
    }

    /// <summary>Its deploy keys.</summary>
    /// <param name="reply">The list.</param>
    public static Observed<AccessKeyList> Keys(ForgeReply reply) => reply.IsGiven
        ? Observed<AccessKeyList>.Known(new AccessKeyList(
        [
            .. reply.Json.Items().Select(key => new AccessKey
            {
                Name = key.Text("title") ?? "",
                Kind = "deploy key",
                MayWrite = key.Flag("read_only") is { } isReadOnly ? !isReadOnly : null,
                CreatedAt = key.Moment("created_at"),
                UsedAt = key.Moment("last_used"),
                TellsUse = key.Object("last_used").ValueKind is not JsonValueKind.Undefined,
            }),
        ]))
        : GitHubAccess.For(ForgeSetting.RepositoryKeys).Refused<AccessKeyList>(reply);

    /// <summary>Where events are sent.</summary>
    /// <param name="reply">The list.</param>
    public static Observed<WebhookList> Webhooks(ForgeReply reply) =>
        !reply.IsGiven ? GitHubAccess.For(ForgeSetting.Webhooks).Refused<WebhookList>(reply)
        : reply.Json.Items().Any(hook => !Uri.TryCreate(hook.Object("config").Text("url"), UriKind.Absolute, out _)) ? GitHubAccess.For(ForgeSetting.Webhooks).Lacks<WebhookList>("config")
        : Observed<WebhookList>.Known(new WebhookList([.. reply.Json.Items().Select(HookOf)]));

    /// <summary>Whether the forge looks for secrets in what is pushed.</summary>
    /// <param name="reply">The repository.</param>
    public static Observed<SecretScanning> Scanning(ForgeReply reply)
    {
        var access = GitHubAccess.For(ForgeSetting.SecretScanning);
        if (!reply.IsGiven)
        {
            return access.Refused<SecretScanning>(reply);
        }

        var analysis = reply.Json.Object("security_and_analysis");
        return analysis.ValueKind is JsonValueKind.Object
            ? Observed<SecretScanning>.Known(new SecretScanning(IsOn("secret_scanning"), IsOn("secret_scanning_push_protection")))
            : access.Lacks<SecretScanning>("security_and_analysis");

        // What is left out may be off, or not there on this plan.
        bool? IsOn(string name) => analysis.Object(name).Text("status") is { } status ? status is "enabled" : null;
    }

    /// <summary>The environments.</summary>
    /// <param name="reply">The list.</param>
    /// <param name="hasProtectedBranches">Whether a branch is protected by a rule; null where that is not known.</param>
    public static Observed<EnvironmentList> Environments(ForgeReply reply, bool? hasProtectedBranches) => reply.IsGiven
        ? Observed<EnvironmentList>.Known(new EnvironmentList([.. reply.Json.Items().Select(environment => EnvironmentOf(environment, hasProtectedBranches))]))
        : GitHubAccess.For(ForgeSetting.Environments).Refused<EnvironmentList>(reply);

    /// <summary>What its pipelines may do.</summary>
    /// <param name="permissions">Whether they run, and whose components they use.</param>
    /// <param name="workflow">What their token may do.</param>
    /// <param name="outside">Whose changes wait; null where nobody asked.</param>
    /// <param name="selected">Whose components are on the list of those that may be used; null where there is none.</param>
    public static Observed<PipelineSettings> Pipelines(ForgeReply permissions, ForgeReply workflow, ForgeReply? outside, ForgeReply? selected)
    {
        var access = GitHubAccess.For(ForgeSetting.PipelineSettings);
        return !permissions.IsGiven ? access.Refused<PipelineSettings>(permissions)
            : permissions.Json.Flag("enabled") is not { } isOn ? access.Lacks<PipelineSettings>("enabled")
            : !isOn ? Observed<PipelineSettings>.Unavailable("GitHub Actions is turned off")
            : !workflow.IsGiven ? access.Refused<PipelineSettings>(workflow)
            : outside is { IsBroken: true } ? access.Refused<PipelineSettings>(outside)
            : selected is { IsBroken: true } ? access.Refused<PipelineSettings>(selected)
            : Observed<PipelineSettings>.Known(PipelinesOf(permissions.Json, workflow.Json, outside, selected) with { IsOn = true });
    }

    /// <summary>What pipelines may do, of a repository or of an organisation.</summary>
    public static PipelineSettings PipelinesOf(JsonElement permissions, JsonElement workflow, ForgeReply? outside, ForgeReply? selected) => new()
    {
        TokenMayWrite = workflow.Text("default_workflow_permissions") switch { "write" => true, "read" => false, _ => null },
        TokenMayApprove = workflow.Flag("can_approve_pull_request_reviews"),
        Components = permissions.Text("allowed_actions") switch
        {
            "all" => AllowedComponents.All,
            "local_only" => AllowedComponents.OwnOnly,
            "selected" => selected is not { IsGiven: true } || !selected.Json.HasItems("patterns_allowed") ? null
                : selected.Json.Items("patterns_allowed").Any(IsAnybodys) ? AllowedComponents.All
                : AllowedComponents.Selected,
            _ => null,
        },
        RequiresPins = permissions.Flag("sha_pinning_required"),
        OutsideApproval = outside is { IsGiven: true } ? outside.Json.Text("approval_policy") switch
        {
            "first_time_contributors_new_to_github" => OutsideApproval.NewToForge,
            "first_time_contributors" => OutsideApproval.FirstTime,
            "all_external_contributors" => OutsideApproval.Everybody,
            _ => null,
        } : null,
    };

    /// <summary>Whether there is a list of those whose components may be used.</summary>
    /// <param name="permissions">The answer that says whose components pipelines use.</param>
    public static bool HasSelection(ForgeReply permissions) => permissions.IsGiven && permissions.Json.Text("allowed_actions") is "selected";

    // A pattern by which every owner is allowed: '*', '*/*', '*/*@*'.
    private static bool IsAnybodys(JsonElement pattern) => pattern.ValueKind is not JsonValueKind.String || pattern.GetString()!.Split('/')[0].Split('@')[0].Trim() is ['*', ..] owner && owner.TrimStart('*').Length == 0;

    private static CommitSignature CommitOf(JsonElement commit)
    {
        var signature = commit.Object("signature");
        var state = signature.Text("state");
        return new CommitSignature(
            commit.Text("oid") ?? "",
            signature.ValueKind is JsonValueKind.Null ? SignatureState.None
                : signature.Flag("isValid") is true ? SignatureState.Verified
                : state is "UNSIGNED" ? SignatureState.None
                : state is null or "GPGVERIFY_ERROR" or "GPGVERIFY_UNAVAILABLE" or "OCSP_PENDING" or "OCSP_ERROR" ? SignatureState.Unknown
                : SignatureState.Unverified,
            state?.ToLowerInvariant());
    }

    // The owner stands at the column that the error names.
    private static string? OwnerOf(JsonElement error)
    {
        var source = error.Text("source");
        var column = error.Number("column") ?? 0;
        return source is null || column < 1 || column > source.Length ? null : source[(int)(column - 1)..].Split(' ', '\t')[0];
    }

    /// <summary>A place that events are sent to.</summary>
    public static Webhook HookOf(JsonElement hook)
    {
        var config = hook.Object("config");
        var address = Uri.TryCreate(config.Text("url"), UriKind.Absolute, out var url) ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "";

        // GitHub shows that there is a secret by asterisks in its place.
        return new Webhook(
            address,
            hook.Flag("active") is not false,
            config.Text("insecure_ssl") is "0" || config.Number("insecure_ssl") is 0 ? true : config.Object("insecure_ssl").ValueKind is JsonValueKind.String or JsonValueKind.Number ? false : null,
            config.Object("secret").ValueKind is JsonValueKind.String);
    }

    private static DeploymentEnvironment EnvironmentOf(JsonElement environment, bool? hasProtectedBranches)
    {
        var rules = environment.Items("protection_rules").ToList();
        var reviewers = rules.Find(rule => rule.Text("type") is "required_reviewers");
        var isReviewed = reviewers.ValueKind is JsonValueKind.Object && reviewers.Items("reviewers").Any();
        return new DeploymentEnvironment
        {
            Name = environment.Text("name") ?? "",

            // However many are named, one of them is enough.
            Approvals = !environment.HasItems("protection_rules") ? null : isReviewed ? 1 : 0,
            MayApproveOwn = isReviewed ? reviewers.Flag("prevent_self_review") is not true : null,
            IsRestricted = environment.Object("deployment_branch_policy") switch
            {
                { ValueKind: JsonValueKind.Null } => false,

                // Where no branch is protected, every branch counts as one that is.
                { ValueKind: JsonValueKind.Object } policy when policy.Flag("protected_branches") is true => hasProtectedBranches,

                // Which branches a list of one's own names takes a request each.
                _ => null,
            },
            AdministratorsMayBypass = environment.Flag("can_admins_bypass"),
        };
    }
}
