using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what starts a workflow.</summary>
internal static class TriggerReader
{
    // Activities on a pull request that need rights on the repository. Labels and assignees of issues are not among them, issue forms set
    // those for anybody; nor are requests for review, which CODEOWNERS makes for anybody.
    private static readonly string[] InsiderTypes =
        ["labeled", "unlabeled", "assigned", "unassigned", "milestoned", "demilestoned", "locked", "unlocked", "enqueued", "dequeued", "auto_merge_enabled", "auto_merge_disabled"];

    /// <summary>Reads the value of <c>on</c>: a word, a list, or a mapping.</summary>
    public static ImmutableArray<Trigger> Read(YamlNode? on) => on switch
    {
        YamlMapping mapping => [.. mapping.Entries.Select(entry => Read(entry.Key, entry.Value))],
        _ => [.. on.Scalars().Select(name => Read(name, value: null))],
    };

    /// <summary>What a tool that reads YAML 1.1 makes of <c>on</c>.</summary>
    public const string RewrittenOn = "true";

    /// <summary>The value of <c>on</c>; a key written without quotes may have been rewritten to <c>true</c> by a tool that reads YAML 1.1.</summary>
    public static YamlNode? On(YamlMapping? root) => root?["on"] ?? root?[RewrittenOn];

    private static Trigger Read(YamlScalar name, YamlNode? value)
    {
        var settings = value as YamlMapping;
        var known = EventTable.Of(name.Value);
        var types = settings?["types"].Scalars().Select(type => new Located<string>(type.Value, type.Span)).ToImmutableArray() ?? [];
        return new Trigger
        {
            Name = name.Value,
            Span = name.Span,
            StartedBy = IsForInsiders(name.Value, types) ? Origin.Contributor : known.StartedBy,
            Privileged = known.Privileged,
            Types = types,
            NeedsLabel = !types.IsEmpty && types.All(type => type.Value is "labeled"),
            IsCall = name.Value is "workflow_call",
            IsRelease = name.Value is "release" || (name.Value is "push" && settings is not null && HasTags(settings)),
            Occasion = name.Value is "push" && settings is not null && HasTags(settings) ? Occasion.Release : OccasionOf(name.Value),
            Branches = settings is null ? [] : [.. BranchesOf(settings)],
            IsPartial = settings?.Entry("paths") is not null || settings?.Entry("paths-ignore") is not null || (OccasionOf(name.Value) is Occasion.Proposal && !types.IsEmpty && !types.Any(type => Renewing.Contains(type.Value))),
        };
    }

    // What happens to a proposal whenever its code changes.
    private static readonly string[] Renewing = ["opened", "synchronize", "checks_requested"];

    private static Occasion OccasionOf(string name) => name switch
    {
        "push" => Occasion.Push,
        "pull_request" or "pull_request_target" or "merge_group" => Occasion.Proposal,
        "schedule" => Occasion.Schedule,
        "release" => Occasion.Release,
        "workflow_run" or "workflow_call" => Occasion.Unknown,
        _ => Occasion.Other,
    };

    // A list of what is left out begins with all.
    private static IEnumerable<string> BranchesOf(YamlMapping settings)
    {
        foreach (var branch in settings["branches"].Scalars())
        {
            yield return branch.Value;
        }

        if (settings.Entry("branches-ignore") is not null)
        {
            yield return "**";
            foreach (var branch in settings["branches-ignore"].Scalars())
            {
                yield return $"!{branch.Value}";
            }
        }
    }

    private static bool IsForInsiders(string name, ImmutableArray<Located<string>> types) =>
        name is "pull_request" or "pull_request_target" && !types.IsEmpty && types.All(type => InsiderTypes.Contains(type.Value));

    private static bool HasTags(YamlMapping push) =>
        push.Entry("tags") is not null && push.Entry("branches") is null && push.Entry("branches-ignore") is null;
}
