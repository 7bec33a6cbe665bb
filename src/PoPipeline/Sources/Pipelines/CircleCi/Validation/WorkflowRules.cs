using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Checks workflows and groups of jobs.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#workflows, and the schema that CircleCI's language server ships.</remarks>
/// <param name="checker">Takes the problems.</param>
/// <param name="parameters">Checks what is handed over.</param>
/// <param name="steps">Checks steps.</param>
/// <param name="used">Takes the names that are used.</param>
/// <param name="texts">Puts values into names.</param>
internal sealed class WorkflowRules(Checker checker, ParameterRules parameters, StepRules steps, UsedNames used, TextResolver texts)
{
    private const int LongestGroup = 512;

    private static readonly string[] Keys = ["jobs", "triggers", "when", "unless", "max_auto_reruns"];
    private static readonly string[] States = ["success", "failed", "canceled", "unauthorized", "not_run"];
    private static readonly string[] Types = ["approval", "build", "lock", "no-op", "release", "unlock"];

    /// <summary>Checks a workflow.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="library">What is defined.</param>
    public void Check(YamlEntry workflow, Library library)
    {
        if (checker.Mapping(workflow.Value, $"The workflow '{workflow.Key.Value}'") is not { } keys)
        {
            return;
        }

        checker.Keys(keys, $"The workflow '{workflow.Key.Value}'", Keys, "jobs");
        if (keys.Entry("when") is not null && keys.Entry("unless") is { } unless)
        {
            checker.Add(ProblemKind.Condition, "A workflow has 'when' or 'unless', not both; join them by 'and' and 'not'", unless.Key.Span);
        }

        LogicRules.Check(checker, keys["when"]);
        LogicRules.Check(checker, keys["unless"]);
        checker.Integer(keys["max_auto_reruns"], "'max_auto_reruns'", 1, 5);
        Triggers(keys["triggers"]);
        Jobs(keys["jobs"], workflow, library);
    }

    /// <summary>Checks a group of jobs.</summary>
    /// <param name="group">The group.</param>
    /// <param name="library">What is defined.</param>
    public void Group(YamlEntry group, Library library)
    {
        if (checker.Mapping(group.Value, $"The group '{group.Key.Value}'") is { } keys)
        {
            checker.Keys(keys, $"The group '{group.Key.Value}'", ["jobs", "description"], "jobs");
            Jobs(keys["jobs"], group, library);
        }
    }

    private void Triggers(YamlNode? node)
    {
        foreach (var trigger in (node is null ? null : checker.Sequence(node, "'triggers'"))?.Items ?? [])
        {
            if (checker.Mapping(trigger, "A trigger") is { } keys)
            {
                checker.Keys(keys, "A trigger", ["schedule"], "schedule");
                if (checker.Mapping(keys["schedule"], "'schedule'") is { } schedule)
                {
                    checker.Keys(schedule, "'schedule'", ["cron", "filters"], "cron", "filters");
                    if (schedule["cron"] is YamlScalar cron && !Checker.IsOpen(cron) && cron.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
                    {
                        checker.Add(ProblemKind.Event, $"'{cron.Value}' is no schedule of five fields: minute, hour, day, month and day of the week", cron.Span);
                    }
                }
            }
        }
    }

    private void Jobs(YamlNode? node, YamlEntry workflow, Library library)
    {
        if (checker.Sequence(node, "'jobs'") is not { } list)
        {
            return;
        }

        if (list.Items.IsEmpty)
        {
            checker.Add(ProblemKind.Missing, $"'{workflow.Key.Value}' lists no job", list.Span);
        }

        var scope = new Scope(library, Scope.None);
        var invocations = Invocation.In(list).ToList();
        foreach (var item in list.Items)
        {
            if (item is YamlMapping { Entries: [_, var second, ..] } mapping)
            {
                checker.Add(ProblemKind.Key, $"A job of a workflow has one key, and '{second.Key.Value}' is a second one beside '{mapping.Entries[0].Key.Value}'; move it in below that, by two more blanks", second.Key.Span);
            }
            else if (item is not (YamlScalar { IsNull: false } or YamlMapping { Entries.Length: 1 }))
            {
                checker.Add(ProblemKind.Type, $"A job of a workflow is a name, or a mapping with that name as its key, and this is {Checker.Kind(item)}", item.Span);
            }
        }

        foreach (var invocation in invocations)
        {
            Job(invocation, library, scope);
        }

        Needs(invocations, workflow, scope);
    }

    private void Job(Invocation invocation, Library library, Scope scope)
    {
        var declared = new DeclaredScope(library, Parameters: null) { HasMatrix = true };
        if (invocation.Keys is { } keys)
        {
            Own(keys);
        }

        used.Add(library, invocation.Name.Value, UsedKind.Job);
        steps.CheckAround(invocation.Keys, declared);
        if ((invocation.Type is { } type && type is not "build") || Checker.IsOpen(invocation.Name) || library.Groups?.Entry(invocation.Name.Value) is not null)
        {
            return;
        }

        if (library.Job(invocation.Name.Value) is not { } part)
        {
            var slash = invocation.Name.Value.IndexOf('/', StringComparison.Ordinal);
            checker.Add(
                ProblemKind.Missing,
                slash > 0 && !library.Orbs.ContainsKey(invocation.Name.Value[..slash]) ? $"'{invocation.Name.Value}' is of the orb '{invocation.Name.Value[..slash]}', which is not declared{Checker.Meant(invocation.Name.Value[..slash], [.. library.Orbs.Keys])}"
                    : $"There is no job '{invocation.Name.Value}'{Checker.Meant(invocation.Name.Value, [.. (library.Jobs?.Entries ?? []).Select(entry => entry.Key.Value)])}",
                invocation.Name.Span);
            return;
        }

        if (part.Definition is { Value: YamlMapping definition } && definition["type"] is not YamlScalar { Value: not "build" })
        {
            parameters.Given(part, invocation.Name, invocation.Keys, Invocation.Own, invocation.Matrix(scope), declared);
        }
    }

    private void Own(YamlMapping keys)
    {
        if (keys.Entry("type") is { } type)
        {
            checker.OneOf(type.Value, "'type'", Types);
        }

        checker.Texts(keys["context"], "'context'", mayBeOne: true);
        if (keys["filters"] is YamlMapping filters)
        {
            checker.Keys(filters, "'filters'", ["branches", "tags"]);
            foreach (var kind in filters.Entries.Where(entry => entry.Value is YamlMapping))
            {
                checker.Keys((YamlMapping)kind.Value, $"'{kind.Key.Value}'", ["only", "ignore"]);
                foreach (var entry in ((YamlMapping)kind.Value).Entries)
                {
                    checker.Texts(entry.Value, $"'{entry.Key.Value}'", mayBeOne: true);
                    Patterns(entry.Value);
                }
            }
        }

        if (keys.Entry("matrix") is { } matrix && checker.Mapping(matrix.Value, "'matrix'") is { } axes)
        {
            checker.Keys(axes, "'matrix'", ["parameters", "exclude", "alias"], "parameters");
            Excluded(axes);
        }

        if (keys["serial-group"] is YamlScalar group && (group.Value.Trim().Length == 0 || group.Value.Length > LongestGroup))
        {
            checker.Add(ProblemKind.Name, $"'serial-group' is a name of 1 to {LongestGroup} characters", group.Span);
        }
    }

    private void Patterns(YamlNode node)
    {
        foreach (var text in ((node as YamlSequence)?.Items ?? [node]).OfType<YamlScalar>())
        {
            if (RefPattern.PatternIn(text.Value) is { } pattern && !Checker.IsOpen(text) && IsBroken(pattern))
            {
                checker.Add(ProblemKind.Pattern, $"'{text.Value}' is no regular expression", text.Span);
            }
        }
    }

    // What .NET cannot read of a pattern, Java may; brackets must close in both.
    private static bool IsBroken(string pattern)
    {
        var depth = 0;
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    depth++;
                    break;
                case ')' when !inClass:
                    depth--;
                    break;
            }

            if (depth < 0)
            {
                return true;
            }
        }

        return depth > 0 || inClass;
    }

    private void Excluded(YamlMapping axes)
    {
        var names = ((axes["parameters"] as YamlMapping)?.Entries ?? []).Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var row in ((axes.Entry("exclude") is { } exclude ? checker.Sequence(exclude.Value, "'exclude'") : null)?.Items ?? []).OfType<YamlMapping>())
        {
            if (!names.SetEquals(row.Entries.Select(entry => entry.Key.Value)))
            {
                checker.Add(ProblemKind.Matrix, $"What is left out of a matrix names each of its parameters: {string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}", row.Span);
            }
        }
    }

    private void Needs(List<Invocation> invocations, YamlEntry workflow, Scope scope)
    {
        var counts = invocations.GroupBy(one => one.Given?.Value ?? one.Name.Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var known = invocations.SelectMany(one => one.Names(scope, texts)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, count) in counts.Where(entry => entry.Value > 1))
        {
            known.UnionWith(Enumerable.Range(1, Math.Min(count, ReadingBudget.MostSteps)).Select(number => $"{name}-{number}"));
        }

        foreach (var invocation in invocations)
        {
            foreach (var (name, states) in WorkflowReader.Requires(invocation))
            {
                if (!known.Contains(name.Value) && !Checker.IsOpen(name))
                {
                    checker.Add(ProblemKind.Needs, $"'{invocation.Given?.Value ?? invocation.Name.Value}' requires '{name.Value}', which is no job of the workflow '{workflow.Key.Value}'{Checker.Meant(name.Value, known)}", name.Span);
                }
                else if (counts.GetValueOrDefault(name.Value) > 1 && invocations.Count(one => (one.Given?.Value ?? one.Name.Value) == name.Value && one != invocation) > 1)
                {
                    checker.Add(ProblemKind.Needs, $"'{name.Value}' stands for more than one job of the workflow '{workflow.Key.Value}'; give each of them a 'name' and require that", name.Span);
                }

                foreach (var state in states.Where(state => !States.Contains(state.Value, StringComparer.Ordinal) && !(states.Length == 1 && state.Value is "terminal")))
                {
                    checker.Add(ProblemKind.Needs, $"'{state.Value}' is no state that a job comes to{Checker.Meant(state.Value, States)}", state.Span);
                }
            }
        }

        Circle(invocations, workflow, scope);
    }

    private void Circle(List<Invocation> invocations, YamlEntry workflow, Scope scope)
    {
        var ids = invocations.Select((one, index) => (Id: $"{one.Given?.Value ?? one.Name.Value}\n{index}", One: one)).ToList();
        var byName = ids.SelectMany(one => one.One.Names(scope, texts).Select(name => (name, one.Id))).ToLookup(one => one.name, one => one.Id, StringComparer.Ordinal);
        var waits = ids.ToDictionary(one => one.Id, one => (IReadOnlyList<string>)[.. WorkflowReader.Requires(one.One).SelectMany(need => one.One.Required(need.Name, scope, texts)).SelectMany(name => byName[name]).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);

        // Of jobs with one name, each may require the others.
        if (ids.Select(one => one.One.Given?.Value ?? one.One.Name.Value).Distinct(StringComparer.Ordinal).Count() == ids.Count
            && new WaitingCircle(id => waits[id], StringComparison.Ordinal).Find(ids.Select(one => one.Id)) is { } circle)
        {
            var first = ids.Find(one => one.Id == circle[0]).One;
            checker.Add(ProblemKind.Needs, $"The jobs of the workflow '{workflow.Key.Value}' wait for each other: {string.Join(" requires ", circle.Select(id => $"'{id[..id.IndexOf('\n', StringComparison.Ordinal)]}'"))}", first.Name.Span);
        }
    }
}
