using PoPipeline.Decisions.Trackers.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>A claim.</summary>
/// <param name="Number">Which one on its branch, from 1.</param>
/// <param name="File">What it says.</param>
internal sealed record Claim(int Number, ClaimFile File);
