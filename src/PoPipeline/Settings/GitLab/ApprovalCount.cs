namespace PoPipeline.Settings.GitLab;

/// <summary>How many approvals the strictest of all rules demands that apply to a branch.</summary>
/// <param name="Value">How many.</param>
internal sealed record ApprovalCount(int Value);
