using System.Text.Json;
using PoPipeline.Forges.Http;

namespace PoPipeline.Settings.GitHub;

/// <summary>What is asked of GitHub's GraphQL interface: for one repository, or for those of an organisation in batches, the same.</summary>
internal static class GitHubQuery
{
    /// <summary>The name of the query for one repository.</summary>
    public const string Repository = "Repository";

    /// <summary>The name of the query for the list of repositories.</summary>
    public const string Organization = "Organization";

    /// <summary>The name of the query for how members sign in.</summary>
    public const string SignOn = "SignOn";

    /// <summary>The name of the query for a batch of repositories.</summary>
    public const string Batch = "Batch";

    /// <summary>How many repositories are in a batch: GitHub answers no query for more than ten seconds.</summary>
    public const int BatchSize = 25;

    private const int LongestMessage = 200;

    private const string Actor = "actor { __typename ... on App { slug } ... on Team { combinedSlug } ... on User { login } }";

    // What a query costs GitHub counts from the lists within lists that it may have: of 50 rulesets a repository those that few have more of, and half the price of 100.
    private const string Settings =
        """
        fragment Settings on Repository {
          nameWithOwner url isArchived isEmpty isFork isPrivate viewerPermission
          owner { __typename login }
          branchProtectionRules { totalCount }
          defaultBranchRef {
            name
            refUpdateRule {
              allowsDeletions allowsForcePushes requiredApprovingReviewCount requiredStatusCheckContexts requiresCodeOwnerReviews requiresConversationResolution requiresSignatures
            }
            branchProtectionRule {
              pattern isAdminEnforced allowsDeletions allowsForcePushes requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews
              dismissesStaleReviews requireLastPushApproval requiresStatusChecks requiredStatusCheckContexts requiresCommitSignatures requiresConversationResolution lockBranch
              bypassPullRequestAllowances(first: 100) { pageInfo { hasNextPage } nodes { ACTOR } }
              bypassForcePushAllowances(first: 100) { pageInfo { hasNextPage } nodes { ACTOR } }
            }
            target { ... on Commit { history(first: 30) { nodes { oid signature { isValid state } } } } }
          }
          outside: collaborators(affiliation: OUTSIDE, first: 100) { pageInfo { hasNextPage } edges { permission node { login } } }
          rulesets(first: 50, includeParents: true, targets: [BRANCH]) {
            pageInfo { hasNextPage }
            nodes {
              databaseId name enforcement
              source { __typename ... on Repository { nameWithOwner } ... on Organization { login viewerCanAdminister } ... on Enterprise { slug viewerIsAdmin } }
              conditions { refName { include exclude } }
              bypassActors(first: 100) {
                pageInfo { hasNextPage }
                nodes { bypassMode deployKey enterpriseOwner organizationAdmin repositoryRoleName actor { __typename ... on App { slug } ... on Team { combinedSlug } } }
              }
              rules(first: 100) {
                pageInfo { hasNextPage }
                nodes {
                  type
                  parameters {
                    ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview dismissStaleReviewsOnPush requireLastPushApproval requiredReviewThreadResolution }
                    ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
                    ... on WorkflowsParameters { workflows { path } }
                    ... on CommitMessagePatternParameters { pattern negate operator }
                  }
                }
              }
            }
          }
        }
        """;

    /// <summary>The query for one repository.</summary>
    public static string OfRepository { get; } = $$"""
        query {{Repository}}($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
            ...Settings
          }
        }
        {{Settings.Replace("ACTOR", Actor, StringComparison.Ordinal)}}
        """;

    /// <summary>The query for a page of the list of repositories, which is cheap.</summary>
    public static string OfOrganization { get; } = $$"""
        query {{Organization}}($login: String!, $after: String) {
          rateLimit { cost remaining resetAt }
          organization(login: $login) {
            repositories(first: 100, after: $after, orderBy: { field: NAME, direction: ASC }) { totalCount pageInfo { hasNextPage endCursor } nodes { id nameWithOwner } }
          }
        }
        """;

    /// <summary>The query for how members sign in.</summary>
    public static string OfSignOn { get; } = $$"""
        query {{SignOn}}($login: String!) {
          organization(login: $login) { viewerCanAdminister samlIdentityProvider { issuer ssoUrl } }
        }
        """;

    /// <summary>The query for a batch of repositories by their ids.</summary>
    public static string OfBatch { get; } = $$"""
        query {{Batch}}($ids: [ID!]!) {
          rateLimit { cost remaining resetAt }
          nodes(ids: $ids) { id ...Settings }
        }
        {{Settings.Replace("ACTOR", Actor, StringComparison.Ordinal)}}
        """;

    /// <summary>What the interface says of a part that it left out; null where it says nothing.</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="part">The name of the part.</param>
    public static string? Refusal(JsonElement answer, string part) => Shown(answer.Items("errors")
        .FirstOrDefault(error => error.Items("path").Any(step => step.ValueKind is JsonValueKind.String && step.ValueEquals(part)))
        .Text("message"));

    /// <summary>The first error of an answer without data; null where there is none.</summary>
    /// <param name="answer">The whole answer.</param>
    public static string? Refusal(JsonElement answer) => Shown(answer.Items("errors").FirstOrDefault().Text("message"));

    /// <summary>Whether a list goes on behind what was asked for, or does not say that it ends.</summary>
    /// <param name="list">The list.</param>
    public static bool GoesOn(JsonElement list) => list.Object("pageInfo").Flag("hasNextPage") is not false;

    /// <summary>Whether a list is there as a whole.</summary>
    /// <param name="list">The list.</param>
    public static bool IsWhole(JsonElement list) => list.HasItems("nodes") && !GoesOn(list);

    private static string? Shown(string? message) => message is null ? null : Exchange.Shown(message, LongestMessage);
}
