namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A user.</summary>
/// <param name="Id">The global id: <c>gid://gitlab/User/42</c>.</param>
/// <param name="Username">The name.</param>
/// <param name="Bot">Whether a program acts under it.</param>
internal sealed record GraphUser(string? Id, string? Username, bool? Bot);
