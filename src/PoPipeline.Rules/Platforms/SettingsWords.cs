using System.Collections.Frozen;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Platforms;

/// <summary>The words of a forge about its settings: what they are called there, and on which page they are.</summary>
internal sealed record SettingsWords
{
    /// <summary>What it calls an organisation.</summary>
    public required string Organization { get; init; }

    /// <summary>What it calls a repository.</summary>
    public required string Repository { get; init; }

    /// <summary>What it calls a proposed change.</summary>
    public required string Change { get; init; }

    /// <summary>Whether somebody can only ever approve changes of others there.</summary>
    public required bool AuthorNeverApproves { get; init; }

    /// <summary>The page of a repository on which its branches are protected, below its address.</summary>
    public required string ProtectionPage { get; init; }

    /// <summary>How to let nobody pass by what protects a branch, as a sentence.</summary>
    public required string NoBypass { get; init; }

    /// <summary>What can be demanded of changes of a branch.</summary>
    public required FrozenDictionary<DemandKind, DemandWords> Demands { get; init; }

    /// <summary>The words of GitHub.</summary>
    public static SettingsWords GitHub { get; } = new()
    {
        Organization = "organization",
        Repository = "repository",
        Change = "pull request",
        AuthorNeverApproves = true,
        ProtectionPage = "settings/rules",
        NoBypass = "Empty the bypass list of the ruleset, or turn on 'Do not allow bypassing the above settings' of the branch protection rule.",
        Demands = new Dictionary<DemandKind, DemandWords>
        {
            [DemandKind.ProposedChange] = new("a pull request", "Make a ruleset for the default branch that requires a pull request before merging."),
            [DemandKind.Approval] = new("approvals", "Set 'Required approvals' of the ruleset for the default branch.", IsPlural: true),
            [DemandKind.CodeOwnerApproval] = new("an approval by code owners", "Turn on 'Require review from Code Owners' in the ruleset for the default branch."),
            [DemandKind.FreshApproval] = new("a new approval after a push", "Turn on 'Dismiss stale pull request approvals when new commits are pushed' in the ruleset for the default branch."),
            [DemandKind.ApprovalByOthers] = new("an approval by somebody who did not push last", "Turn on 'Require approval of the most recent reviewable push' in the ruleset for the default branch."),
            [DemandKind.FixedApprovers] = new("fixed approvers", "GitHub has no list of approvers that a pull request could change."),
            [DemandKind.StatusChecks] = new("passed status checks", "Turn on 'Require status checks to pass' in the ruleset for the default branch, and name the checks.", IsPlural: true),
            [DemandKind.Signatures] = new("signed commits", "Turn on 'Require signed commits' in the ruleset for the default branch.", IsPlural: true),
            [DemandKind.SignOff] = new("signed-off commits", "Turn on 'Require contributors to sign off on web-based commits' in the settings of the repository, and require a status check that looks at all others.", IsPlural: true),
            [DemandKind.NoForcePush] = new("that history stays", "Turn on 'Block force pushes' in the ruleset for the default branch."),
            [DemandKind.NoDeletion] = new("that the branch stays", "Turn on 'Restrict deletions' in the ruleset for the default branch."),
            [DemandKind.ResolvedDiscussions] = new("resolved conversations", "Turn on 'Require conversation resolution before merging' in the ruleset for the default branch.", IsPlural: true),
        }.ToFrozenDictionary(),
    };

    /// <summary>The words of GitLab.</summary>
    public static SettingsWords GitLab { get; } = new()
    {
        Organization = "group",
        Repository = "project",
        Change = "merge request",
        AuthorNeverApproves = false,
        ProtectionPage = "-/settings/repository#js-protected-branches-settings",
        NoBypass = "Set 'Allowed to push and merge' of the protected branch to 'No one'.",
        Demands = new Dictionary<DemandKind, DemandWords>
        {
            [DemandKind.ProposedChange] = new("a merge request", "Protect the branch, and set 'Allowed to push and merge' to 'No one'."),
            [DemandKind.Approval] = new("approvals", "Add a merge request approval rule for the branch, or a merge request approval policy of the group.", IsPlural: true),
            [DemandKind.CodeOwnerApproval] = new("an approval by code owners", "Turn on 'Code owner approval' of the protected branch."),
            [DemandKind.FreshApproval] = new("a new approval after a push", "Set 'When a commit is added' to 'Remove all approvals' in the merge request approval settings."),
            [DemandKind.ApprovalByOthers] = new("an approval by others than author and committers", "Turn on 'Prevent approval by merge request creator' and 'Prevent approvals by users who add commits' in the merge request approval settings."),
            [DemandKind.FixedApprovers] = new("the approvers of the project", "Turn on 'Prevent editing approval rules in merge requests' in the merge request approval settings."),
            [DemandKind.StatusChecks] = new("a pipeline that succeeds", "Turn on 'Pipelines must succeed' in the merge request settings."),
            [DemandKind.Signatures] = new("signed commits", "Turn on 'Reject unsigned commits' in the push rules of the project.", IsPlural: true),
            [DemandKind.SignOff] = new("signed-off commits", "Turn on 'Reject commits that aren't DCO certified' in the push rules of the project.", IsPlural: true),
            [DemandKind.NoForcePush] = new("that history stays", "Turn off 'Allowed to force push' of the protected branch."),
            [DemandKind.NoDeletion] = new("that the branch stays", "Protect the branch: nobody can delete a protected branch by git."),
            [DemandKind.ResolvedDiscussions] = new("resolved threads", "Turn on 'All threads must be resolved' in the merge request settings.", IsPlural: true),
        }.ToFrozenDictionary(),
    };
}

/// <summary>The words for a demand.</summary>
/// <param name="Noun">What is demanded, as a noun.</param>
/// <param name="Remedy">How to demand it, as a sentence.</param>
/// <param name="IsPlural">Whether the noun is one of many.</param>
internal sealed record DemandWords(string Noun, string Remedy, bool IsPlural = false);
