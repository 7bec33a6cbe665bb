using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks what starts a workflow.</summary>
internal static class EventsValidator
{
    private const int MaximumInputs = 25;

    private static readonly ImmutableArray<string> Filters = ["branches", "tags", "paths"];

    private static readonly PublishedSchema Schema = PublishedSchema.Workflow;

    // GitHub starts a workflow once every five minutes at most.
    private const int ShortestInterval = 5;

    private static readonly Lazy<FrozenSet<string>> Zones = new(() => PublishedSchema.Zones.ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    private static readonly Shape Schedule = new ListShape(SchemaShapes.Map(Schema, "a schedule", "cron-mapping",
        ("cron", new TextShape { IsRequired = true, Kind = ProblemKind.Event, Check = ScheduleFault }),
        ("timezone", new TextShape { IsRequired = true, Kind = ProblemKind.Event, Check = ZoneFault })));

    private static readonly MapShape CallInput = SchemaShapes.Map(Schema, "an input of a called workflow", "workflow-call-input-definition",
        ("description", CommonShapes.Plain),
        ("required", CommonShapes.Flag),
        ("default", new ValueShape(Availability.Workflow)),
        ("type", new TextShape { IsRequired = true, Words = [.. Schema.WordsOf("workflow-call-input-type")] }));

    private static readonly MapShape CallSecret = SchemaShapes.Map(Schema, "a secret", "workflow-call-secret-mapping-definition",
        ("description", CommonShapes.Plain),
        ("required", CommonShapes.Flag)) with
    { MayBeNull = true, MayBeEmpty = true };

    private static readonly MapShape CallOutput = SchemaShapes.Map(Schema, "an output of a called workflow", "workflow-call-output-definition",
        ("description", CommonShapes.Plain),
        ("value", new TextShape(Availability.CallOutput) { IsRequired = true }));

    private static readonly MapShape Call = SchemaShapes.Map(Schema, "the event 'workflow_call'", "workflow-call-mapping",
        ("inputs", MapShape.Of("the inputs", CallInput) with { MayBeEmpty = true }),
        ("secrets", MapShape.Of("the secrets", CallSecret) with { MayBeEmpty = true }),
        ("outputs", MapShape.Of("the outputs", CallOutput) with { MayBeEmpty = true })) with
    { MayBeNull = true, MayBeEmpty = true };

    private static readonly MapShape DispatchInput = SchemaShapes.Map(Schema, "an input of a manual run", "workflow-dispatch-input",
        ("description", CommonShapes.Plain),
        ("required", CommonShapes.Flag),
        ("default", new ValueShape()),
        ("type", new TextShape { IsRequired = true, Words = [.. Schema.WordsOf("workflow-dispatch-input-type")] }),
        ("options", new ListShape(CommonShapes.Plain))) with
    { MayBeNull = true, MayBeEmpty = true };

    private static readonly MapShape Dispatch = SchemaShapes.Map(Schema, "the event 'workflow_dispatch'", "workflow-dispatch-mapping",
        ("inputs", MapShape.Of("the inputs", DispatchInput) with { MayBeNull = true, MayBeEmpty = true })) with
    { MayBeNull = true, MayBeEmpty = true };

    /// <summary>Reports what is wrong with <c>on</c>.</summary>
    public static void Validate(YamlNode on, ValidationContext context)
    {
        switch (on)
        {
            case YamlScalar { IsNull: false, Value.Length: > 0 } name:
                Name(name, isMapped: false, context);
                break;
            case YamlSequence { Items.IsEmpty: false } sequence:
                foreach (var item in sequence.Items)
                {
                    if (item is YamlScalar scalar)
                    {
                        Name(scalar, isMapped: false, context);
                    }
                    else
                    {
                        context.Add(ProblemKind.Event, "A list of events holds their names", item.Span);
                    }
                }

                break;
            case YamlMapping { Entries.IsEmpty: false } mapping:
                MappingKeys.CheckDuplicates(mapping, context);
                foreach (var entry in mapping.Entries)
                {
                    Event(entry, context);
                }

                break;
            default:
                context.Add(ProblemKind.Event, "'on' must name at least one event", on.Span);
                break;
        }
    }

    private static bool Name(YamlScalar name, bool isMapped, ValidationContext context)
    {
        if (!EventShapes.All.ContainsKey(name.Value))
        {
            context.Add(ProblemKind.Event, $"There is no event '{name.Value}'; {Names.OneOf(EventShapes.All.Keys)}", name.Span);
            return false;
        }

        if (!isMapped && name.Value is "schedule")
        {
            context.Add(ProblemKind.Event, "The event 'schedule' needs a list with 'cron'", name.Span);
        }

        return true;
    }

    private static void Event(YamlEntry entry, ValidationContext context)
    {
        if (entry.Key.Value is MappingKeys.Merge || !Name(entry.Key, isMapped: true, context))
        {
            return;
        }

        var name = entry.Key.Value;
        switch (name)
        {
            case "schedule":
                Schedule.Validate(entry.Value, Label.Of(entry), context);
                break;
            case "workflow_call":
                Call.Validate(entry.Value, name, context);
                CallInputs((entry.Value as YamlMapping)?["inputs"] as YamlMapping, context);
                break;
            case "workflow_dispatch":
                Dispatch.Validate(entry.Value, name, context);
                DispatchInputs(entry.Key, (entry.Value as YamlMapping)?["inputs"] as YamlMapping, context);
                break;
            default:
                EventShapes.All[name]?.Validate(entry.Value, Label.Of(entry), context);
                ExclusiveFilters(entry.Value as YamlMapping, name, context);
                OnlyExclusions(entry.Value as YamlMapping, name, context);
                break;
        }
    }

    private static void ExclusiveFilters(YamlMapping? filters, string name, ValidationContext context)
    {
        foreach (var filter in Filters)
        {
            if (filters?.Entry(filter) is { } first && filters.Entry(filter + "-ignore") is { } second)
            {
                var later = filters.Entries.IndexOf(first) > filters.Entries.IndexOf(second) ? first : second;
                context.Add(ProblemKind.Event, $"The event '{name}' cannot have both '{filter}' and '{filter}-ignore'; write '!' before a pattern to leave it out", later.Key.Span);
            }
        }
    }

    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax: a pattern with '!' needs one without.
    private static void OnlyExclusions(YamlMapping? filters, string name, ValidationContext context)
    {
        foreach (var entry in (filters?.Entries ?? []).Where(entry => Filters.Contains(entry.Key.Value)))
        {
            var patterns = entry.Value.Scalars().ToList();
            if (patterns.Count > 0 && patterns.All(pattern => pattern.Value.StartsWith('!')))
            {
                context.Add(ProblemKind.Pattern, $"Every pattern of '{entry.Key.Value}' leaves something out and none lets anything in, so that the event '{name}' never starts this; put a pattern such as '**' first, or write '{entry.Key.Value}-ignore'", entry.Key.Span);
            }
        }
    }

    private static void CallInputs(YamlMapping? inputs, ValidationContext context)
    {
        foreach (var entry in inputs?.Entries ?? [])
        {
            if (entry.Value is YamlMapping input && input["default"] is YamlScalar { IsNull: false } value)
            {
                DefaultOfType((input["type"] as YamlScalar)?.Value, entry.Key.Value, value, context);
            }
        }
    }

    private static void DispatchInputs(YamlScalar name, YamlMapping? inputs, ValidationContext context)
    {
        if (inputs?.Entries.Length > MaximumInputs)
        {
            context.Add(ProblemKind.Event, $"A manual run can have {MaximumInputs} inputs at most, and this has {inputs.Entries.Length}", name.Span);
        }

        foreach (var entry in inputs?.Entries ?? [])
        {
            if (entry.Value is YamlMapping input)
            {
                CheckDispatchInput(entry.Key, input, context);
            }
        }
    }

    private static void CheckDispatchInput(YamlScalar name, YamlMapping input, ValidationContext context)
    {
        var type = (input["type"] as YamlScalar)?.Value;
        var options = (input["options"] as YamlSequence)?.Items.OfType<YamlScalar>().Select(option => option.Value).ToList();
        if (type is "choice" && options is not { Count: > 0 })
        {
            context.Add(ProblemKind.Event, $"The input '{name.Value}' is a choice and needs 'options'", name.Span);
        }
        else if (type is not "choice" && input.Entry("options") is not null)
        {
            context.Add(ProblemKind.Event, $"The input '{name.Value}' has 'options' and is no choice; write 'type: choice'", name.Span);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in ((input["options"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>().Where(option => !seen.Add(option.Value)))
        {
            context.Add(ProblemKind.Event, $"The option '{option.Value}' of the input '{name.Value}' stands twice", option.Span);
        }

        if (input["default"] is not YamlScalar { IsNull: false } value)
        {
            return;
        }

        if (type is "choice" && options is not null && value.Value.Length > 0 && !options.Contains(value.Value))
        {
            context.Add(ProblemKind.Event, $"The default '{value.Value}' of the input '{name.Value}' is not one of its options", value.Span);
        }

        DefaultOfType(type, name.Value, value, context);
    }

    private static void DefaultOfType(string? type, string name, YamlScalar value, ValidationContext context)
    {
        if (ScalarExpressions.HasAny(value))
        {
            return;
        }

        if (type is "boolean" && !bool.TryParse(value.Value, out _))
        {
            context.Add(ProblemKind.Event, $"The input '{name}' is true or false, and its default is '{value.Value}'", value.Span);
        }
        else if (type is "number" && !double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            context.Add(ProblemKind.Event, $"The input '{name}' is a number, and its default is '{value.Value}'", value.Span);
        }
    }

    private static string? ScheduleFault(string schedule) =>
        CronPattern.Fault(schedule) ?? (CronPattern.ShortestInterval(schedule) < ShortestInterval ? $"The schedule '{schedule}' runs more often than every {ShortestInterval} minutes, which GitHub does not do" : null);

    private static string? ZoneFault(string zone) =>
        Zones.Value.Contains(zone) ? null : $"There is no time zone '{zone}'; write its IANA name, such as 'Europe/Zurich'";
}
