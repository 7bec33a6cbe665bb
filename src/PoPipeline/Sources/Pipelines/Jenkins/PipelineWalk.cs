using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Walks through a file and gathers jobs and their steps, with what the blocks around each step make of it.</summary>
internal sealed partial class PipelineWalk
{
    // More than any pipeline has; what is behind them is told as not read.
    private const int MostSteps = 20_000;

    // In all scripts of a file; each is held against the commands around it.
    private const int MostPasted = 20_000;

    private static readonly string[] Holders = ["steps", "script", "this", "ctx", "jenkins", "pipeline", "context", "dsl", "owner"];

    private readonly JenkinsText file;
    private readonly ValueReader values;
    private readonly RepositoryTexts? resources;
    private readonly ReuseReader reuses;
    private readonly PodReader pods;
    private readonly FetchReader fetches;
    private readonly CredentialTexts credentials = new();
    private readonly List<JobBuilder> jobs = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly ImmutableArray<SecretUse>.Builder secretUses = ImmutableArray.CreateBuilder<SecretUse>();
    private readonly ImmutableArray<Reference>.Builder libraries = ImmutableArray.CreateBuilder<Reference>();
    private readonly ImmutableArray<Trigger>.Builder triggers = ImmutableArray.CreateBuilder<Trigger>();
    private readonly ImmutableArray<Setting>.Builder variables = ImmutableArray.CreateBuilder<Setting>();
    private readonly Dictionary<string, string> passwords = new(StringComparer.Ordinal);
    private readonly HashSet<string> pastedSecrets = new(StringComparer.Ordinal);

    // Parts of what was told as a whole.
    private readonly HashSet<GroovyNode> reached = new(ReferenceEqualityComparer.Instance);

    // The approvals that what comes next in the file waits for.
    private ImmutableArray<Gate> approvals = [];
    private ImmutableArray<Located<string>> before = [];
    private AskedStatuses? statuses;
    private DockerImages? dockerImages;
    private HashSet<GroovyMethod> uncalled = [];
    private int steps;
    private int pastes;

    /// <summary>Makes ready to walk.</summary>
    /// <param name="file">The file.</param>
    /// <param name="values">Says who controls its values.</param>
    /// <param name="resources">The files of the repository that it may name; null where nothing is looked up.</param>
    public PipelineWalk(JenkinsText file, ValueReader values, RepositoryTexts? resources)
    {
        this.file = file;
        this.values = values;
        this.resources = resources;
        reuses = new ReuseReader(file);
        pods = new PodReader(file, values, resources);
        fetches = new FetchReader(file, values);
    }

    /// <summary>Whether something in it is a pipeline, or a step of one.</summary>
    public bool IsPipeline { get; private set; }

    /// <summary>Whether there are more steps, or more is pasted into them, than is read.</summary>
    public bool IsTooLong => steps > MostSteps || pastes > MostPasted;

    /// <summary>The jobs so far.</summary>
    public ImmutableArray<Job> Jobs => [.. jobs.Where(job => job.Steps.Count > 0 || job.Runner is not null || !job.HostAccess.IsEmpty || job.Container is not null).Select(job => job.Build())];

    /// <summary>Every use of a secret.</summary>
    public ImmutableArray<SecretUse> SecretUses => secretUses.ToImmutable();

    /// <summary>Every literal credential.</summary>
    public ImmutableArray<Credential> Credentials => credentials.Found;

    /// <summary>The libraries that it loads.</summary>
    public ImmutableArray<Reference> Libraries => [.. libraries.DistinctBy(reference => reference.Span)];

    /// <summary>What it says that starts it.</summary>
    public ImmutableArray<Trigger> Triggers => triggers.ToImmutable();

    /// <summary>The variables of all jobs.</summary>
    public ImmutableArray<Setting> Variables => variables.ToImmutable();

    /// <summary>Where it says that one run goes on at a time.</summary>
    public Place? Concurrency { get; private set; }

    /// <summary>Walks through a file.</summary>
    /// <param name="script">The file.</param>
    /// <param name="name">What the job is called that stands outside of all stages.</param>
    /// <param name="isPart">Whether others call what is in it.</param>
    public void Walk(GroovyScript script, string name, bool isPart)
    {
        Declare(script);
        uncalled = isPart ? [] : UncalledMethods.In(script, file.Text);
        statuses = new AskedStatuses(script);
        dockerImages = new DockerImages(script);
        using var all = values.With(passwords);
        var scope = new StepScope(new JobHolder(NewJob(name, new Place(file.Path, Region.Start), stage: null)));
        foreach (var statement in script.Statements)
        {
            Visit(statement, scope);
        }

        Named(script);
    }

    // What no step, variable or parameter of a pipeline takes is read by people all the same.
    private void Named(GroovyScript script)
    {
        foreach (var node in script.All())
        {
            switch (node)
            {
                case GroovyCall call:
                    Named(call.Arguments);
                    break;
                case GroovyMap map:
                    Named(map.Entries);
                    break;
                case GroovyVariable { Names: [var name], Value: { } value }:
                    Literal(name.Name, value);
                    break;
                case GroovyAssignment { Target: GroovyName name } assignment:
                    Literal(name.Name, assignment.Value);
                    break;
                case GroovyAssignment { Target: GroovyProperty { Name: { } name } } assignment:
                    Literal(name, assignment.Value);
                    break;
                case GroovyText text:
                    Literal(name: null, text);
                    break;
            }
        }
    }

    private void Named(ImmutableArray<GroovyArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            // Which credential of the server it is, and not what that holds.
            if (argument.Name is { } name && !name.EndsWith("credentials", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("credential", StringComparison.OrdinalIgnoreCase))
            {
                Literal(name, argument.Value);
            }
        }
    }

    // Parameters are used before and behind the place where they are declared.
    private void Declare(GroovyScript script)
    {
        foreach (var call in script.All().OfType<GroovyCall>())
        {
            var name = (call["name"] as GroovyText)?.Plain;
            if (name is null || call.Name is not ("string" or "text" or "booleanParam" or "choice" or "password" or "file" or "run" or "credentials" or "validatingString" or "gitParameter" or "extendedChoice" or "activeChoice") || call.Arguments.Any(argument => argument.Name is "variable" or "value"))
            {
                continue;
            }

            var source = $"params.{name}";
            values.Declare(name, call.Name switch
            {
                "booleanParam" => Provenance.Constant,
                "choice" or "credentials" or "run" or "file" => new Provenance(Origin.Contributor, Charset.Fixed) { Sources = [source] },
                "text" => new Provenance(Origin.Contributor, Charset.Free) { Sources = [source] },
                "gitParameter" => new Provenance(Origin.Contributor, Charset.Line) { Sources = [source], IsOneWord = true },
                _ => new Provenance(Origin.Contributor, Charset.Line) { Sources = [source] },
            });
            if (call.Name is "password")
            {
                // Whoever starts a run types it in, and each step has it in its environment.
                var setting = new Setting { Name = name, NameSpan = file.PlaceOf(call["name"]!), Value = $"params.{name}", Span = file.PlaceOf(call["name"]!), Secrets = [name] };
                variables.Add(setting);
                passwords[name] = name;
                secretUses.Add(new SecretUse { Kind = SecretUseKind.Named, Name = name, Text = file.Written(call["name"]!), Span = setting.Span, Place = SecretPlace.Parameter });
            }

            if (call["defaultValue"] is GroovyText { IsPlain: true } value)
            {
                var text = new ProgramText(value, file, values);
                _ = call.Name is "password"
                    ? credentials.Password(text.Text, text.Span, text.PlaceOf, "default of a password parameter", $"parameters/{name}")
                    : credentials.Masked(text.Text, text.Span, text.PlaceOf, name, $"parameters/{name}", isVerbatim: true);
            }
        }
    }

    private JobBuilder NewJob(string id, Place span, string? stage, bool isStarted = true)
    {
        var count = ids[id] = ids.GetValueOrDefault(id) + 1;
        var job = new JobBuilder { Id = count == 1 ? id : $"{id}~{count}", Span = span, Stage = stage, Needs = before, Start = isStarted ? null : new Start(StartKind.Never, span) };
        if (!approvals.IsEmpty)
        {
            job.Condition = new Condition { Text = string.Join(", ", approvals.Select(gate => gate.Text)), Span = approvals[0].Span, Gates = approvals };
        }

        jobs.Add(job);
        return job;
    }

    private void Visit(GroovyNode node, StepScope scope)
    {
        switch (node)
        {
            case GroovyCall call:
                VisitCall(call, scope, isAlone: true);
                break;
            case GroovyMethod method:
                Annotated(method);
                VisitMethod(method, scope);
                break;
            case GroovyVariable variable:
                Annotated(variable);
                VisitLiteral(variable);
                if (variable.Value is { } value)
                {
                    VisitValue(value, scope);
                }

                break;
            case GroovyImport import:
                Annotated(import);
                break;
            case GroovyAssignment assignment:
                VisitAssignment(assignment, scope);
                break;
            case GroovyTry attempt:
                VisitTry(attempt, scope);
                break;
            case GroovyIf choice:
                VisitChoice(choice, scope);
                break;
            case GroovySwitch several:
                VisitParts(node, scope with { Condition = And(scope.Condition, several.Subject, Truths.Unknown) });
                break;
            case GroovyLoop or GroovyBlock or GroovyClass:
                VisitParts(node, scope);
                break;
            default:
                foreach (var part in node.Parts)
                {
                    VisitValue(part, scope);
                }

                break;
        }
    }

    private void VisitParts(GroovyNode node, StepScope scope)
    {
        foreach (var part in node.Parts)
        {
            if (part is GroovyCall call && IsCondition(node, part))
            {
                VisitCall(call, scope, isAlone: false);
            }
            else
            {
                Visit(part, scope);
            }
        }
    }

    // Each part runs where what is asked for it holds, and nothing that is asked before it.
    private void VisitChoice(GroovyIf choice, StepScope scope)
    {
        var none = Truths.Always;
        foreach (var (asked, body) in choice.Branches)
        {
            if (asked is GroovyCall call)
            {
                VisitCall(call, scope, isAlone: false);
            }
            else
            {
                Visit(asked, scope);
            }

            var truths = Truths.Of(asked);
            Visit(body, scope with { Condition = And(scope.Condition, asked, none.And(truths)) });
            none = none.And(truths.Not());
        }

        if (choice.Else is { } other)
        {
            Visit(other, scope with { Condition = And(scope.Condition, choice.Branches[^1].Condition, none) });
        }
    }

    // What is asked around it must hold as well.
    private Condition And(Condition? around, GroovyNode asked, Truths truths, bool isAfterFailure = false) => new()
    {
        Text = around is null ? file.Written(asked) : around.Text,
        Span = around?.Span ?? file.PlaceOf(asked),
        OnDefaultBranch = Least(around?.OnDefaultBranch, ScriptRuns.HoldingOf(truths.OnDefaultBranch)),
        OnProposals = Least(around?.OnProposals, ScriptRuns.HoldingOf(truths.OnProposals)),
        OnReleases = Least(around?.OnReleases, ScriptRuns.HoldingOf(truths.OnReleases)),
        IsNever = around is { IsNever: true } || truths.OnAll is false,
        IsAfterFailure = isAfterFailure || around is { IsAfterFailure: true },
    };

    private static Holding Least(Holding? around, Holding own) => around is Holding.Never || own is Holding.Never ? Holding.Never : around is Holding.Unknown || own is Holding.Unknown ? Holding.Unknown : Holding.Always;

    private static bool IsCondition(GroovyNode node, GroovyNode part) => node switch
    {
        GroovyLoop loop => loop.Head.Any(head => ReferenceEquals(head, part)),
        GroovySwitch several => ReferenceEquals(several.Subject, part),
        _ => false,
    };

    // Whose result somebody looks at.
    private void VisitValue(GroovyNode node, StepScope scope)
    {
        if (node is GroovyMap map && IsEnvironment(map))
        {
            scope.Job.Job.Variables = scope.Job.Job.Variables.AddRange(map.Entries.Where(entry => entry.Value is GroovyText)
                .Select(entry => SettingOf(entry.Name!, file.PlaceOf(entry.Start, Math.Max(entry.NameEnd, entry.Start + 1)), new ProgramText(entry.Value, file, values), "map")));
        }

        switch (node)
        {
            case GroovyCall call:
                VisitCall(call, scope, isAlone: false);
                break;
            case GroovyClosure closure:
                foreach (var statement in closure.Body)
                {
                    Visit(statement, scope);
                }

                break;
            case GroovyJump or GroovyChoice or GroovyCast or GroovyOperation or GroovyList or GroovyMap or GroovyText or GroovyIndex or GroovyProperty or GroovyNew:
                Reached(node, scope);
                foreach (var part in node.Parts)
                {
                    VisitValue(part, scope);
                }

                break;
            default:
                Visit(node, scope);
                break;
        }
    }

    // [GIT_SSH_COMMAND: '…', JAVA_OPTS: '…'], of which somebody makes the environment of steps: all of its keys are names of variables.
    private static bool IsEnvironment(GroovyMap map) =>
        !map.Entries.IsEmpty && map.Entries.All(entry => entry.Name is [>= 'A' and <= 'Z', _, ..] name && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '_') && name.Contains('_', StringComparison.Ordinal));

    private void VisitMethod(GroovyMethod method, StepScope scope)
    {
        using var inner = values.Within(method);
        var kept = (before, approvals);
        (before, approvals) = ([], []);
        var job = NewJob(method.Name, file.PlaceOf(method.Start, method.Start + 1), stage: null, isStarted: !uncalled.Contains(method));
        var within = new StepScope(new JobHolder(job));
        foreach (var statement in method.Body)
        {
            Visit(statement, within);
        }

        (before, approvals) = kept;
    }

    private void VisitAssignment(GroovyAssignment assignment, StepScope scope)
    {
        if (assignment.Target is GroovyProperty { Receiver: GroovyName { Name: "env" }, Name: { } name } && assignment.Value is GroovyText text)
        {
            var read = new ProgramText(text, file, values);
            scope.Job.Job.Variables = scope.Job.Job.Variables.Add(SettingOf(name, file.PlaceOf(assignment.Target), read, "env"));
        }
        else if (assignment.Target is GroovyName variable && assignment.Value is GroovyText { IsPlain: true } literal)
        {
            Literal(variable.Name, literal);
        }

        VisitValue(assignment.Value, scope);
    }

    private void VisitLiteral(GroovyVariable variable)
    {
        if (variable is { Names: [var name], Value: GroovyText { IsPlain: true } literal })
        {
            Literal(name.Name, literal);
        }
    }

    private void Literal(string? name, GroovyNode literal)
    {
        if (IsPlain(literal) || (name is null && literal is GroovyText))
        {
            var text = new ProgramText(literal, file, values);
            _ = credentials.Masked(text.Text, text.Span, text.PlaceOf, name, name is null ? "values" : $"values/{name}", isVerbatim: true);
        }
    }

    private static bool IsPlain(GroovyNode node) => node is GroovyText { IsPlain: true } || (node is GroovyOperation { IsConcatenation: true } sum && sum.Operands.All(IsPlain));

    // A failure that is caught and not told is passed over.
    private void VisitTry(GroovyTry attempt, StepScope scope)
    {
        var isPassedOver = !attempt.Catches.IsEmpty && attempt.Catches.All(one => one.All().All(node => node is not (GroovyJump { Word: "throw" } or GroovyCall { Name: "error" or "sh" or "bat" or "fail" or "abort" }))
            && !one.All().OfType<GroovyAssignment>().Any(assignment => assignment is { Target: GroovyProperty { Name: "result" }, Value: not GroovyText { Plain: "UNSTABLE" or "SUCCESS" } }));
        Visit(attempt.Body, isPassedOver ? scope with { Tolerated = new Located<string>("true", file.PlaceOf(attempt.Start, attempt.Start + "try".Length)) } : scope);
        foreach (var caught in attempt.Catches)
        {
            // It runs where something failed.
            Visit(caught, scope with { Condition = And(scope.Condition, caught, Truths.Unknown, isAfterFailure: true) });
        }

        if (attempt.Finally is { } last)
        {
            Visit(last, scope);
        }
    }

    private void Annotated(GroovyDeclared declared)
    {
        foreach (var annotation in declared.Annotations)
        {
            if (annotation.Name is "Library" && annotation.Arguments is [{ Value: var named }, ..])
            {
                foreach (var one in named is GroovyList list ? list.Items : [named])
                {
                    Add(reuses.Library(one));
                }
            }
            else if (annotation.Name is "Grab" or "Grapes" or "GrabResolver" or "groovy.lang.Grab")
            {
                jobs[0].HostAccess = jobs[0].HostAccess.Add(new HostAccess(HostAccessKind.ControllerCode, file.Text[annotation.Start..annotation.End], file.PlaceOf(annotation.Start, annotation.End)));
            }
        }
    }

    private void Add(Reference? library)
    {
        if (library is not null)
        {
            libraries.Add(library);
        }
    }

    private Setting SettingOf(string name, Place nameSpan, ProgramText text, string subject) => new()
    {
        Name = name,
        NameSpan = nameSpan,
        Value = credentials.Masked(text.Text, text.Span, text.PlaceOf, name, $"{subject}/{name}", isVerbatim: text.IsVerbatim),
        Span = text.Span,
        Secrets = [.. text.Pasted.SelectMany(pasted => pasted.Secrets).Distinct(StringComparer.Ordinal)],
        Interpolations = text.Pasted,
    };
}
