namespace PoPipeline.Forges.GitLab.Api;

/// <summary>An entry of a tree.</summary>
/// <param name="Id">The object that git stores.</param>
/// <param name="Type"><c>blob</c> or <c>tree</c>.</param>
/// <param name="Path">The whole path.</param>
/// <param name="Mode">The mode as git writes it.</param>
internal sealed record TreeAnswer(string? Id, string? Type, string? Path, string? Mode);
