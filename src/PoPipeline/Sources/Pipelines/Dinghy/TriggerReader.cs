using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads what starts a pipeline, and who writes what it brings.</summary>
/// <remarks>Source: https://spinnaker.io/docs/guides/user/pipeline/triggers/.</remarks>
internal static class TriggerReader
{
    /// <summary>Reads them.</summary>
    /// <param name="node">The list.</param>
    /// <param name="tree">What it stands in.</param>
    public static TriggerList Read(YamlNode? node, DinghyTree tree)
    {
        var triggers = ImmutableArray.CreateBuilder<Trigger>();
        foreach (var item in Nodes.Objects(node))
        {
            if (Nodes.Text(item["type"]) is { } type && !Nodes.IsFalse(item["enabled"]))
            {
                triggers.Add(new Trigger
                {
                    Name = type.Value,
                    Span = type.Span,
                    StartedBy = StartedBy(type.Value, item, tree),
                    Privileged = true,
                });
            }
        }

        var open = Nodes.Objects(node).Where(item => !Nodes.IsFalse(item["enabled"])).Select(item => Open(item, tree)).OfType<OpenRight>();

        // What is not read may start it as well.
        var isKnown = !Nodes.Items(node).Any(item => tree.UnknownOf(item) is not null) && tree.UnknownOf(node) is null;
        var payload = triggers.Count > 0 ? triggers.Max(trigger => trigger.StartedBy) : isKnown ? Origin.Contributor : Origin.Unknown;
        return new TriggerList(triggers.ToImmutable(), new SpelSources
        {
            Payload = payload,

            // A webhook may bring parameters along.
            Parameters = triggers.Any(trigger => trigger is { Name: "webhook", StartedBy: Origin.Outsider }) ? Origin.Outsider : Origin.Contributor,
        })
        { Open = [.. open] };
    }

    private static Origin StartedBy(string type, YamlMapping trigger, DinghyTree tree) => type switch
    {
        // The address takes whatever is sent to it, unless what is sent must hold something that not everybody knows.
        "webhook" => Constraints(trigger).Any() || tree.UnknownOf(trigger["payloadConstraints"]) is not null ? Origin.Contributor : Origin.Outsider,
        "git" => Nodes.Texts(trigger["events"]).Any(text => text.Value.StartsWith("pull_request", StringComparison.Ordinal) || text.Value.StartsWith("pr:", StringComparison.Ordinal)) ? Origin.Outsider : Origin.Contributor,
        "cron" => Origin.Constant,
        "pipeline" => Origin.Maintainer,
        _ => Origin.Contributor,
    };

    private static OpenRight? Open(YamlMapping trigger, DinghyTree tree) => Nodes.Text(trigger["type"]) switch
    {
        { Value: "webhook" } type when StartedBy("webhook", trigger, tree) is Origin.Outsider => new OpenRight(OpenRightKind.Callers, "type: webhook", type.Span),
        { Value: "git" } type when IsAny(trigger["branch"], tree) => new OpenRight(OpenRightKind.Branches, "type: git", trigger.Entry("branch")?.Key.Span ?? type.Span),
        { Value: "docker" } type when trigger["tag"] is YamlScalar { Value: ".*" or ".+" or "^.*$" or "*" } tag => new OpenRight(OpenRightKind.Tags, $"tag: {tag.Value}", tag.Span),
        _ => null,
    };

    private static bool IsAny(YamlNode? branch, DinghyTree tree) =>
        branch is null or YamlScalar { IsNull: true } or YamlScalar { Value: "" or ".*" or ".+" or "^.*$" or "*" } && tree.UnknownOf(branch) is null;

    private static IEnumerable<YamlEntry> Constraints(YamlMapping trigger) =>
        ((trigger["payloadConstraints"] as YamlMapping)?.Entries ?? []).Where(entry => entry.Value is YamlScalar { Value.Length: > 0 } value && value.Value is not (".*" or ".+" or "^.*$" or "*"));
}

/// <summary>The triggers of a pipeline.</summary>
/// <param name="Triggers">What starts it.</param>
/// <param name="Sources">Who controls what expressions ask for.</param>
internal sealed record TriggerList(ImmutableArray<Trigger> Triggers, SpelSources Sources)
{
    /// <summary>Where more people start it than should.</summary>
    public ImmutableArray<OpenRight> Open { get; init; } = [];
}
