namespace PoPipeline.Decisions.Requests;

/// <summary>The repository that a request is about, by what never changes: a rename or a transfer of names must not move a decision.</summary>
/// <param name="Forge">The kind of tracker: <c>github</c>, <c>gitlab</c>, <c>folder</c>.</param>
/// <param name="Host">The host of the forge, in lower case; empty for a folder.</param>
/// <param name="Owner">The numeric id of the organisation, user or group; empty for a folder.</param>
/// <param name="Repository">The numeric id of the repository or project; empty for a folder, which lies in what it is about.</param>
public sealed record RequestScope(string Forge, string Host, string Owner, string Repository);
