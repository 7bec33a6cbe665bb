using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Finds what the platform would reject in a configuration, or in an orb.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/, https://circleci.com/docs/reference/reusing-config/ and the schema that CircleCI's language server ships.</remarks>
internal sealed class Validator
{
    private static readonly string[] Versions = ["2", "2.0", "2.1"];

    private static readonly string[] JobKeys =
    [
        "branches", "circleci_ip_ranges", "description", "docker", "environment", "executor", "machine", "macos", "parallelism", "parameters", "resource_class", "retention", "shell", "steps", "type",
        "working_directory",
    ];

    private static readonly string[] Places = ["docker", "machine", "macos", "executor"];

    private static readonly string[] ExecutorKeys = ["description", "docker", "environment", "machine", "macos", "parameters", "resource_class", "shell", "working_directory"];

    private readonly ProblemList found = new(ProblemEffect.Rejected);
    private readonly Checker checker;
    private readonly UsedNames used = new();
    private readonly ParameterRules parameters;
    private readonly StepRules steps;
    private readonly WorkflowRules workflows;
    private readonly ImmutableArray<ConfigFile> files;
    private readonly YamlMapping? content;
    private readonly Library library;
    private readonly PipelineKind kind;
    private readonly Func<string, string, bool> isIncluded;

    /// <summary>Makes ready to look at a configuration.</summary>
    /// <param name="files">Its files, the first one first.</param>
    /// <param name="content">What they hold together; null where they hold nothing.</param>
    /// <param name="library">What it defines.</param>
    /// <param name="kind">Whether it starts runs, or others take parts of it.</param>
    /// <param name="texts">Puts parameters into texts.</param>
    /// <param name="isIncluded">Whether a file that a text of an orb's source includes is there, by who includes it and its path.</param>
    public Validator(ImmutableArray<ConfigFile> files, YamlMapping? content, Library library, PipelineKind kind, TextResolver texts, Func<string, string, bool> isIncluded)
    {
        (this.files, this.content, this.library, this.kind, this.isIncluded) = (files, content, library, kind, isIncluded);
        checker = new Checker(found);
        parameters = new ParameterRules(checker);
        steps = new StepRules(checker, parameters, used);
        workflows = new WorkflowRules(checker, parameters, steps, used, texts);
    }

    /// <summary>The problems, in the order of the files.</summary>
    public ImmutableArray<Problem> Problems()
    {
        foreach (var doubled in files.SelectMany(file => file.Document.Problems))
        {
            checker.Add(ProblemKind.Key, doubled.Message, doubled.Span);
        }

        if (content is null)
        {
            checker.Add(ProblemKind.Syntax, files[0].Document.Root is { } root ? $"A configuration is a mapping, and this is {Checker.Kind(root)}" : "The file is empty; a configuration is a mapping", files[0].Document.Root?.Span ?? Place.StartOf(files[0].Path));
            return found.InOrder();
        }

        Top();
        Defined(library, library.Content);
        if (kind is PipelineKind.Workflow)
        {
            foreach (var workflow in PipelineBuilder.Workflows(content))
            {
                workflows.Check(workflow, library);
                Texts(workflow.Value, new DeclaredScope(library, Parameters: null));
            }

            foreach (var group in library.Groups?.Entries ?? [])
            {
                workflows.Group(group, library);
            }

            Unused(library);
        }

        return [.. found.InOrder().Select(problem => problem with { Text = problem.Text.Length > 0 ? problem.Text : LogicalPlace.Of(RootOf(problem.Span.Path), problem.Span) })];
    }

    private YamlNode? RootOf(string path) => files.FirstOrDefault(file => file.Path == path)?.Document.Root;

    private void Top()
    {
        if (content!.Entry("version") is not { } version)
        {
            if (kind is PipelineKind.Workflow)
            {
                checker.Add(ProblemKind.Missing, "A configuration says the 'version' of its language, '2.1'", content.Span.Start);
            }
        }
        else if (version.Value is not YamlScalar scalar || !Versions.Contains(scalar.Value, StringComparer.Ordinal))
        {
            checker.Add(ProblemKind.Type, $"'version' is the version of the language; {Names.OneOf(Versions)}", version.Value.Span);
        }

        if (kind is PipelineKind.Workflow && (content.Entry("workflows") is null || (content["workflows"] as YamlMapping)?.Entries is []) && content["jobs"] is YamlMapping jobs && jobs.Entry("build") is null)
        {
            checker.Add(ProblemKind.Missing, "Without a workflow the job 'build' runs, and there is none of that name", content.Entry("jobs")!.Key.Span);
        }

        if (content.Entry("setup") is { } setup)
        {
            checker.Boolean(setup.Value, "'setup'");
        }

        foreach (var list in new[] { "jobs", "workflows" })
        {
            if (content.Entry(list) is { } entry)
            {
                _ = checker.Mapping(entry.Value, $"'{list}'", mayBeNull: kind is PipelineKind.Action);
            }
        }

        parameters.Declared(library.Parameters, isPipeline: true);
        foreach (var text in content.Entries.Where(entry => entry.Value is YamlScalar && library.HasMarks))
        {
            Texts(text.Value, new DeclaredScope(library, Parameters: null));
        }

        if (kind is PipelineKind.Action)
        {
            Shown();
        }
    }

    // What the registry shows of an orb.
    private void Shown()
    {
        foreach (var entry in (content!["display"] as YamlMapping)?.Entries ?? [])
        {
            _ = checker.Text(entry.Value, $"'{entry.Key.Value}'");
        }

        foreach (var example in (content["examples"] as YamlMapping)?.Entries ?? [])
        {
            if (checker.Mapping(example.Value, $"The example '{example.Key.Value}'") is { } keys)
            {
                checker.Keys(keys, $"The example '{example.Key.Value}'", ["description", "usage", "result"], "usage");
            }
        }
    }

    private void Defined(Library defined, YamlMapping? keys)
    {
        foreach (var list in new[] { "commands", "executors", "orbs" })
        {
            if (keys?.Entry(list) is { } entry)
            {
                _ = checker.Mapping(entry.Value, $"'{list}'", mayBeNull: true);
            }
        }

        foreach (var orb in defined.Orbs.Values)
        {
            Orb(orb);
        }

        foreach (var command in defined.Commands?.Entries ?? [])
        {
            if (checker.Mapping(command.Value, $"The command '{command.Key.Value}'") is { } definition)
            {
                checker.Keys(definition, $"The command '{command.Key.Value}'", ["description", "parameters", "steps"], "steps");
                parameters.Declared(definition["parameters"], isPipeline: false);
                var scope = DeclaredScope.Of(defined, definition);
                steps.Check(definition["steps"], scope, "steps");
                Texts(definition["steps"], scope);
            }
        }

        foreach (var executor in defined.Executors?.Entries ?? [])
        {
            if (checker.Mapping(executor.Value, $"The executor '{executor.Key.Value}'") is { } definition)
            {
                checker.Keys(definition, $"The executor '{executor.Key.Value}'", ExecutorKeys);
                parameters.Declared(definition["parameters"], isPipeline: false);
                ExecutorRules.Check(checker, definition);
                Texts(new YamlMapping(definition.Span, [.. definition.Entries.Where(entry => entry.Key.Value is not ("parameters" or "description"))], isFlow: false), DeclaredScope.Of(defined, definition));
            }
        }

        foreach (var job in defined.Jobs?.Entries ?? [])
        {
            Job(job, defined);
        }
    }

    private void Orb(Orb orb)
    {
        if (orb.Inline is { } inline)
        {
            Defined(inline, inline.Content);
        }
        else if (orb.Entry.Value is YamlScalar { IsNull: false } text && !text.Value.Contains("://", StringComparison.Ordinal))
        {
            if (!text.Value.Contains('@', StringComparison.Ordinal))
            {
                checker.Add(ProblemKind.Missing, $"'{text.Value}' names no version of the orb; write it behind an '@': '{text.Value}@1.2.3'", text.Span);
            }
            else if (!text.Value.Split('@')[0].Contains('/', StringComparison.Ordinal))
            {
                checker.Add(ProblemKind.Name, $"'{text.Value}' is no orb; it is 'namespace/orb@1.2.3'", text.Span);
            }
        }
        else if (orb.Entry.Value is not (YamlScalar { IsNull: false } or YamlMapping))
        {
            checker.Add(ProblemKind.Type, $"An orb is 'namespace/orb@1.2.3' or a mapping, and this is {Checker.Kind(orb.Entry.Value)}", orb.Entry.Value.Span);
        }
    }

    private void Job(YamlEntry job, Library defined)
    {
        if (checker.Mapping(job.Value, $"The job '{job.Key.Value}'") is not { } definition)
        {
            return;
        }

        if (definition["type"] is YamlScalar { Value: not "build" } type)
        {
            Special(job, definition, type);
            return;
        }

        checker.Keys(definition, $"The job '{job.Key.Value}'", JobKeys, "steps");
        parameters.Declared(definition["parameters"], isPipeline: false);
        foreach (var reserved in (definition["parameters"] as YamlMapping)?.Entries.Where(entry => Invocation.Own.Contains(entry.Key.Value)) ?? [])
        {
            checker.Add(ProblemKind.Name, $"'{reserved.Key.Value}' is a key of jobs in workflows, and no name for a parameter", reserved.Key.Span);
        }

        var places = Places.Where(key => definition.Entry(key) is not null).ToList();
        if (places.Count == 0)
        {
            checker.Add(ProblemKind.Missing, $"The job '{job.Key.Value}' does not say where it runs; it needs 'docker', 'machine', 'macos' or 'executor'", job.Key.Span);
        }
        else if (places.Count(place => place is not "executor") > 1)
        {
            checker.Add(ProblemKind.Key, $"The job '{job.Key.Value}' runs in one place, and '{places[1]}' is a second one", definition.Entry(places[1])!.Key.Span);
        }

        var scope = DeclaredScope.Of(defined, definition);
        ExecutorRules.Check(checker, definition);
        Executor(definition["executor"], scope);
        if (definition["steps"] is YamlSequence { Items.IsEmpty: true } none)
        {
            checker.Add(ProblemKind.Missing, $"The job '{job.Key.Value}' has no step", none.Span);
        }

        steps.Check(definition["steps"], scope, "steps");
        Texts(new YamlMapping(definition.Span, [.. definition.Entries.Where(entry => entry.Key.Value is not ("parameters" or "description"))], isFlow: false), scope);
    }

    private void Special(YamlEntry job, YamlMapping definition, YamlScalar type)
    {
        var needed = type.Value switch { "release" => "plan_name", "lock" or "unlock" => "key", _ => null };
        checker.OneOf(type, "'type'", "approval", "build", "lock", "no-op", "release", "unlock");
        if (needed is not null && definition.Entry(needed) is null)
        {
            checker.Add(ProblemKind.Missing, $"The job '{job.Key.Value}' of the type '{type.Value}' needs the key '{needed}'", job.Key.Span);
        }
    }

    private void Executor(YamlNode? node, DeclaredScope scope)
    {
        var name = node as YamlScalar ?? (node as YamlMapping)?["name"] as YamlScalar;
        if (name is null)
        {
            if (node is YamlMapping mapping)
            {
                checker.Add(ProblemKind.Missing, "An executor is named by the key 'name', and its parameters stand beside that", mapping.Span.Start);
            }
            else if (node is not null)
            {
                _ = checker.Text(node, "'executor'");
            }

            return;
        }

        if (Checker.IsOpen(name))
        {
            // The parameter may be any of them.
            used.AddAll(scope.Library, UsedKind.Executor);
            return;
        }

        used.Add(scope.Library, name.Value, UsedKind.Executor);
        if (scope.Library.Executor(name.Value) is not { } part)
        {
            checker.Add(ProblemKind.Missing, $"There is no executor '{name.Value}'{Checker.Meant(name.Value, [.. (scope.Library.Executors?.Entries ?? []).Select(entry => entry.Key.Value)])}", name.Span);
        }
        else if (part.Definition is not null)
        {
            parameters.Given(part, name, node as YamlMapping, ["name"], Scope.None, scope);
        }
    }

    // What is put into texts must be there.
    private void Texts(YamlNode? root, DeclaredScope scope)
    {
        if (root is null || !scope.Library.HasMarks)
        {
            return;
        }

        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlNode>([root]);
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            switch (node)
            {
                case YamlScalar text when Marks.MayBeIn(text.Value):
                    Text(text, scope);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items)
                    {
                        open.Push(item);
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        open.Push(entry.Value);
                    }

                    break;
            }
        }
    }

    private void Text(YamlScalar text, DeclaredScope scope)
    {
        foreach (var mark in Marks.In(text.Value))
        {
            if (mark.Content.StartsWith("include(", StringComparison.Ordinal))
            {
                var path = mark.Content["include(".Length..].TrimEnd(')').Trim();
                if (kind is PipelineKind.Action && !isIncluded(text.Span.Path, path))
                {
                    checker.Add(ProblemKind.Missing, $"'{path}' is not in the repository, so that the orb cannot be packed", text.PlaceOf(mark.Offset, mark.Length));
                }

                continue;
            }

            foreach (var name in Marks.IsName(mark.Content) ? [mark.Content] : Marks.NamesIn(mark.Content))
            {
                if (scope.FaultOf(name) is { } fault)
                {
                    checker.Add(ProblemKind.Expression, $"'{name}' {fault}", text.PlaceOf(mark.Offset, mark.Length));
                }
            }
        }

        if (Marks.Unclosed(text.Value) is >= 0 and var at)
        {
            checker.Add(ProblemKind.Expression, "'<<' begins what is put into a text, and no '>>' ends it; where a shell is to read it, write '\\<<'", text.PlaceOf(at, 2));
        }
    }

    private void Unused(Library defined)
    {
        Tell(defined.Commands, UsedKind.Command, "command");
        Tell(defined.Jobs, UsedKind.Job, "job");
        Tell(defined.Executors, UsedKind.Executor, "executor");
        Tell(content!["orbs"] as YamlMapping, UsedKind.Orb, "orb");

        void Tell(YamlMapping? list, UsedKind of, string noun)
        {
            var isAlone = of is UsedKind.Job && PipelineBuilder.Workflows(content).IsEmpty;
            foreach (var entry in isAlone ? [] : list?.Entries ?? [])
            {
                if (!used.Has(defined, entry.Key.Value, of))
                {
                    found.Add(ProblemKind.Unused, $"Nothing uses the {noun} '{entry.Key.Value}'", entry.Key.Span, ProblemEffect.None);
                }
            }
        }
    }
}
