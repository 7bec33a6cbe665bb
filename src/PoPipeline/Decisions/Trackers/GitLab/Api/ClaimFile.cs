namespace PoPipeline.Decisions.Trackers.GitLab.Api;

/// <summary>Who makes the issue of a key, or which one was made.</summary>
/// <param name="Key">The whole key of the request.</param>
/// <param name="Holder">The number of the account that claims.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Issue">The number of the issue in its project; null while there is none.</param>
internal sealed record ClaimFile(string Key, long Holder, DateTimeOffset At, long? Issue = null);
