using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Who controls the name of the branch or tag that a run is for, which depends on the event.</summary>
internal static class RefOrigins
{
    private static readonly Provenance Pushed = new(Origin.Contributor, Charset.Line) { IsOneWord = true };
    private static readonly Provenance Proposed = new(Origin.Outsider, Charset.Line) { IsOneWord = true };

    private static readonly FrozenSet<string> RunRefs = new[] { "github.ref", "github.ref_name", "github.workflow_ref", "github.event.ref" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> HeadRefs = new[]
    {
        "github.head_ref", "github.event.pull_request.head.ref", "github.event.pull_request.head.label",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> BaseRefs = new[]
    {
        "github.base_ref", "github.event.pull_request.base.ref", "github.event.pull_request.base.label",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Events whose runs are for the default branch, for a pull request's number or for a ref that the platform makes.
    private static readonly FrozenSet<string> FixedRefs = new[]
    {
        "branch_protection_rule", "check_run", "check_suite", "discussion", "discussion_comment", "fork", "gollum", "issue_comment", "issues", "label",
        "merge_group", "milestone", "page_build", "public", "pull_request", "pull_request_review", "pull_request_review_comment", "repository_dispatch",
        "schedule", "status", "watch", "workflow_run",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who controls the path; null where it is no ref.</summary>
    public static Provenance? Of(ContextPath path, OriginScope scope)
    {
        var text = path.ToString();
        if (RunRefs.Contains(text))
        {
            return scope.IsCalled || scope.Events.Any(found => !FixedRefs.Contains(found.Name) && !found.NamesItsRefs) ? Pushed : Provenance.Constant;
        }

        var proposals = scope.Events.Where(found => found.Name.StartsWith("pull_request", StringComparison.Ordinal)).ToList();
        if (HeadRefs.Contains(text))
        {
            return scope.IsCalled || proposals.Count > 0 ? Proposed : Provenance.Constant;
        }

        return !BaseRefs.Contains(text) ? null
            : scope.IsCalled || proposals.Exists(found => !found.NamesItsRefs) ? Pushed
            : Provenance.Constant;
    }
}
