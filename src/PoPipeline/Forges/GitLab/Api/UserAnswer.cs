namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A user; the shorter forms of one have no <see cref="Bot"/>.</summary>
internal sealed record UserAnswer(long Id, string? Username, string? State = null, bool? Bot = null);
