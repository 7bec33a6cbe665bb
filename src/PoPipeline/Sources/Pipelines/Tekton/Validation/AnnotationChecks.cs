using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for the annotations of a resource, and for those by which Pipelines-as-Code starts runs.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/matchingevents/ and https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/.</remarks>
internal static partial class AnnotationChecks
{
    // What each says is a value, or a list of them; an expression decides in the place of all.
    private static readonly string[] Lists = ["on-event", "on-target-branch", "on-label", "on-path-change", "on-path-change-ignore"];

    /// <summary>Finds what is wrong with them.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, ResourceSet resources, ProblemList problems)
    {
        foreach (var entry in resource.Annotations?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar value)
            {
                problems.Add(ProblemKind.Type, $"The annotation '{entry.Key.Value}' has to be a text, so that its {(entry.Value is YamlSequence ? "list" : "mapping")} needs quotes", entry.Value.Span);
            }
            else if (!value.IsNull && PlainText.KindOf(value) is not FieldKind.Text)
            {
                problems.Add(ProblemKind.Type, $"The annotation '{entry.Key.Value}' has to be a text, so that '{value.Value}' needs quotes", value.Span);
            }
        }

        if (resource is not { IsDynamic: true, Kind: "PipelineRun" })
        {
            return;
        }

        Fetched(resource, resources, problems);
        Kept(resource, problems);
        if (EventReader.Annotation(resource, "on-comment") is { } comment && !PlainText.IsFilledIn(comment) && Re2Syntax.ErrorOf(comment.Value) is { } unread)
        {
            problems.Add(ProblemKind.Event, $"The annotation 'on-comment' is a regular expression that cannot be read: {unread}", comment.TextSpan);
        }

        if (EventReader.Annotation(resource, "on-cel-expression") is { } expression)
        {
            Expression(resource, expression, problems);
            return;
        }

        foreach (var name in Lists)
        {
            if (EventReader.Annotation(resource, name) is { } list && !List().IsMatch(list.Value.Trim()))
            {
                problems.Add(ProblemKind.Event, $"'{list.Value}' is neither one value nor a list between brackets, so that Pipelines-as-Code starts nothing", list.TextSpan);
            }
        }

        if (EventReader.Annotation(resource, "on-event") is { } events)
        {
            foreach (var name in EventReader.Items(events.Value).Where(name => name is not ("push" or "pull_request" or "incoming") && !name.Contains("{{", StringComparison.Ordinal)))
            {
                problems.Add(ProblemKind.Event, $"There is no event '{name}'; the events are 'push', 'pull_request' and 'incoming'", events.TextSpan);
            }
        }

        var (started, branch) = (resource.Annotations?.Entry(EventReader.Prefix + "on-event"), resource.Annotations?.Entry(EventReader.Prefix + "on-target-branch"));
        if (started is null != branch is null && EventReader.Annotation(resource, "on-comment") is null)
        {
            problems.Add(ProblemKind.Event, "The annotations 'on-event' and 'on-target-branch' start a run only together", (started ?? branch)!.Key.Span);
        }
    }

    // Nothing of a run starts where a file that it is to be put together from is not there.
    private static void Fetched(TektonResource resource, ResourceSet resources, ProblemList problems)
    {
        foreach (var (kind, file) in RemoteTasks.Of(resource).Files.Where(file => !file.File.Text.Contains("{{", StringComparison.Ordinal) && !resources.HasFile(file.File.Name)))
        {
            problems.Add(ProblemKind.Missing, $"Pipelines-as-Code is to fetch a {(kind is "Task" ? "task" : "pipeline")} from '{file.Text}', and the repository has no such file", file.Span);
        }
    }

    private static void Kept(TektonResource resource, ProblemList problems)
    {
        if (EventReader.Annotation(resource, "max-keep-runs") is { } kept && !PlainText.IsFilledIn(kept) && !int.TryParse(kept.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            problems.Add(ProblemKind.Type, $"'max-keep-runs' says how many runs are kept, and '{kept.Value}' is no number, so that none is removed", kept.TextSpan, ProblemEffect.Altered);
        }
    }

    private static void Expression(TektonResource resource, YamlScalar expression, ProblemList problems)
    {
        CelChecks.Validate(expression, problems);
        foreach (var name in Lists)
        {
            if (resource.Annotations?.Entry(EventReader.Prefix + name) is { Value: YamlScalar { IsNull: false, Value.Length: > 0 } } entry)
            {
                problems.Add(ProblemKind.Event, $"'{name}' has no effect beside 'on-cel-expression', which decides alone", entry.Key.Span, ProblemEffect.Altered);
            }
        }
    }

    [GeneratedRegex(@"^\[.*[^\[\],\s].*\]$|^[^\[\]\s]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex List();
}
