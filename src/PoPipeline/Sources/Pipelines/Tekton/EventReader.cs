using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Cel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what starts a run by Pipelines-as-Code, from its annotations.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/matchingevents/. Where an expression is given it decides alone.</remarks>
internal static class EventReader
{
    /// <summary>What all annotations of Pipelines-as-Code begin with.</summary>
    public const string Prefix = "pipelinesascode.tekton.dev/";

    /// <summary>The annotations that start a run.</summary>
    public static ImmutableArray<string> Starting { get; } = ["on-event", "on-cel-expression", "on-comment", "on-label", "on-target-branch", "on-path-change"];

    private const string Tags = "refs/tags/";
    private const string Heads = "refs/heads/";
    private const string Queue = "gh-readonly-queue/";

    private const string Proposal = "pull_request";
    private const string Push = "push";
    private const string Incoming = "incoming";

    /// <summary>What starts the runs of a resource.</summary>
    /// <param name="resource">The resource.</param>
    public static PipelineEvents Of(TektonResource resource)
    {
        var triggers = ImmutableArray.CreateBuilder<Trigger>();
        if (Annotation(resource, "on-cel-expression") is { } expression)
        {
            var node = CelReader.Read(expression.Value, out _);
            foreach (var name in EventsOf(node))
            {
                var isRelease = name is Push && node is not null && CelEvents.Names(node, Tags) && !CelEvents.MayMatch(node, name, "main");
                triggers.Add(TriggerOf(name, expression.TextSpan) with
                {
                    IsRelease = isRelease,
                    Occasion = isRelease ? Occasion.Release : OccasionOf(name),
                    Branches = node is null || isRelease ? [] : BranchesOf(node, name),
                    IsPartial = node is null || CelEvents.AsksForFiles(node),
                });
            }
        }
        else if (Annotation(resource, "on-event") is { } events)
        {
            foreach (var name in Items(events.Value))
            {
                triggers.Add(TriggerOf(name, events.TextSpan) with
                {
                    IsRelease = IsOfTags(resource),
                    Occasion = IsOfTags(resource) ? Occasion.Release : OccasionOf(name),
                    Branches = Annotation(resource, "on-target-branch") is { } branches ? [.. Items(branches.Value).Select(branch => branch.StartsWith(Heads, StringComparison.Ordinal) ? branch[Heads.Length..] : branch)] : [],
                    IsPartial = Annotation(resource, "on-path-change") is not null || Annotation(resource, "on-label") is not null,
                });
            }
        }

        if (Annotation(resource, "on-comment") is { } comment)
        {
            triggers.Add(TriggerOf("comment", comment.TextSpan));
        }

        return new PipelineEvents(triggers.DrainToImmutable());
    }

    /// <summary>Whether nothing ever starts a run, though its annotations name something that is to; null where they name nothing.</summary>
    /// <param name="resource">The run.</param>
    public static bool? IsNeverStarted(TektonResource resource)
    {
        if (Annotation(resource, "on-comment") is not null)
        {
            return false;
        }

        if (Annotation(resource, "on-cel-expression") is { } expression)
        {
            // One that cannot be read is an error in each event.
            return CelReader.Read(expression.Value, out var error) is { } node ? !EventsOf(node).Any() : error is not null;
        }

        return Starting.Any(name => Annotation(resource, name) is not null) ? Annotation(resource, "on-event") is null || Annotation(resource, "on-target-branch") is null : null;
    }

    /// <summary>Whether the pushes that start a run are those of a queue of changes alone, which are not merged yet.</summary>
    /// <param name="resource">The run.</param>
    public static bool IsOfQueue(TektonResource resource) =>
        Annotation(resource, "on-cel-expression") is { } expression && CelReader.Read(expression.Value, out _) is { } node && CelEvents.Names(node, Queue) && !CelEvents.MayMatch(node, Push, "main") && !CelEvents.MayMatch(node, Push, "release");

    /// <summary>An annotation; null where there is none.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="name">Its name behind the prefix.</param>
    public static YamlScalar? Annotation(TektonResource resource, string name) => resource.Annotations?[Prefix + name] is YamlScalar { IsNull: false } value ? value : null;

    /// <summary>The items of a value: one, or a list in brackets.</summary>
    /// <param name="value">The value: <c>[push, pull_request]</c>.</param>
    public static IEnumerable<string> Items(string value) => value.Trim().TrimStart('[').TrimEnd(']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The events for which an expression may be true; those of the forge where nothing is known of it.</summary>
    /// <param name="expression">The expression; null where it cannot be read.</param>
    public static IEnumerable<string> EventsOf(CelNode? expression) =>
        expression is null ? [Push, Proposal] : new[] { Proposal, Push, Incoming }.Where(name => (name is not Incoming || CelEvents.Names(expression, Incoming)) && CelEvents.MayMatch(expression, name));

    // No branch that people make for a change is called so.
    private const string OfChange = "some-change";

    private static ImmutableArray<string> BranchesOf(CelNode node, string name) =>
        !DefaultBranches.NamedIn(CelEvents.Texts(node)).Any(branch => CelEvents.MayMatch(node, name, branch)) ? ["**", $"!{Trigger.DefaultBranch}"]
        : CelEvents.MayMatch(node, name, OfChange) ? [] : [Trigger.DefaultBranch];

    private static bool IsOfTags(TektonResource resource) =>
        Annotation(resource, "on-target-branch") is { } branch && Items(branch.Value).All(name => name.StartsWith(Tags, StringComparison.Ordinal));

    private static Occasion OccasionOf(string name) => name switch { Push => Occasion.Push, Proposal => Occasion.Proposal, _ => Occasion.Other };

    private static Trigger TriggerOf(string name, Place span) => new()
    {
        Name = name,
        Span = span,
        Occasion = OccasionOf(name),

        // Whoever may not push waits until somebody who may lets their change run, which then has what every run in the cluster has.
        StartedBy = name is Push or Incoming ? Origin.Contributor : Origin.Outsider,
        Privileged = true,
        NeedsLeave = name is not (Push or Incoming),
    };
}
