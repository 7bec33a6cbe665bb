using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Settings.GitLab;

/// <summary>A protected branch, or several by a wildcard. What the answer leaves out is null.</summary>
internal sealed record GitLabBranchRule
{
    /// <summary>The name of the branch, with wildcards; empty where the answer does not tell.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is set by a group around the project.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Whether whoever may push may rewrite what is there.</summary>
    public bool? AllowsForcePush { get; init; }

    /// <summary>Whether code owners have to approve.</summary>
    public bool? RequiresCodeOwners { get; init; }

    /// <summary>
    /// Who may push; null where the answer does not say. An empty list is an answer: GitLab lets push whom any entry admits, and refuses every push where there
    /// is none, as after all entries were cleared.
    /// </summary>
    public ImmutableArray<GitLabPusher>? Pushers { get; init; }

    /// <summary>A protected branch, as the REST interface shows it.</summary>
    /// <param name="json">The protected branch.</param>
    public static GitLabBranchRule OfRest(JsonElement json) => new()
    {
        Name = json.Text("name") ?? "",
        IsInherited = json.Flag("inherited") is true,
        AllowsForcePush = json.Flag("allow_force_push"),
        RequiresCodeOwners = json.Flag("code_owner_approval_required"),
        Pushers = json.HasItems("push_access_levels") && json.Items("push_access_levels").All(GitLabPusher.IsToldByRest) ? [.. json.Items("push_access_levels").Select(GitLabPusher.OfRest).OfType<GitLabPusher>()] : null,
    };

    /// <summary>A branch rule that protects branches, as GraphQL shows it.</summary>
    /// <param name="json">The branch rule.</param>
    public static GitLabBranchRule OfGraph(JsonElement json)
    {
        var protection = json.Object("branchProtection");
        var levels = protection.Object("pushAccessLevels");
        return new GitLabBranchRule
        {
            Name = json.Text("name") ?? "",
            AllowsForcePush = protection.Flag("allowForcePush"),
            RequiresCodeOwners = protection.Flag("codeOwnerApprovalRequired"),
            Pushers = levels.HasItems("nodes") && !GitLabQuery.GoesOn(levels) && levels.Items("nodes").All(GitLabPusher.IsToldByGraph) ? [.. levels.Items("nodes").Select(GitLabPusher.OfGraph).OfType<GitLabPusher>()] : null,
        };
    }

    /// <summary>Whether it protects every branch, whatever it is called.</summary>
    public bool MatchesAny => Name.Length > 0 && Name.All(character => character is '*');

    /// <summary>Whether it protects a branch. GitLab tells capitals from small letters, and its wildcards stand for slashes as well.</summary>
    /// <param name="branch">The branch.</param>
    public bool Matches(string branch)
    {
        if (Name.Split('*') is not [var first, .. var between, var last])
        {
            return Name == branch;
        }

        if (branch.Length < first.Length + last.Length || !branch.StartsWith(first, StringComparison.Ordinal) || !branch.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = branch[first.Length..^last.Length];
        foreach (var part in between)
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
