namespace PoPipeline.Decisions.Requests;

/// <summary>The repository that a request is about, by what never changes: a rename or a transfer of names must not move a decision.</summary>
/// <param name="Forge">The kind of tracker: <c>github</c>, <c>gitlab</c>, <c>folder</c>.</param>
/// <param name="Host">The host of the forge, in lower case; empty for a folder.</param>
/// <param name="Owner">The numeric id of the organisation, user or group; for a folder what the policy of the branch that counts calls the repository, empty where it does not.</param>
/// <param name="Repository">The numeric id of the repository or project; for a folder the first commit of the branch that counts.</param>
public sealed record RequestScope(string Forge, string Host, string Owner, string Repository)
{
    /// <summary>The repository, for people. The name that a policy gives is text of others: escape it.</summary>
    public string Describe() => Host.Length > 0 ? $"number {Repository} on {Host}"
        : Repository.Length == 0 ? "not said"
        : Owner.Length > 0 ? $"'{Owner}', whose first commit is {Repository}"
        : $"the one whose first commit is {Repository}";
}
