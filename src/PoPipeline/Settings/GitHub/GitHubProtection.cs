using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>
/// What protects a branch on GitHub: the classic branch protection rule, and every ruleset of repository, organisation and enterprise. All of them hold
/// together, so that the strictest counts.
/// </summary>
internal static class GitHubProtection
{
    private const string Administrators = "administrators of the repository";
    private const string Owners = "owners of the organization";
    private const string Unnamed = "somebody whom GitHub does not name";
    private static readonly ImmutableArray<DemandKind> Anything = [.. Enum.GetValues<DemandKind>().Where(kind => kind is not (DemandKind.FixedApprovers or DemandKind.SignOff))];

    // A rule in force holds, also where its ruleset is not told.
    private const long NoRuleset = 0;

    // A ruleset can demand of messages what a classic rule cannot.
    private static readonly ImmutableArray<DemandKind> AnythingOfRulesets = [.. Anything, DemandKind.SignOff];
    private static readonly ImmutableArray<DemandKind> OfReview =
        [DemandKind.ProposedChange, DemandKind.Approval, DemandKind.CodeOwnerApproval, DemandKind.FreshApproval, DemandKind.ApprovalByOthers];

    /// <summary>What protects the default branch of a repository.</summary>
    /// <param name="repository">The repository, as <see cref="GitHubQuery"/> asks for it; of an undefined kind where it was refused.</param>
    /// <param name="branch">The default branch.</param>
    /// <param name="refusal">Why the repository was refused, as a clause; null where it was not.</param>
    /// <param name="inForce">The rules in force for the branch, as the REST interface lists them; null where nobody asked.</param>
    /// <param name="hidden">What GitHub says instead of the classic rule, which it then shows as if there were none; null where it says nothing.</param>
    /// <param name="isSignedOffOnline">Whether commits that are made in the browser are signed off; null where nobody asked.</param>
    public static BranchProtection Of(JsonElement repository, string branch, string? refusal, ForgeReply? inForce, string? hidden, bool? isSignedOffOnline)
    {
        var isAdministrator = repository.Text("viewerPermission") is "ADMIN";
        var layers = ImmutableArray.CreateBuilder<ProtectionLayer>();
        var unseen = ImmutableArray.CreateBuilder<UnseenLayer>();
        var listed = InForce(inForce);
        if (repository.ValueKind is JsonValueKind.Object)
        {
            Classic(repository, isAdministrator && hidden is null, hidden, layers, unseen);
            Rulesets(repository, branch, isAdministrator, listed, layers, unseen);
        }
        else
        {
            unseen.Add(new UnseenLayer("the branch protection rule", refusal ?? "GitHub did not tell it", IsUnavailable: false, HasFailed: true, Anything));
        }

        var known = Ids(repository).ToHashSet();
        foreach (var rules in listed.IsDefault ? [] : listed.Where(rules => !known.Contains(rules.Key)))
        {
            layers.Add(Listed(rules));
        }

        if (inForce is { IsGiven: false } refused)
        {
            var fact = GitHubAccess.For(ForgeSetting.BranchProtection).Refused<BranchProtection>(refused);
            unseen.Add(new UnseenLayer("the list of rules in force for the default branch", fact.Reason, fact.IsUnavailable, fact.HasFailed, AnythingOfRulesets));
        }

        if (isSignedOffOnline is true)
        {
            layers.Add(new ProtectionLayer
            {
                Name = "the sign-off of commits made in the browser",
                NotInForce = "it holds for those alone",
                Demands = [new BranchDemand(DemandKind.SignOff, 1, [])],
                Bypass = Observed<BypassList>.Known(new BypassList([])),
            });
        }

        return new BranchProtection { Branch = branch, Layers = layers.ToImmutable(), Unseen = unseen.ToImmutable() };
    }

    /// <summary>Whether any branch is protected by a classic rule; null where that is not told.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="hidden">What GitHub says instead of the classic rule; null where it says nothing.</param>
    public static bool? HasRules(JsonElement repository, string? hidden) => repository.Object("branchProtectionRules").Number("totalCount") switch
    {
        > 0 => true,

        // To whoever is no administrator none is shown.
        0 when hidden is null && repository.Text("viewerPermission") is "ADMIN" => false,
        _ => null,
    };

    private static void Classic(JsonElement repository, bool isTold, string? hidden, ImmutableArray<ProtectionLayer>.Builder layers, ImmutableArray<UnseenLayer>.Builder unseen)
    {
        var reference = repository.Object("defaultBranchRef");
        if (reference.Object("branchProtectionRule") is { ValueKind: JsonValueKind.Object } rule)
        {
            layers.Add(new ProtectionLayer
            {
                Name = $"the branch protection rule '{rule.Text("pattern")}'",
                Url = $"{repository.Text("url")}/settings/branches",
                Demands = [.. Demands(rule)],
                Bypass = BypassOf(rule),
            });
            Untold("the branch protection rule", Untold(rule), unseen);
        }
        else if (reference.Object("refUpdateRule") is { ValueKind: JsonValueKind.Object } shown)
        {
            layers.Add(new ProtectionLayer
            {
                Name = "the branch protection rule",
                Demands = [.. ShownDemands(shown)],
                Bypass = Observed<BypassList>.Unknown($"only administrators see it; the token lacks {GitHubAccess.For(ForgeSetting.BranchProtection).Needs}"),
            });
            unseen.Add(new UnseenLayer(
                "the branch protection rule",
                $"only administrators see all of it; the token lacks {GitHubAccess.For(ForgeSetting.BranchProtection).Needs}",
                IsUnavailable: false,
                HasFailed: false,
                IsReviewed(shown) ? [DemandKind.FreshApproval, DemandKind.ApprovalByOthers] : [DemandKind.ProposedChange, DemandKind.FreshApproval, DemandKind.ApprovalByOthers]));
        }
        else if (!isTold)
        {
            unseen.Add(new UnseenLayer(
                "the branch protection rule",
                $"{(hidden is null ? "" : $"'{hidden}': ")}only administrators see whether there is one; the token lacks {GitHubAccess.For(ForgeSetting.BranchProtection).Needs}",
                IsUnavailable: false,
                HasFailed: false,
                Anything));
        }
    }

    private static IEnumerable<BranchDemand> Demands(JsonElement rule)
    {
        var isReviewed = rule.Flag("requiresApprovingReviews") is true;
        return Made(
            (DemandKind.ProposedChange, isReviewed || rule.Flag("lockBranch") is true ? 1 : 0),
            (DemandKind.Approval, isReviewed ? rule.Number("requiredApprovingReviewCount") ?? 0 : 0),
            (DemandKind.CodeOwnerApproval, isReviewed && rule.Flag("requiresCodeOwnerReviews") is true ? 1 : 0),
            (DemandKind.FreshApproval, isReviewed && rule.Flag("dismissesStaleReviews") is true ? 1 : 0),
            (DemandKind.ApprovalByOthers, isReviewed && rule.Flag("requireLastPushApproval") is true ? 1 : 0),
            (DemandKind.Signatures, rule.Flag("requiresCommitSignatures") is true ? 1 : 0),
            (DemandKind.NoForcePush, rule.Flag("allowsForcePushes") is false ? 1 : 0),
            (DemandKind.NoDeletion, rule.Flag("allowsDeletions") is false ? 1 : 0),
            (DemandKind.ResolvedDiscussions, rule.Flag("requiresConversationResolution") is true ? 1 : 0))
            .Concat(rule.Flag("requiresStatusChecks") is true ? Checks(Texts(rule.Items("requiredStatusCheckContexts"))) : []);
    }

    private static IEnumerable<BranchDemand> ShownDemands(JsonElement rule) =>
        Made(
            (DemandKind.ProposedChange, IsReviewed(rule) ? 1 : 0),
            (DemandKind.Approval, rule.Number("requiredApprovingReviewCount") ?? 0),
            (DemandKind.CodeOwnerApproval, rule.Flag("requiresCodeOwnerReviews") is true ? 1 : 0),
            (DemandKind.Signatures, rule.Flag("requiresSignatures") is true ? 1 : 0),
            (DemandKind.NoForcePush, rule.Flag("allowsForcePushes") is false ? 1 : 0),
            (DemandKind.NoDeletion, rule.Flag("allowsDeletions") is false ? 1 : 0),
            (DemandKind.ResolvedDiscussions, rule.Flag("requiresConversationResolution") is true ? 1 : 0))
            .Concat(Checks(Texts(rule.Items("requiredStatusCheckContexts"))));

    // What is shown to everybody says nothing of a rule that demands proposals and no approval of them.
    private static bool IsReviewed(JsonElement shown) => shown.Number("requiredApprovingReviewCount") > 0 || shown.Flag("requiresCodeOwnerReviews") is true;

    // What of a classic rule its answer does not say.
    private static ImmutableArray<DemandKind> Untold(JsonElement rule)
    {
        var isReviewed = rule.Flag("requiresApprovingReviews");
        bool IsTold(string name) => rule.Flag(name) is not null;
        return
        [
            .. isReviewed is null ? OfReview : [],
            .. Untold(
                (DemandKind.Approval, isReviewed is not true || rule.Number("requiredApprovingReviewCount") is not null),
                (DemandKind.CodeOwnerApproval, IsTold("requiresCodeOwnerReviews")),
                (DemandKind.FreshApproval, IsTold("dismissesStaleReviews")),
                (DemandKind.ApprovalByOthers, IsTold("requireLastPushApproval")),
                (DemandKind.Signatures, IsTold("requiresCommitSignatures")),
                (DemandKind.NoForcePush, IsTold("allowsForcePushes")),
                (DemandKind.NoDeletion, IsTold("allowsDeletions")),
                (DemandKind.ResolvedDiscussions, IsTold("requiresConversationResolution")),
                (DemandKind.StatusChecks, IsTold("requiresStatusChecks"))),
        ];
    }

    private static ImmutableArray<DemandKind> Untold(params IEnumerable<(DemandKind Kind, bool IsTold)> parts) => [.. parts.Where(part => !part.IsTold).Select(part => part.Kind)];

    private static void Untold(string name, IEnumerable<DemandKind> kinds, ImmutableArray<UnseenLayer>.Builder unseen)
    {
        ImmutableArray<DemandKind> all = [.. kinds.Distinct().Order()];
        if (!all.IsEmpty)
        {
            unseen.Add(new UnseenLayer(name, "GitHub's answer does not say all of it", IsUnavailable: false, HasFailed: true, all));
        }
    }

    private static Observed<BypassList> BypassOf(JsonElement rule)
    {
        var reviews = rule.Object("bypassPullRequestAllowances");
        var pushes = rule.Object("bypassForcePushAllowances");
        if (rule.Flag("isAdminEnforced") is not { } isEnforced || !GitHubQuery.IsWhole(reviews) || !GitHubQuery.IsWhole(pushes))
        {
            return Observed<BypassList>.Unknown("GitHub did not tell all of them");
        }

        return Observed<BypassList>.Known(new BypassList(
        [
            .. isEnforced ? (Bypass[])[] : [new Bypass(Administrators, BypassKind.Administrators, OnlyByChange: false, [])],
            .. reviews.Items("nodes").Select(node => Actor(node, OfReview)),
            .. pushes.Items("nodes").Select(node => Actor(node, [DemandKind.NoForcePush])),
        ]));
    }

    private static void Rulesets(
        JsonElement repository,
        string branch,
        bool isAdministrator,
        ImmutableArray<IGrouping<long, JsonElement>> listed,
        ImmutableArray<ProtectionLayer>.Builder layers,
        ImmutableArray<UnseenLayer>.Builder unseen)
    {
        var rulesets = repository.Object("rulesets");
        if (!GitHubQuery.IsWhole(rulesets) || rulesets.Items("nodes").Any(ruleset => ruleset.ValueKind is not JsonValueKind.Object))
        {
            unseen.Add(new UnseenLayer("the rulesets", "GitHub did not tell all of them", IsUnavailable: false, HasFailed: true, AnythingOfRulesets));
        }

        foreach (var ruleset in rulesets.Items("nodes").Where(ruleset => ruleset.ValueKind is JsonValueKind.Object))
        {
            var isListed = listed.IsDefault || listed.Any(rules => rules.Key == ruleset.Number("databaseId"));
            var takesIn = RefConditions.TakeIn(ruleset.Object("conditions").Object("refName"), branch, branch);
            if (takesIn is null && listed.IsDefault)
            {
                unseen.Add(new UnseenLayer(NameOf(ruleset), "GitHub does not say for which branches it holds", IsUnavailable: false, HasFailed: false, AnythingOfRulesets));
            }

            if (takesIn is false || (takesIn is null && (listed.IsDefault || !isListed)))
            {
                continue;
            }

            var rules = ruleset.Object("rules");
            Untold(NameOf(ruleset), GitHubQuery.IsWhole(rules) ? rules.Items("nodes").SelectMany(rule => Untold(rule.Text("type"), rule.Object("parameters"))) : AnythingOfRulesets, unseen);
            layers.Add(new ProtectionLayer
            {
                Name = NameOf(ruleset),
                Level = LevelOf(ruleset.Object("source").Text("__typename")),
                Url = $"{repository.Text("url")}/settings/rules/{ruleset.Number("databaseId")?.ToString(CultureInfo.InvariantCulture)}",
                NotInForce = ruleset.Text("enforcement") switch
                {
                    "ACTIVE" => isListed ? null : "GitHub does not list it among the rules in force for the branch",
                    "EVALUATE" => "it only evaluates",
                    _ => "it is turned off",
                },
                Demands = [.. rules.Items("nodes").SelectMany(rule => Demands(rule.Text("type") ?? "", rule.Object("parameters")))],
                Bypass = RulesetBypass(ruleset, isAdministrator),
            });
        }
    }

    // What a rule demands; the names of the two interfaces differ by their letters alone.
    private static IEnumerable<BranchDemand> Demands(string type, JsonElement parameters) => type.ToUpperInvariant() switch
    {
        "PULL_REQUEST" => Made(
            (DemandKind.ProposedChange, 1),
            (DemandKind.Approval, Either(parameters, "requiredApprovingReviewCount", "required_approving_review_count").Number() ?? 0),
            (DemandKind.CodeOwnerApproval, IsTrue(parameters, "requireCodeOwnerReview", "require_code_owner_review")),
            (DemandKind.FreshApproval, IsTrue(parameters, "dismissStaleReviewsOnPush", "dismiss_stale_reviews_on_push")),
            (DemandKind.ApprovalByOthers, IsTrue(parameters, "requireLastPushApproval", "require_last_push_approval")),
            (DemandKind.ResolvedDiscussions, IsTrue(parameters, "requiredReviewThreadResolution", "required_review_thread_resolution"))),
        "MERGE_QUEUE" => Made((DemandKind.ProposedChange, 1)),
        "REQUIRED_SIGNATURES" => Made((DemandKind.Signatures, 1)),
        "NON_FAST_FORWARD" => Made((DemandKind.NoForcePush, 1)),
        "DELETION" => Made((DemandKind.NoDeletion, 1)),
        "REQUIRED_STATUS_CHECKS" => Checks(Either(parameters, "requiredStatusChecks", "required_status_checks").Items().Select(check => check.Text("context") ?? "")),
        "WORKFLOWS" => Checks(parameters.Items("workflows").Select(workflow => workflow.Text("path") ?? "")),
        "COMMIT_MESSAGE_PATTERN" when parameters.Flag("negate") is not true && parameters.Text("pattern")?.Contains("Signed-off-by", StringComparison.OrdinalIgnoreCase) is true =>
            Made((DemandKind.SignOff, 1)),
        _ => [],
    };

    // What of a rule its answer does not say. A rule without a type may be any.
    private static ImmutableArray<DemandKind> Untold(string? type, JsonElement parameters) => type?.ToUpperInvariant() switch
    {
        null => AnythingOfRulesets,
        "PULL_REQUEST" => Untold(
            (DemandKind.Approval, Either(parameters, "requiredApprovingReviewCount", "required_approving_review_count").Number() is not null),
            (DemandKind.CodeOwnerApproval, IsTold(parameters, "requireCodeOwnerReview", "require_code_owner_review")),
            (DemandKind.FreshApproval, IsTold(parameters, "dismissStaleReviewsOnPush", "dismiss_stale_reviews_on_push")),
            (DemandKind.ApprovalByOthers, IsTold(parameters, "requireLastPushApproval", "require_last_push_approval"))),
        "REQUIRED_STATUS_CHECKS" when Either(parameters, "requiredStatusChecks", "required_status_checks").ValueKind is not JsonValueKind.Array => [DemandKind.StatusChecks],
        _ => [],
    };

    private static Observed<BypassList> RulesetBypass(JsonElement ruleset, bool isAdministrator)
    {
        var source = ruleset.Object("source");
        var level = LevelOf(source.Text("__typename"));
        var actors = ruleset.Object("bypassActors");

        // Whoever may not change a ruleset is shown an empty list, or none.
        var isShown = level switch
        {
            SettingsLevel.Repository => isAdministrator,
            SettingsLevel.Organization => source.Flag("viewerCanAdminister") is true,
            _ => source.Flag("viewerIsAdmin") is true,
        };
        return isShown && GitHubQuery.IsWhole(actors)
            ? Observed<BypassList>.Known(new BypassList([.. actors.Items("nodes").Select(Of)]))
            : Observed<BypassList>.Unknown($"GitHub shows it only to those who may change the ruleset: {Of(level)}");
    }

    private static Bypass Of(JsonElement node)
    {
        var isByChange = node.Text("bypassMode") is "PULL_REQUEST";
        return node.Text("repositoryRoleName") switch
        {
            "admin" or "Admin" => new Bypass(Administrators, BypassKind.Administrators, isByChange, []),
            { } role => new Bypass($"everybody with the role '{role}'", BypassKind.Role, isByChange, []),
            _ when node.Flag("organizationAdmin") is true => new Bypass(Owners, BypassKind.Administrators, isByChange, []) { Within = Administrators },
            _ when node.Flag("enterpriseOwner") is true => new Bypass("owners of the enterprise", BypassKind.Administrators, isByChange, []),
            _ when node.Flag("deployKey") is true => new Bypass("every deploy key", BypassKind.Program, isByChange, []),
            _ => Actor(node, []) with { OnlyByChange = isByChange },
        };
    }

    // Whom the token may not see is shown as nobody.
    private static Bypass Actor(JsonElement node, ImmutableArray<DemandKind> of) => node.Object("actor") is var actor && actor.Text("__typename") is { } type ? type switch
    {
        "App" => new Bypass($"the app '{actor.Text("slug")}'", BypassKind.Program, OnlyByChange: false, of),
        "Team" => new Bypass($"the team '{actor.Text("combinedSlug")}'", BypassKind.Group, OnlyByChange: false, of),
        "User" => new Bypass($"'{actor.Text("login")}'", BypassKind.Person, OnlyByChange: false, of),
        _ => new Bypass(Unnamed, BypassKind.Unnamed, OnlyByChange: false, of),
    } : new Bypass(Unnamed, BypassKind.Unnamed, OnlyByChange: false, of);

    private static ProtectionLayer Listed(IGrouping<long, JsonElement> rules)
    {
        var level = LevelOf(rules.First().Text("ruleset_source_type"));
        return new ProtectionLayer
        {
            Name = $"a ruleset of {Of(level)} '{rules.First().Text("ruleset_source")}'",
            Level = level,
            Demands = [.. rules.SelectMany(rule => Demands(rule.Text("type") ?? "", rule.Object("parameters")))],
            Bypass = Observed<BypassList>.Unknown($"GitHub shows it only to those who may change the ruleset: {Of(level)}"),
        };
    }

    /// <summary>A ruleset of an organisation, as the REST interface shows it.</summary>
    /// <param name="ruleset">The ruleset.</param>
    /// <param name="takesAll">Whether it holds for every repository.</param>
    public static ProtectionLayer OfRest(JsonElement ruleset, bool takesAll) => new()
    {
        Name = $"the ruleset '{ruleset.Text("name")}'",
        Level = SettingsLevel.Organization,
        Url = ruleset.Object("_links").Object("html").Text("href"),
        NotInForce = ruleset.Text("enforcement") switch
        {
            "active" or "enabled" => takesAll ? null : "it holds for some repositories alone",
            "evaluate" => "it only evaluates",
            _ => "it is turned off",
        },
        Demands = [.. ruleset.Items("rules").SelectMany(rule => Demands(rule.Text("type") ?? "", rule.Object("parameters")))],
        Bypass = ruleset.HasItems("bypass_actors")
            ? Observed<BypassList>.Known(new BypassList([.. ruleset.Items("bypass_actors").Select(OfRest)]))
            : GitHubAccess.For(ForgeSetting.OrganizationProtection).Lacks<BypassList>("bypass_actors"),
    };

    /// <summary>A ruleset of an organisation that does not say for which branches it holds.</summary>
    /// <param name="ruleset">The ruleset.</param>
    public static UnseenLayer WithoutConditions(JsonElement ruleset) =>
        new($"the ruleset '{ruleset.Text("name")}'", "GitHub does not say for which branches it holds", IsUnavailable: false, HasFailed: false, AnythingOfRulesets);

    private static Bypass OfRest(JsonElement actor)
    {
        var number = actor.Number("actor_id")?.ToString(CultureInfo.InvariantCulture);
        var isByChange = actor.Text("bypass_mode") is "pull_request";
        return actor.Text("actor_type") switch
        {
            "OrganizationAdmin" => new Bypass(Owners, BypassKind.Administrators, isByChange, []) { Within = Administrators },
            "EnterpriseOwner" => new Bypass("owners of the enterprise", BypassKind.Administrators, isByChange, []),
            "RepositoryRole" => new Bypass(number is "5" ? Administrators : $"everybody with the role number {number}", BypassKind.Role, isByChange, []),
            "Team" => new Bypass($"the team number {number}", BypassKind.Group, isByChange, []),
            "DeployKey" => new Bypass("every deploy key", BypassKind.Program, isByChange, []),
            var type => new Bypass($"the {type} number {number}", BypassKind.Program, isByChange, []),
        };
    }

    private static ImmutableArray<IGrouping<long, JsonElement>> InForce(ForgeReply? reply) => reply is { IsGiven: true, Json.ValueKind: JsonValueKind.Array }
        ? [.. reply.Json.EnumerateArray().GroupBy(rule => rule.Number("ruleset_id") ?? NoRuleset)]
        : default;

    private static IEnumerable<long> Ids(JsonElement repository) => repository.Object("rulesets").Items("nodes").Select(ruleset => ruleset.Number("databaseId")).OfType<long>();

    private static string NameOf(JsonElement ruleset)
    {
        var source = ruleset.Object("source");
        var owner = source.Text("login") ?? source.Text("slug");
        return $"the ruleset '{ruleset.Text("name")}'{(owner is null ? "" : $" of '{owner}'")}";
    }

    private static SettingsLevel LevelOf(string? source) => source switch
    {
        "Organization" => SettingsLevel.Organization,
        "Enterprise" => SettingsLevel.Enterprise,
        _ => SettingsLevel.Repository,
    };

    private static string Of(SettingsLevel level) => level switch
    {
        SettingsLevel.Organization => "the organization",
        SettingsLevel.Enterprise => "the enterprise",
        _ => "the repository",
    };

    private static IEnumerable<BranchDemand> Made(params IEnumerable<(DemandKind Kind, long Count)> demands) =>
        demands.Where(demand => demand.Count > 0).Select(demand => new BranchDemand(demand.Kind, (int)Math.Min(demand.Count, int.MaxValue), []));

    // That checks are demanded of which none is named demands nothing.
    private static IEnumerable<BranchDemand> Checks(IEnumerable<string> names)
    {
        ImmutableArray<string> all = [.. names.Where(name => name.Length > 0)];
        return all.IsEmpty ? [] : [new BranchDemand(DemandKind.StatusChecks, all.Length, all)];
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonElement> items) => items.Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString() ?? "");

    private static JsonElement Either(JsonElement parameters, string name, string other) => parameters.Object(name) is { ValueKind: not JsonValueKind.Undefined } value ? value : parameters.Object(other);

    private static long? Number(this JsonElement value) => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static bool IsTold(JsonElement parameters, string name, string other) => Either(parameters, name, other).ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static long IsTrue(JsonElement parameters, string name, string other) => Either(parameters, name, other).ValueKind is JsonValueKind.True ? 1 : 0;
}
