using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Settings.GitLab;

/// <summary>
/// Which tier a project or group has, as far as its own answer tells: fields of a higher tier are there only where that tier is licensed, and no
/// interface tells it to everybody who may read the project.
/// </summary>
/// <param name="IsPremium">Whether it has what GitLab Premium has; null where the answer does not tell.</param>
/// <param name="IsUltimate">Whether it has what GitLab Ultimate has; null where the answer does not tell.</param>
internal sealed record GitLabTier(bool? IsPremium, bool? IsUltimate)
{
    // GitLab leaves each of them out where its feature is not licensed. A field that all projects have tells a whole answer from the short one for strangers.
    private const string OfAllProjects = "only_allow_merge_if_pipeline_succeeds";
    private const string OfUltimate = "only_allow_merge_if_all_status_checks_passed";

    private static readonly ImmutableArray<string> OfPremium =
    [
        OfUltimate,
        "approvals_before_merge",
        "issues_template",
        "merge_requests_template",
        "merge_pipelines_enabled",
        "merge_trains_enabled",
        "allow_pipeline_trigger_approve_deployment",
    ];

    private static readonly ImmutableArray<string> OfPremiumGroups = ["membership_lock", "shared_runners_minutes_limit", "wiki_access_level", "duo_features_enabled"];

    /// <summary>Nothing is known of it.</summary>
    public static GitLabTier Unknown { get; } = new(null, null);

    /// <summary>Whether it is known to be the free tier.</summary>
    public bool IsFree => IsPremium is false;

    /// <summary>The tier of a project.</summary>
    /// <param name="project">The answer on it.</param>
    public static GitLabTier OfProject(JsonElement project) => Has(project, OfUltimate) ? new(true, true)
        : OfPremium.Any(field => Has(project, field)) ? new(true, false)
        : Has(project, OfAllProjects) ? new(false, false)
        : Unknown;

    /// <summary>The tier of a group. Where none of the fields is there the token may not see them either, which does not tell the free tier.</summary>
    /// <param name="group">The answer on it.</param>
    public static GitLabTier OfGroup(JsonElement group) => OfPremiumGroups.Any(field => Has(group, field)) ? new(true, null) : Unknown;

    private static bool Has(JsonElement json, string field) => json.Object(field).ValueKind is not JsonValueKind.Undefined;
}
