using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>What the push rule of a project demands of commits. Each project has its own: that of a group is only what a new project begins with.</summary>
internal static class GitLabPushRule
{
    private const string Name = "the push rule";
    private const string What = "push rules";

    private static readonly ImmutableArray<DemandKind> Kinds = [DemandKind.Signatures, DemandKind.SignOff];

    /// <summary>The push rule, as the REST interface shows it. One that was never set is <c>null</c> with the code 200; 404 is the answer where the tier has none.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="reply">The push rule.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="url">The page that shows it.</param>
    public static (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) OfRest(GitLabForge forge, ForgeReply reply, GitLabTier tier, string url)
    {
        if (!reply.IsGiven)
        {
            var refused = forge.Refused<BypassList>(ForgeSetting.BranchProtection, reply, tier, What);
            return (null, [new UnseenLayer(Name, refused.Reason, refused.IsUnavailable, refused.HasFailed, Kinds)]);
        }

        var json = reply.Json;
        if (json.ValueKind is JsonValueKind.Null || (json.ValueKind is JsonValueKind.String && json.ValueEquals("null")))
        {
            return (null, []);
        }

        // What is off is null in the answer, as its documentation says, so that only the number tells a push rule from something else.
        return json.Number("id") is null
            ? (null, [new UnseenLayer(Name, GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>("id").Reason, IsUnavailable: false, HasFailed: json.ValueKind is not JsonValueKind.Object, Kinds)])
            : (Layer(json.Flag("reject_unsigned_commits") is true, json.Flag("reject_non_dco_commits") is true, url), []);
    }

    /// <summary>The push rule, as GraphQL shows it, which tells of signatures alone. Whoever may read the project may read it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="why">Why the rest was not asked for.</param>
    /// <param name="url">The page that shows it.</param>
    public static (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) OfGraph(JsonElement project, GitLabTier tier, string why, string url)
    {
        if (tier.IsFree)
        {
            return (null, [new UnseenLayer(Name, $"{What} need GitLab Premium", IsUnavailable: true, HasFailed: false, Kinds)]);
        }

        var rule = project.Object("pushRules");
        UnseenLayer signOff = new(Name, why, IsUnavailable: false, HasFailed: false, [DemandKind.SignOff]);
        return rule.ValueKind switch
        {
            JsonValueKind.Null when tier.IsPremium is true => (null, []),
            JsonValueKind.Object when rule.Flag("rejectUnsignedCommits") is { } isOn => (Layer(isOn, isSignedOff: false, url), [signOff]),
            _ => (null, [new UnseenLayer(Name, GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>("pushRules").Reason, IsUnavailable: false, HasFailed: false, Kinds)]),
        };
    }

    private static ProtectionLayer? Layer(bool isSigned, bool isSignedOff, string url)
    {
        ImmutableArray<BranchDemand> demands =
        [
            .. isSigned ? [new BranchDemand(DemandKind.Signatures, 1, [])] : ImmutableArray<BranchDemand>.Empty,
            .. isSignedOff ? [new BranchDemand(DemandKind.SignOff, 1, [])] : ImmutableArray<BranchDemand>.Empty,
        ];
        return demands.IsEmpty ? null : new ProtectionLayer { Name = Name, Url = url, Demands = demands, Bypass = Observed<BypassList>.Known(new BypassList([])) };
    }
}
