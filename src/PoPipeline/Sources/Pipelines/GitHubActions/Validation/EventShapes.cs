using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What may be said of each event.</summary>
/// <remarks>Source: GitHub's reference of events that trigger workflows.</remarks>
internal static class EventShapes
{
    private const string Edits = "created edited deleted";

    private const string PullRequest =
        "assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked enqueued dequeued milestoned "
        + "demilestoned ready_for_review review_requested review_request_removed auto_merge_enabled auto_merge_disabled";

    private static readonly ListShape Branches = new(new PatternShape(IsPath: false)) { AllowsOne = true };
    private static readonly ListShape Paths = new(new PatternShape(IsPath: true)) { AllowsOne = true };
    private static readonly ListShape Words = new(CommonShapes.Required) { AllowsOne = true };

    private static readonly (string Key, Shape Value)[] BranchFilters = [("branches", Branches), ("branches-ignore", Branches)];
    private static readonly (string Key, Shape Value)[] PathFilters = [("paths", Paths), ("paths-ignore", Paths)];
    private static readonly (string Key, Shape Value)[] TagFilters = [("tags", Branches), ("tags-ignore", Branches)];

    /// <summary>Every event with what may stand below it; null where that is looked at by itself.</summary>
    public static FrozenDictionary<string, MapShape?> All { get; } = new Dictionary<string, MapShape?>(StringComparer.Ordinal)
    {
        ["branch_protection_rule"] = Event(Edits),
        ["check_run"] = Event("created rerequested completed requested_action"),
        ["check_suite"] = Event("completed requested rerequested"),
        ["create"] = Event(""),
        ["delete"] = Event(""),
        ["deployment"] = Event(""),
        ["deployment_status"] = Event(""),
        ["discussion"] = Event(Edits + " transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered"),
        ["discussion_comment"] = Event(Edits),
        ["fork"] = Event(""),
        ["gollum"] = Event(""),
        ["image_version"] = MapShape.Of("the event 'image_version'", ("names", new ListShape(CommonShapes.Required)), ("versions", new ListShape(CommonShapes.Required))),
        ["issue_comment"] = Event(Edits),
        ["issues"] = Event("opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned demilestoned typed untyped"),
        ["label"] = Event(Edits),
        ["merge_group"] = Event("checks_requested", BranchFilters),
        ["milestone"] = Event("created closed opened edited deleted"),
        ["page_build"] = Event(""),
        ["project"] = Event("created updated closed reopened edited deleted"),
        ["project_card"] = Event("created moved converted edited deleted"),
        ["project_column"] = Event("created updated moved deleted"),
        ["public"] = Event(""),
        ["pull_request"] = Event(PullRequest, [.. BranchFilters, .. PathFilters]),
        ["pull_request_review"] = Event("submitted edited dismissed"),
        ["pull_request_review_comment"] = Event(Edits),
        ["pull_request_target"] = Event(PullRequest, [.. BranchFilters, .. PathFilters]),
        ["push"] = Event("", [.. BranchFilters, .. PathFilters, .. TagFilters]),
        ["registry_package"] = Event("published updated"),
        ["release"] = Event("published unpublished created edited deleted prereleased released"),
        ["repository_dispatch"] = MapShape.Of("the event 'repository_dispatch'", ("types", Words)),
        ["schedule"] = null,
        ["status"] = Event(""),
        ["watch"] = Event("started"),
        ["workflow_call"] = null,
        ["workflow_dispatch"] = null,
        ["workflow_run"] = Event("completed requested in_progress", [("workflows", Words), .. BranchFilters]) with { Required = ["workflows"] },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static MapShape Event(string types, params ReadOnlySpan<(string Key, Shape Value)> filters)
    {
        ImmutableArray<string> words = [.. types.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var shape = new ListShape(new TextShape { IsRequired = true, Words = words, Kind = ProblemKind.Event }) { AllowsOne = true };
        return MapShape.Of("this event", words.IsEmpty ? filters : [("types", shape), .. filters]) with { MayBeNull = true, MayBeEmpty = true };
    }
}
