using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what starts a run by Pipelines-as-Code, from its annotations.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/matchingevents/. Where an expression is given it decides alone.</remarks>
internal static partial class EventReader
{
    /// <summary>What all annotations of Pipelines-as-Code begin with.</summary>
    public const string Prefix = "pipelinesascode.tekton.dev/";

    /// <summary>The annotations that start a run.</summary>
    public static ImmutableArray<string> Starting { get; } = ["on-event", "on-cel-expression", "on-comment", "on-label", "on-target-branch", "on-path-change"];

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
            foreach (var name in EventsOf(expression.Value))
            {
                triggers.Add(TriggerOf(name, expression.Span));
            }
        }
        else if (Annotation(resource, "on-event") is { } events)
        {
            foreach (var name in Items(events.Value))
            {
                triggers.Add(TriggerOf(name, events.Span) with { IsRelease = IsOfTags(resource) });
            }
        }

        if (Annotation(resource, "on-comment") is { } comment)
        {
            triggers.Add(TriggerOf("comment", comment.Span));
        }

        return new PipelineEvents(triggers.DrainToImmutable());
    }

    /// <summary>An annotation; null where there is none.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="name">Its name behind the prefix.</param>
    public static YamlScalar? Annotation(TektonResource resource, string name) => resource.Annotations?[Prefix + name] is YamlScalar { IsNull: false } value ? value : null;

    /// <summary>The items of a value: one, or a list in brackets.</summary>
    /// <param name="value">The value: <c>[push, pull_request]</c>.</param>
    public static IEnumerable<string> Items(string value) => value.Trim().TrimStart('[').TrimEnd(']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The events for which an expression may be true; all of them where it asks for none.</summary>
    /// <param name="expression">The expression, in CEL.</param>
    public static IEnumerable<string> EventsOf(string expression)
    {
        var asked = Event().Matches(expression);
        var wanted = asked.Where(match => match.Groups["not"].Value is "==").Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var unwanted = asked.Where(match => match.Groups["not"].Value is "!=").Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        string[] all = [Push, Proposal];
        return wanted.Count > 0 ? wanted.Order(StringComparer.Ordinal) : all.Where(name => !unwanted.Contains(name));
    }

    private static bool IsOfTags(TektonResource resource) =>
        Annotation(resource, "on-target-branch") is { } branch && Items(branch.Value).All(name => name.StartsWith("refs/tags/", StringComparison.Ordinal));

    private static Trigger TriggerOf(string name, Place span) => new()
    {
        Name = name,
        Span = span,

        // Whoever may not push waits until somebody who may lets their change run, which then has what every run in the cluster has.
        StartedBy = name is Push or Incoming ? Origin.Contributor : Origin.Outsider,
        Privileged = true,
    };

    [GeneratedRegex("""\bevent(?:_type)?\s*(?<not>==|!=)\s*["'](?<name>[a-z_]{1,40})["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Event();
}
