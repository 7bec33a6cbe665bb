namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A member of a group.</summary>
/// <param name="Id">The number of the user.</param>
/// <param name="State">The state of the account: <c>active</c>, <c>blocked</c>…</param>
/// <param name="MembershipState">The state of the membership, where the server tells: <c>active</c> or <c>awaiting</c>.</param>
/// <param name="AccessLevel">The role as a number.</param>
/// <param name="ExpiresAt">The day on which the membership ends; null for never.</param>
internal sealed record MemberAnswer(long Id, string? State, string? MembershipState, int AccessLevel, string? ExpiresAt);
