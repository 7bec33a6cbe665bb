using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>
/// Says who controls the variables, matrix values, inputs and outputs that the expressions of one file name. What is asked twice is
/// answered once; what asks for itself is unknown.
/// </summary>
/// <param name="session">What answers for other files.</param>
/// <param name="file">The file.</param>
internal sealed class OriginLookup(OriginSession session, ActionsFile file)
{
    private readonly Dictionary<ScopeKey, OriginScope> scopes = [];
    private readonly Dictionary<AnswerKey, Provenance> answers = [];
    private readonly Dictionary<StepKey, ScriptFlow> flows = [];
    private readonly Dictionary<JobNode, JobVariables> written = [];
    private readonly Dictionary<string, ImmutableArray<ExpressionValue>> inputValues = new(StringComparer.Ordinal);
    private readonly Dictionary<JobNode, JobFiles> files = [];

    /// <summary>The mapping that the file is; null where it is none.</summary>
    public YamlMapping? Root => file.Root;

    /// <summary>What is known where an expression stands.</summary>
    /// <param name="job">The job; null outside jobs.</param>
    /// <param name="step">The index of the step; null outside steps.</param>
    public OriginScope ScopeOf(JobNode? job, int? step) => Scope(job, step, ownVariables: true);

    /// <summary>Who controls what a scalar becomes.</summary>
    public Provenance Of(YamlScalar scalar, JobNode? job, int? step) => Of(scalar, ScopeOf(job, step));

    /// <summary>What a step's script does with the texts that it gets.</summary>
    /// <param name="job">The job.</param>
    /// <param name="index">The index of the step.</param>
    /// <param name="script">The script, where it has been read; null where only its text is known.</param>
    public ScriptFlow FlowOf(JobNode job, int index, Script? script = null)
    {
        if (flows.TryGetValue(new StepKey(job, index), out var known))
        {
            return known;
        }

        if (StepFlow.ProgramOf(job.StepNodes[index]) is not { } program || !session.Enter())
        {
            return ScriptFlow.None;
        }

        // What asks for itself, in a circle of files, finds nothing.
        flows[new StepKey(job, index)] = ScriptFlow.None;
        var flow = StepFlow.Of(program, script, ScopeOf(job, index), new StepSurroundings(this, job, index));
        session.Leave();
        return flows[new StepKey(job, index)] = flow;
    }

    /// <summary>Who controls an output of the workflow or action.</summary>
    public Provenance? Output(string name)
    {
        if (file.Callable?.Outputs.TryGetValue(name, out var value) != true || value is null)
        {
            return null;
        }

        // An action's outputs see all of its steps; a workflow's see its jobs.
        var job = file.Kind is PipelineKind.Action ? file.Jobs.FirstOrDefault() : null;
        return Once(new AnswerKey(job, int.MaxValue, "output:" + name), () => Of(value, job, job?.StepNodes.Length));
    }

    private static Provenance Of(YamlScalar scalar, OriginScope scope) => TextOrigins.Of(scalar, scope);

    private static Provenance Of(YamlScalar scalar, OriginScope scope, string text) => Of(scalar, scope).Through(scalar.Span, text);

    private OriginScope Scope(JobNode? job, int? step, bool ownVariables)
    {
        var key = new ScopeKey(job, step ?? -1, ownVariables);
        return scopes.TryGetValue(key, out var known) ? known : scopes[key] = NewScope(job, step, ownVariables);
    }

    private OriginScope NewScope(JobNode? job, int? step, bool ownVariables) => new()
    {
        Events = session.EventsOf(file),
        OwnEvents = file.Events,
        Variable = name => Variable(name, job, step, ownVariables),
        Matrix = path => job is null ? null : Matrix(path, job),
        MatrixRuns = () => job is null ? [] : job.Matrix.KnownRuns,
        Input = Input,
        VariableValue = name => DecidedTexts.ConstantOf(name, new ActionsScope(this, job, step)) is { } text ? new StringValue(text) : null,
        InputValues = InputValues,
        StepOutput = (id, name) => job is null ? null : StepOutput(job, step, id, name),
        JobOutput = JobOutput,
    };

    // The step's own variables come before the job's, and those before the workflow's. Each sees only the levels above it.
    private Provenance? Variable(string name, JobNode? job, int? step, bool own)
    {
        if (job is not null && step is { } index && index < job.StepNodes.Length && own && VariableIn(job.StepNodes[index]["env"], name, () => Scope(job, step, ownVariables: false)) is { } ofStep)
        {
            return ofStep;
        }

        // What earlier steps have written comes before what the job and the workflow set.
        if (job is not null && step is { } at && Written(name, job, at) is { } written)
        {
            return written;
        }

        if (job is not null && (step is not null || own) && Level(job, job.Node["env"], name) is { } ofJob)
        {
            return ofJob;
        }

        return (job is not null || own) && Level(job: null, file.Root?["env"], name) is { } ofFile ? ofFile
            : file.Kind is PipelineKind.Action ? VariableOfCallers(name)
            : null;
    }

    private Provenance? Level(JobNode? job, YamlNode? environment, string name)
    {
        var isNamed = Find(environment, name) is not null;
        if (!isNamed && ComputedEnvironment.Of(environment) is null)
        {
            return null;
        }

        var value = Once(new AnswerKey(job, -1, "env:" + name), () => VariableIn(environment, name, () => Scope(job, step: null, ownVariables: false)) ?? Provenance.Constant);
        return isNamed || value.IsForeign ? value : null;
    }

    private static Provenance? VariableIn(YamlNode? environment, string name, Func<OriginScope> scope) =>
        Find(environment, name) is { } value ? Of(value, scope(), $"is put into the variable '{name}'")
        : ComputedEnvironment.Of(environment) is null ? null
        : ComputedEnvironment.Variable(environment, name, scope());

    // The steps of an action see the variables of the step that uses it.
    private Provenance? VariableOfCallers(string name)
    {
        var value = Once(new AnswerKey(null, -1, "callers:" + name), () =>
        {
            var found = Provenance.Constant;
            foreach (var call in session.Links.CallersOf(file))
            {
                if (session.LookupOf(call.Caller).ScopeOf(call.Job, call.Step).Variable(name) is { } given)
                {
                    found = Provenance.Join(found, given);
                }
            }

            return found;
        });
        return value.Origin is Origin.Constant ? null : value;
    }

    /// <summary>The names of the variables that those who use an action set for it, where what they hold is computed.</summary>
    public IEnumerable<string> VariablesOfCallers() => file.Kind is not PipelineKind.Action ? [] : session.Links.CallersOf(file)
        .SelectMany(call => new[] { call.Caller.Root?["env"], call.Job.Node["env"], call.Step is { } step ? call.Job.StepNodes[step]["env"] : null })
        .SelectMany(ForeignVariables.Of);

    // A variable that an earlier step writes for those behind it.
    private Provenance? Written(string name, JobNode job, int before) => WrittenIn(job, before).Of(name, before);

    /// <summary>The variables that the steps of a job set for those behind them, at least of those that come before a step. What a step sets is looked at once, in the order of the steps.</summary>
    /// <param name="job">The job.</param>
    /// <param name="before">The index of the step.</param>
    public JobVariables WrittenIn(JobNode job, int before)
    {
        if (!written.TryGetValue(job, out var known))
        {
            written.Add(job, known = new JobVariables());
        }

        while (known.Seen < Math.Min(before, job.StepNodes.Length))
        {
            var index = known.Seen++;
            foreach (var one in VariablesOf(job, index))
            {
                known.Add(index, one);
            }
        }

        return known;
    }

    /// <summary>Who controls files of the workspace of which nothing else is known; null where nobody from outside does.</summary>
    /// <param name="job">The job.</param>
    /// <param name="before">The index of the step that asks.</param>
    /// <param name="path">The file; null for whichever.</param>
    /// <param name="offset">Where its script asks, from 0; for whichever file, the whole script.</param>
    public Provenance? FilesIn(JobNode job, int before, string? path = null, int offset = int.MaxValue) => FilesOf(job).Before(before, offset, path);

    /// <summary>The folders into which an action of the repository brings files of an outsider, each with who controls them; null is the workspace itself.</summary>
    /// <param name="uses">What names the action.</param>
    public ImmutableArray<ForeignFolder> FoldersOf(YamlScalar uses)
    {
        if (session.Local.Find(uses.Value.Trim()) is not { Kind: PipelineKind.Action } action || action.Jobs.FirstOrDefault() is not { } inner || !session.Enter())
        {
            return [];
        }

        var found = session.LookupOf(action).FilesOf(inner).All();
        session.Leave();
        return [.. found.Select(folder => folder with { Value = folder.Value.Through(uses.Span, $"comes in by '{uses.Value.Trim()}'") })];
    }

    private JobFiles FilesOf(JobNode job)
    {
        if (!files.TryGetValue(job, out var known))
        {
            files.Add(job, known = new JobFiles(this, file, job));
        }

        return known;
    }

    /// <summary>A script, with who controls what is pasted into it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="index">The index of the step.</param>
    /// <param name="run">The script.</param>
    public Script ScriptOf(JobNode job, int index, YamlScalar run) => new()
    {
        Shell = StepFlow.ProgramOf(job.StepNodes[index])?.Shell ?? ShellKind.Posix,
        Text = run.Value,
        Span = run.Span,
        Anchors = run.Anchors,
        Interpolations =
        [
            .. ExpressionScanner.Scan(run.Value).Select(found => new Interpolation
            {
                Text = found.Text,
                Span = run.PlaceOf(found.Offset, found.Length),
                Offset = found.Offset,
                Provenance = TextOrigins.Of(found.Root, ScopeOf(job, index)),
                Mechanism = Mechanism.Pasted,
            }),
        ],
    };

    // The variables that a step sets for those behind it, as far as that can be told.
    private IEnumerable<WrittenText> VariablesOf(JobNode job, int index)
    {
        var step = job.StepNodes[index];
        if (StepFlow.ProgramOf(step) is { } program)
        {
            return StepFlow.MayWriteVariables(program.Text.Value) ? FlowOf(job, index).Variables : [];
        }

        if (step.Scalar("uses") is not { } uses)
        {
            return [];
        }

        // An action of the repository sets them by its own steps.
        return session.Local.Find(uses.Value.Trim()) is { Kind: PipelineKind.Action } local
            ? VariablesOf(local)
            : KnownVariables.Of(uses, step.Mapping("with"), session.EventsOf(file), value => OfNode(value, ScopeOf(job, index)));
    }

    private ImmutableArray<WrittenText> VariablesOf(ActionsFile action)
    {
        if (action.Jobs.FirstOrDefault() is not { } inner || !session.Enter())
        {
            return [];
        }

        // Kept with the job, which each place that uses the action asks again; what uses itself sees what is known so far.
        var found = session.LookupOf(action).WrittenIn(inner, inner.StepNodes.Length).All();
        session.Leave();
        return found;
    }

    private Provenance Matrix(string path, JobNode job) => Once(new AnswerKey(job, -1, "matrix:" + path), () =>
    {
        var scope = ScopeOf(job, step: null);
        return Provenance.Join(job.Matrix.Values([.. path.Split('.')]).Select(value => OfNode(value, scope)));
    });

    private static Provenance OfNode(YamlNode node, OriginScope scope) => node switch
    {
        YamlScalar scalar => Of(scalar, scope),
        YamlSequence sequence => Provenance.Join(sequence.Items.Select(item => OfNode(item, scope))),
        YamlMapping mapping => Provenance.Join(mapping.Entries.Select(entry => OfNode(entry.Value, scope))),
        _ => Provenance.Unknown,
    };

    private Provenance? Input(string name)
    {
        var source = $"inputs.{name}";
        var called = file.Callable?.Inputs.GetValueOrDefault(name) is { } input ? OfCall(input, source) : null;
        var dispatched = file.DispatchInputs.GetValueOrDefault(name) is { } manual
            ? new Provenance(Origin.Maintainer, FreedomOf(manual)) { Sources = [source] }
            : null;
        return called is null ? dispatched : dispatched is null ? called : Provenance.Join(called, dispatched);
    }

    // Of an action every input is a text.
    private ImmutableArray<ExpressionValue> InputValues(string name)
    {
        const int most = 32;
        if (file.Callable?.Inputs.GetValueOrDefault(name) is not { } input)
        {
            return [];
        }

        if (inputValues.TryGetValue(input.Name, out var known))
        {
            return known;
        }

        var type = file.Kind is PipelineKind.Action ? null : input.Type;
        var texts = session.Links.CallersOf(file).Select(call => call.With.Input(name)).Append(input.Default)
            .Where(value => value is not null && !value.HasExpression()).Select(value => StaticTexts.TextOf(value!)).Append("").Distinct(StringComparer.Ordinal).Take(most);
        return inputValues[input.Name] = type switch
        {
            "boolean" => [BooleanValue.True, BooleanValue.False],
            "number" => [.. texts.Select(text => new StringValue(text).AsNumber).Where(number => !double.IsNaN(number)).Select(number => new NumberValue(number))],
            _ => [.. texts.Select(text => new StringValue(text))],
        };
    }

    private Provenance OfCall(CallableInput input, string source)
    {
        var charset = FreedomOf(input);
        var passed = session.Links.Passed(file, input.Name);
        var unknown = session.Links.HasUnknownCallers(file) ? new Provenance(Origin.Caller, charset) { Sources = [source] } : null;
        var origin = passed is null ? unknown ?? Provenance.Unknown : unknown is null ? passed : Provenance.Join(passed, unknown);
        return charset < origin.Charset ? origin with { Charset = charset } : origin;
    }

    // GitHub holds callers to numbers, booleans and choices; an action's inputs are all texts.
    private static Charset FreedomOf(CallableInput input) => input.Type is "boolean" or "number" or "choice" or "environment" ? Charset.Fixed : Charset.Free;

    private Provenance? StepOutput(JobNode job, int? before, string id, string name)
    {
        // Only steps above have run.
        if (job.StepIndex(id) is not { } index || index >= (before ?? job.StepNodes.Length))
        {
            return null;
        }

        var step = job.StepNodes[index];
        return Once(new AnswerKey(job, index, "output:" + name), () =>
            StepFlow.ProgramOf(step) is not null ? FlowOf(job, index).OutputOf(name) ?? Provenance.Unknown
            : step.Scalar("uses") is { } uses ? UsedOutput(job, index, step, uses.Value.Trim(), name).Through(uses.Span, $"is put out by '{uses.Value.Trim()}' as '{name}'")
            : Provenance.Unknown);
    }

    private Provenance UsedOutput(JobNode job, int index, YamlMapping step, string uses, string name)
    {
        if (session.Local.Find(uses) is { } local)
        {
            return session.LookupOf(local).Output(name) ?? Provenance.Unknown;
        }

        var at = uses.IndexOf('@', StringComparison.Ordinal);
        var action = ReferenceReader.NameOf(uses);
        var version = at < 0 ? null : VersionWords.IsCommit(uses.AsSpan(at + 1)) ? VersionBehind(step) : uses[(at + 1)..];
        var with = step.Mapping("with");
        var isEscaped = KnownOutputs.Escapes(action, version, input => with.Input(input)?.Value);
        return KnownOutputs.Of(action, name, session.EventsOf(file), pass => OfInputs(pass, with, ScopeOf(job, index)), isEscaped) ?? Provenance.Unknown;
    }

    private static Provenance OfInputs(PassedOutput pass, YamlMapping? with, OriginScope scope) =>
        Provenance.Join((with?.Entries ?? []).Where(entry => pass.Takes(entry.Key.Value)).Select(entry => OfNode(entry.Value, scope)));

    private string? VersionBehind(YamlMapping step) =>
        file.Document is { } document && step.Scalar("uses") is { } uses ? ReferenceReader.VersionBehind(uses, document.Source) : null;

    private Provenance? JobOutput(string id, string name)
    {
        var job = file.JobOf(id);
        if (job is null)
        {
            return null;
        }

        if (job.Node.Scalar("uses") is { } uses)
        {
            return session.Local.Find(uses.Value.Trim()) is { } local ? session.LookupOf(local).Output(name) : null;
        }

        return Find(job.Node["outputs"], name) is { } value
            ? Once(new AnswerKey(job, int.MaxValue, "output:" + name), () => Made(value, job).Through(value.Span, $"is handed on as the output '{name}' of the job '{job.Id}'"))
            : null;
    }

    // Code that a job runs can write the outputs of its own step and of all behind it.
    private Provenance Made(YamlScalar value, JobNode job)
    {
        var given = Of(value, job, job.StepNodes.Length);
        if (given is { Origin: Origin.Outsider, IsForeign: true } || !value.HasExpression())
        {
            return given;
        }

        var first = FilesOf(job).First();
        return first is not null && ExpressionScanner.Scan(value.Value).Any(found => found.Root is { } root && StepReferences.Of(root).Any(id => job.StepIndex(id) >= first.Step))
            ? Provenance.MadeIn(job.Id, file.Path) with { Way = first.Value.Way }
            : given;
    }

    // Chains of outputs may be as long as a file; behind so many links nothing is told any more.
    private Provenance Once(AnswerKey key, Func<Provenance> answer)
    {
        if (answers.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!session.Enter())
        {
            return Provenance.Unknown;
        }

        answers[key] = Provenance.Unknown;
        var found = answer();
        session.Leave();
        return answers[key] = found;
    }

    // To expressions, variables and outputs are the same in any case.
    private static YamlScalar? Find(YamlNode? node, string name) => (node as YamlMapping).InputEntry(name)?.Value as YamlScalar;

    // Records, over which the code of dictionaries is there already; over tuples it would be compiled when it runs.
    private sealed record ScopeKey(JobNode? Job, int Step, bool OwnVariables);

    private sealed record StepKey(JobNode Job, int Step);

    private sealed record AnswerKey(JobNode? Job, int Step, string Name);
}
