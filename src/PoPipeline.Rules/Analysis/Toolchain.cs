using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>The security tools that the pipelines of a repository run, found once: by actions, orbs, includes, tasks, images, steps of plugins, and commands, all of one catalogue.</summary>
public sealed class Toolchain
{
    private const string Elsewhere = "what lies elsewhere decides";

    private static readonly ConditionalWeakTable<Pipeline[], Toolchain> Toolchains = [];

    private readonly RunTimes times;
    private readonly ILookup<Pipeline, ToolEvidence> within;
    private readonly ImmutableArray<ToolEvidence>.Builder found = ImmutableArray.CreateBuilder<ToolEvidence>();

    private Toolchain(Snapshot snapshot, string? branch)
    {
        times = new RunTimes(snapshot, branch);
        var own = ImmutableArray.CreateBuilder<ToolEvidence>();
        var all = new List<ToolEvidence>();
        foreach (var pipeline in snapshot.Pipelines)
        {
            if (pipeline.Kind is PipelineKind.Lock or PipelineKind.Setting || pipeline.Unreadable is not null)
            {
                continue;
            }

            foreach (var reuse in pipeline.Reuses)
            {
                Included(pipeline, reuse);
            }

            foreach (var job in pipeline.Jobs)
            {
                In(pipeline, job);
            }

            all.AddRange(found);
            own.AddRange(IsTemplate(snapshot, pipeline.Path) ? [] : found);
            found.Clear();
        }

        Evidence = own.DrainToImmutable();
        within = all.ToLookup(evidence => evidence.Pipeline, (IEqualityComparer<Pipeline>)ReferenceEqualityComparer.Instance);
    }

    /// <summary>Where they are run, by pipeline and place; what a pipeline runs that nothing starts is not among them.</summary>
    public ImmutableArray<ToolEvidence> Evidence { get; }

    /// <summary>The toolchain of a snapshot, whatever its default branch is called.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static Toolchain Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Toolchains.GetValue(ImmutableCollectionsMarshal.AsArray(snapshot.Pipelines) ?? [], _ => new Toolchain(snapshot, branch: null));
    }

    /// <summary>The toolchain of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">Its default branch; null where nobody says which one that is.</param>
    public static Toolchain Of(Snapshot snapshot, string? branch)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new Toolchain(snapshot, branch);
    }

    /// <summary>The tools that one pipeline runs.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IEnumerable<ToolEvidence> Of(Pipeline pipeline) => Evidence.Where(evidence => evidence.Pipeline == pipeline);

    /// <summary>The tools that one pipeline runs, also where nothing starts it but people, by hand.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IEnumerable<ToolEvidence> Within(Pipeline pipeline) => within[pipeline];

    /// <summary>
    /// What a pipeline takes over from elsewhere that no file here tells what it runs: files that it includes, pipelines that it calls. A tool that is not found may be run there.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    public static IEnumerable<Reference> UnseenIn(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        foreach (var pipeline in snapshot.Pipelines)
        {
            // What is deployed from elsewhere is no pipeline.
            if (pipeline.Kind is not PipelineKind.Workflow || !PlatformProfiles.Of(pipeline.Platform).HasJobs || IsTemplate(snapshot, pipeline.Path))
            {
                continue;
            }

            foreach (var reuse in pipeline.Reuses)
            {
                if (reuse.Kind is ReferenceKind.Include && IsUnseen(reuse))
                {
                    yield return reuse;
                }
            }

            foreach (var job in pipeline.Jobs)
            {
                // A task or an orb of somebody else's does one thing; a pipeline may do everything.
                if (job.Calls is { Kind: ReferenceKind.ReusablePipeline or ReferenceKind.Include } calls && IsUnseen(calls))
                {
                    yield return calls;
                }
            }
        }
    }

    /// <summary>Whether the catalogue tells which tool something runs.</summary>
    /// <param name="reference">What is called.</param>
    internal static bool IsKnown(Reference reference) => Catalogue.FindUpwards(reference).Any(component => component.Tool is not null);

    private static bool IsUnseen(Reference reference) => reference.Target is null && reference.Pin is not Pin.Local && !IsKnown(reference);

    private static bool IsTemplate(Snapshot snapshot, string path)
    {
        foreach (var ignored in snapshot.IgnoredPipelines)
        {
            if (ignored.Path == path)
            {
                return true;
            }
        }

        return false;
    }

    // What is included brings jobs along, of which some may be changed here.
    private void Included(Pipeline pipeline, Reference reuse)
    {
        if (reuse.Kind is ReferenceKind.Orb or ReferenceKind.Image or ReferenceKind.MachineImage || SecurityTools.Of(reuse) is not { } use)
        {
            return;
        }

        var changed = use.Component.Jobs.Select(name => pipeline.Jobs.FirstOrDefault(job => job.Id == name)).FirstOrDefault(job => job is not null);
        if (changed is { Steps.IsEmpty: false } && changed.Steps.Any(step => OfStep(pipeline, changed, step).Any(other => other.Use.Tool == use.Tool)))
        {
            return;
        }

        var (blocks, why) = changed?.ContinueOnError is { Value: "false" } ? (Blocking.Yes, "") : BlocksOf(use, pipeline, changed, step: null) is var own && own.Blocks is Blocking.Yes ? (Blocking.Unknown, Elsewhere) : own;
        Add(use, pipeline, changed, reuse.Span, pipeline.Triggers.IsEmpty ? Occasions.Unknown : changed is { Start.Kind: StartKind.Never } ? Occasions.None : times.Of(pipeline), blocks, why);
    }

    private void In(Pipeline pipeline, Job job)
    {
        var runs = (Occasions?)null;
        Occasions Runs() => runs ??= times.Of(pipeline, job);
        if (job.Calls is { Declaration: null } or { Kind: ReferenceKind.Orb } && SecurityTools.Of(job.Calls!, job.Inputs) is { } called)
        {
            var (blocks, why) = BlocksOf(called, pipeline, job, step: null);

            // A task does what its name says; what a pipeline of others makes of what it finds is not to be seen.
            Add(called, pipeline, job, job.Calls!.Span, Runs(), blocks is Blocking.Yes && job.Calls.Kind is ReferenceKind.ReusablePipeline ? Blocking.Unknown : blocks, blocks is Blocking.Yes ? job.Calls.Kind is ReferenceKind.ReusablePipeline ? Elsewhere : "" : why);
        }

        var start = found.Count;
        foreach (var step in job.Steps)
        {
            foreach (var one in OfStep(pipeline, job, step))
            {
                if (one.Script is not null ? IsBuiltHere(job, one.Script.Commands[one.Index]) : IsAround(pipeline, job, step, one.Use.Tool))
                {
                    continue;
                }

                // Several commands of one tool in a step are one use of it, unless they are for different things: one may write a report, and the next one fail.
                var known = Again(one.Use, start, step.Span);
                if (known >= 0)
                {
                    found[known] = found[known] with { VouchesFor = found[known].VouchesFor | one.Use.VouchesFor };
                }

                if (known >= 0 && (found[known].Blocks is Blocking.Yes || one.Script is null))
                {
                    continue;
                }

                var (blocks, why) = one.Script is null ? Later(job, step, script: null, 0, BlocksOf(one.Use, pipeline, job, step)) : BlocksOf(one.Use, pipeline, job, step, one.Script, one.Index);
                if (known < 0)
                {
                    Add(one.Use, pipeline, job, one.Place, Runs().When(step.Condition), blocks, why);
                }
                else if (blocks is Blocking.Yes || (blocks is Blocking.Unknown && found[known].Blocks is Blocking.No))
                {
                    found[known] = found[known] with { Name = one.Use.Component.Name, Kind = one.Use.Kind, Place = one.Place, Blocks = blocks, Why = why };
                }
            }

            if (step is { Scripts.IsEmpty: true, Container: { Image: not null, Command.IsEmpty: false } told })
            {
                OfWords(pipeline, job, step, told, start, Runs);
            }
            else if (step.Container is { Image: { Pin: not Pin.Local } own })
            {
                OfImage(pipeline, job, step, step.Scripts, own, start, Runs);
            }
        }

        if (job.Container is { Image: { Pin: not Pin.Local } image })
        {
            OfImage(pipeline, job, step: null, [.. job.Steps.SelectMany(step => step.Scripts)], image, start, Runs);
        }
    }

    // A container that is told what to run, a word each, without a shell.
    private void OfWords(Pipeline pipeline, Job job, Step step, Container container, int start, Func<Occasions> runs)
    {
        var words = container.Command.Select(word => new Word(word.Value, Literal: true, 0, word.Value.Length)).ToImmutableArray();
        var command = new Command { Name = words[0].Text[(words[0].Text.LastIndexOf('/') + 1)..], Words = words, Offset = 0, Length = 0 };
        if (SecurityTools.Of(container.Image!, command) is not { } use || Again(use, start, step.Span) >= 0)
        {
            return;
        }

        var own = BlocksOf(use, pipeline, job, step);
        var fate = own.Blocks is Blocking.Yes ? SoftChecks.FateOf(command, use) : new Fate(own.Blocks, own.Why);
        Add(use, pipeline, job, container.Command[0].Span, runs().When(step.Condition), fate.Blocks, fate.Why);
    }

    // An image is there to be run; a script takes the place of what it runs by itself, and says what that is.
    private void OfImage(Pipeline pipeline, Job job, Step? step, ImmutableArray<Script> scripts, Reference image, int start, Func<Occasions> runs)
    {
        if (SecurityTools.Of(image) is not { } use || (step is null && job.Steps.IsEmpty))
        {
            return;
        }

        for (var index = start; index < found.Count; index++)
        {
            if (found[index].Tool == use.Tool)
            {
                return;
            }
        }

        // A script that lies elsewhere may well run what the image is for.
        var elsewhere = scripts.SelectMany(script => script.Commands).FirstOrDefault(IsElsewhere);
        if (!scripts.IsEmpty && elsewhere is null)
        {
            return;
        }

        var (blocks, why) = BlocksOf(use, pipeline, job, step);
        Add(use, pipeline, job, image.Span, step is null ? runs() : runs().When(step.Condition), blocks is Blocking.Yes ? Blocking.Unknown : blocks, blocks is not Blocking.Yes ? why : elsewhere is null ? "what the image is told is not known" : $"what '{elsewhere.Words[0].Text}' runs is not known");
    }

    private static bool IsElsewhere(Command command) =>
        command.Name is "make" or "just" or "task" or "source" or "."
        || (command.Words is [{ Text: var program }, ..] && (program.StartsWith("./", StringComparison.Ordinal) || program.EndsWith(".sh", StringComparison.Ordinal)))
        || (ShellReader.IsShell(command.Name) && command.Words.Any(word => word.Text.EndsWith(".sh", StringComparison.Ordinal)))
        || command is { Name: "", Words: [{ Literal: false }, ..] };

    // What only makes a tool ready for the steps within it is told of by those.
    private static bool IsAround(Pipeline pipeline, Job job, Step step, SecurityTool tool)
    {
        if (step.Plugin is null)
        {
            return false;
        }

        foreach (var inner in job.Steps)
        {
            if (!ReferenceEquals(inner, step) && inner.Span != step.Span && step.Span.Contains(inner.Span) && OfStep(pipeline, job, inner).Any(other => other.Use.Tool == tool))
            {
                return true;
            }
        }

        return false;
    }

    // A project that makes such a tool tries what it has just built; that is a test and no check. What is fetched lies beside it as well.
    private static bool IsBuiltHere(Job job, Command command)
    {
        if (!command.Words[0].Text.StartsWith("./", StringComparison.Ordinal) && !command.Words[0].Text.StartsWith("../", StringComparison.Ordinal))
        {
            return false;
        }

        var isBuilt = false;
        foreach (var step in job.Steps)
        {
            foreach (var script in step.Scripts)
            {
                foreach (var other in script.Commands)
                {
                    isBuilt |= other.Name is "make" or "cmake" or "ninja" || (other.Name is "go" or "cargo" or "dotnet" or "mage" && other.Words.Length > 1 && other.Words[1].Text is "build" or "publish");
                    if (other.Name is "curl" or "wget" or "tar" or "unzip" or "gh" or "Invoke-WebRequest")
                    {
                        return false;
                    }
                }
            }
        }

        return isBuilt;
    }

    private int Again(ToolUse use, int start, Place step)
    {
        for (var index = start; index < found.Count; index++)
        {
            if (found[index].Tool == use.Tool && step.Contains(found[index].Place) && found[index].Types.AsSpan().SequenceEqual(use.Types.AsSpan()))
            {
                return index;
            }
        }

        return -1;
    }

    private void Add(ToolUse use, Pipeline pipeline, Job? job, Place place, Occasions runs, Blocking blocks, string why) => found.Add(new ToolEvidence
    {
        Pipeline = pipeline,
        Job = job,
        Tool = use.Tool,
        Types = use.Types,
        VouchesFor = use.VouchesFor,
        Kind = use.Kind,
        Name = use.Component.Name,
        Place = place,
        Runs = runs,
        Blocks = blocks,
        Why = why,
    });

    private static IEnumerable<StepUse> OfStep(Pipeline pipeline, Job job, Step step)
    {
        var around = new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step));
        if (step.Uses is { } uses && SecurityTools.Of(uses, step.Inputs, name => around.Value.Variables.GetValueOrDefault(name)?.Value) is { } used)
        {
            yield return new StepUse(used, uses.Span, Script: null, 0);
        }

        if (step.Plugin is { } plugin && SecurityTools.Of(plugin.Value, step.Inputs) is { } plugged)
        {
            yield return new StepUse(plugged, plugin.Span, Script: null, 0);
        }

        foreach (var script in step.Scripts)
        {
            var commands = script.Commands;
            var surroundings = new ScriptSurroundings(around);
            for (var index = 0; index < commands.Length; index++)
            {
                surroundings.Take(commands[index]);
                var command = StartedProgram.Of(commands[index], script.Shell, surroundings.OfShell);
                if (SecurityTools.Of(command, name => surroundings.ValueFor(command, name)) is { } use && !NeverRuns.Is(step, script, index))
                {
                    yield return new StepUse(use, script.PlaceOf(command.Offset, command.Length), script, index);
                }
            }
        }
    }

    private static (Blocking Blocks, string Why) BlocksOf(ToolUse use, Pipeline pipeline, Job job, Step step, Script script, int index)
    {
        var own = BlocksOf(use, pipeline, job, step);
        if (own.Blocks is not Blocking.Yes)
        {
            return step.ContinueOnError is null ? own : Later(job, step, script, index, own);
        }

        var fate = SoftChecks.FateOf(script.Commands[index], use);
        fate = fate.Blocks is Blocking.Yes ? FailedCommand.Of(step, script, index) : fate;

        return Later(job, step, script, index, (fate.Blocks, fate.Why));
    }

    // What a step says nothing of may be asked for behind it.
    private static (Blocking Blocks, string Why) Later(Job job, Step step, Script? script, int index, (Blocking Blocks, string Why) own) =>
        own.Blocks is Blocking.No && LaterSteps.LookAt(job, step, script, index) is { } later ? (Blocking.Unknown, later) : own;

    private static (Blocking Blocks, string Why) BlocksOf(ToolUse use, Pipeline pipeline, Job? job, Step? step)
    {
        if (step?.ContinueOnError is { } own)
        {
            return own.Value is "true" ? (Blocking.No, "its step goes on after an error") : (Blocking.Unknown, $"'{own.Value}' decides whether its step goes on after an error");
        }

        if (job?.ContinueOnError is { } whole && whole.Value is not "false")
        {
            return whole.Value is "true" ? (Blocking.No, $"the pipeline goes on when its job '{job.Id}' fails")
                : whole.Value.Split(' ').All(code => code.All(char.IsAsciiDigit)) ? step is not null && !whole.Value.Split(' ').Intersect(SoftChecks.CodesOf(use.Tool, step)).Any() ? (Blocking.Yes, "") : (Blocking.No, $"the exit codes {whole.Value} do not fail its job '{job.Id}'")
                : (Blocking.Unknown, $"'{whole.Value}' decides whether the pipeline goes on when its job '{job.Id}' fails");
        }

        if (job?.Start is { Kind: StartKind.Optional })
        {
            return (Blocking.No, $"the pipeline succeeds without its job '{job.Id}', which somebody may start by hand");
        }

        if (use.Component.NeverFails)
        {
            return (Blocking.No, "what it finds is only shown, and decided about elsewhere");
        }

        if (use.Component.DecidedBy is { } decided)
        {
            return (Blocking.Unknown, decided);
        }

        var uses = step?.Uses is not null || step?.Plugin is not null;
        if (uses && SoftChecks.OfInputs(step!, use.Tool) is { } soft)
        {
            return (Blocking.No, soft.Why);
        }

        if (uses && use.IsCheck && !use.Component.FailsOnlyWith.IsEmpty && !use.Component.FailsOnlyWith.Any(name => SoftChecks.Argument(step!, name) is not null || step!.Inputs.Any(input => input.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && input.Value.Trim() is not ("" or "0" or "false"))))
        {
            return (Blocking.No, $"it succeeds whatever it finds without '{use.Component.FailsOnlyWith[0]}'");
        }

        return (Blocking.Yes, "");
    }

    private sealed record StepUse(ToolUse Use, Place Place, Script? Script, int Index);
}
