using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Finds where a pipeline hands out what was built, so that others run it: packages, images, the files of a release. A deployment is none.</summary>
internal static class Releases
{
    // A launcher that is launched itself is not looked through any further.
    private const int Depth = 4;

    // One of which nobody knows which it is.
    private const string AnyFolder = "$";

    // The options of BuildKit.
    private static readonly string[] Attesting = ["--provenance", "--attest~type=provenance", "--set~attest=type=provenance"];

    // Of the actions that push images.
    private static readonly string[] Registries = ["registry"];

    private static readonly string[] ImageNames = ["tags", "images", "image"];

    private static readonly char[] BetweenNames = [',', '\n', '\r'];

    // Several rules ask for them.
    private static readonly ConditionalWeakTable<Pipeline, ReleaseWork> Known = [];

    /// <summary>Where a pipeline does.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IReadOnlyList<Release> In(Pipeline pipeline) => WorkIn(pipeline).Releases;

    /// <summary>The same, with what signs or may release there by what is put into its commands.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static ReleaseWork WorkIn(Pipeline pipeline) => Known.GetValue(pipeline, static pipeline =>
    {
        var work = new ReleaseWork.Builder();
        var budget = new VariantBudget(pipelines: 1);
        var hasAround = VariableRuns.HasChoices(pipeline.Variables);
        foreach (var job in pipeline.Jobs)
        {
            work.Releases.AddRange(Of(pipeline, job, hasAround || VariableRuns.HasChoices(job.Variables), budget, work));
        }

        return work.ToWork();
    });

    private static IEnumerable<Release> Of(Pipeline pipeline, Job job, bool hasAround, VariantBudget budget, ReleaseWork.Builder work)
    {
        var hosts = new Lazy<List<string>>(() => HostsOf(pipeline, job));
        var told = new ToldVariables();
        var sure = new SureVariables(pipeline, job);
        foreach (var step in job.Steps)
        {
            if (NeverRuns.Is(pipeline, job, step))
            {
                continue;
            }

            told.GoOn();
            var around = new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step));
            var environment = new Lazy<IReadOnlyDictionary<string, Setting>>(() => StepEnvironment.Of(pipeline, job, step));
            foreach (var used in step.Uses is null || !step.Effects.HasFlag(StepEffects.Publishes) ? [] : VariableRuns.OfInputs(step, budget))
            {
                var isMade = !ReferenceEquals(used, step);
                if (!(isMade && Catalogue.Find(used.Uses!) is { } component && !component.EffectsWith(used.Inputs).HasFlag(StepEffects.Publishes)) && OfUse(pipeline, job, used, around, hosts) is { } release)
                {
                    yield return release with { Step = step, IsMade = isMade, Enabled = EnabledBy(told.Now.Concat(around.Value.Variables.Values)) };
                }
            }

            var isDecided = step.Scripts.Any(static script => ScriptFacts.Of(script).HasConditions);
            var varying = VariableRuns.VaryingIn(hasAround, step, environment);
            var hasMoved = false;

            // A container may hand words to its script.
            var choices = step.Container is null ? VariableChoices.HandedNothing : VariableChoices.None;
            var texts = new Lazy<FollowedVariables>(() => FollowedVariables.In(step.Scripts));
            foreach (var (written, folder) in step.Scripts.Select(script => new PlacedScript(script, step.WorkingDirectory?.Value)).Concat(Handed(step, around, budget)))
            {
                foreach (var run in ScriptRun.Of(written, budget))
                {
                    foreach (var variables in VariableRuns.Of(pipeline, job, step, run.Script, around, varying, budget))
                    {
                        var own = VariableChoices.In(run.Script, choices);
                        var start = new Lazy<InstallSurroundings>(() => sure.Of(step, variables.Value));
                        var conditions = new ScriptConditions(run.Script, own, start, new Lazy<FollowedVariables>(() => FollowedVariables.In(run.Script)), step.Scripts.Length > 1 ? texts : null);
                        foreach (var release in Of(new Walk(pipeline, job, step, run, variables, environment, own, conditions, isDecided), new StandingFolder(hasMoved ? AnyFolder : folder), told, hosts, work))
                        {
                            yield return release;
                        }
                    }
                }

                // The texts of a step may be one program.
                hasMoved |= written.Commands.Any(command => command.Name is "cd" or "pushd");
                choices = VariableChoices.In(written, choices);
            }
        }
    }

    private static IEnumerable<Release> Of(Walk walk, StandingFolder standing, ToldVariables told, Lazy<List<string>> hosts, ReleaseWork.Builder work)
    {
        var script = walk.Run.Script;
        var surroundings = new ScriptSurroundings(walk.Around);
        for (var index = 0; index < script.Commands.Length; index++)
        {
            var written = script.Commands[index];
            surroundings.Take(written);
            var command = FetchedProgram.Of(script, index, StartedProgram.Of(written, script.Shell, surroundings.OfShell));
            standing.Take(command, surroundings.OfShell);
            if (NeverRuns.Is(walk.Step, script, index))
            {
                continue;
            }

            if (!ToldVariables.Tells(command) || !walk.Conditions.IsLeftOut(index))
            {
                told.Take(command);
            }

            IReadOnlyList<Command> wholes = walk.Choices.Of(index, command, walk.Around);
            wholes = wholes.Count > 0 ? wholes : [script.Shell is ShellKind.Posix ? ExpandedWords.Of(command, surroundings.OfShell) : command];
            var isMade = walk.Run.IsFilled || !ReferenceEquals(wholes[0], command);
            if (ReleasingCommand.Of(command, wholes, walk.Step.Scripts, surroundings.ValueFor) is not { } made)
            {
                // What runs only after a failure signs nothing that was released.
                if (walk is { Step.Condition: not { IsAfterFailure: true }, Job.Condition: not { IsAfterFailure: true } } && (isMade || walk.IsDecided)
                    && (SignerIn(wholes, surroundings) ?? (walk.IsDecided ? AttesterIn(command, surroundings) : null)) is { } signer)
                {
                    // Several commands of one tool in a step are one use of it elsewhere, wherever they stand.
                    var isOut = walk.Conditions.IsLeftOut(index) || walk.Conditions.IsAfterFailure(index);
                    if (walk.IsDecided)
                    {
                        work.Told.Add(walk.Run.PlaceOf(command.Offset, command.Length).ToString());
                    }

                    if (!isOut)
                    {
                        work.Signers.Add(new PlacedTool(signer, walk.Job, walk.Step) { Arm = ScriptArm.Of(script, index) });
                    }
                }

                work.Open ??= wholes.Select(whole => OpenRelease.Of(walk.Environment, script, whole)).FirstOrDefault(open => open is not null && !walk.Conditions.IsLeftOut(index));
                continue;
            }

            if (walk.IsDecided && walk.Conditions.IsLeftOut(index))
            {
                work.Told.Add(walk.Run.PlaceOf(command.Offset, command.Length).ToString());
                continue;
            }

            walk.Conditions.TakeRelease(index);
            if (!StaysHere(made.Program, made.Whole, surroundings.Now, hosts))
            {
                yield return ReadAs(new Release(made.What, walk.Run.PlaceOf(made.Whole.Offset, made.Whole.Length), made.Verb.Kind, made.Program, walk.Step, walk.Job, walk.Pipeline), made, standing) with
                {
                    IsMade = isMade,
                    Arm = ScriptArm.Of(script, index),
                    Enabled = EnabledBy(told.Now.Concat(surroundings.Now.Value.Variables.Values).Concat(Assignments.In(made.Whole.Assignments))),
                };
            }
        }
    }

    // What signs in one branch alone may not have signed.
    private static ToolUse? SignerIn(IReadOnlyList<Command> wholes, ScriptSurroundings surroundings)
    {
        ToolUse? signer = null;
        foreach (var whole in wholes)
        {
            signer = SecurityTools.Of(whole, name => surroundings.ValueFor(whole, name));
            if (signer is not { Tool.AttestsOwnOf.IsEmpty: true } || !signer.Types.Any(Attestations.IsAttesting))
            {
                return null;
            }
        }

        return signer;
    }

    private static ToolUse? AttesterIn(Command command, ScriptSurroundings surroundings) =>
        SecurityTools.Of(command, name => surroundings.ValueFor(command, name)) is { } use && use.Types.Any(Attestations.IsAttesting) ? use : null;

    /// <summary>Whether what a command pushes by a variable stays on the machine.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="command">The command.</param>
    /// <param name="around">What stands around it.</param>
    /// <param name="hosts">The names that the machine was given.</param>
    public static bool StaysHere(string program, Command command, Lazy<InstallSurroundings> around, Lazy<List<string>> hosts) =>
        ReleaseCommands.HasRegistryVariable(program)
        && (ReleaseCommands.RegistryIn(command.Assignments) ?? around.Value.Variables.GetValueOrDefault(ReleaseCommands.RegistryVariable)?.Value) is { } registry
        && (ReleaseCommands.StaysOnMachine(registry) || hosts.Value.Exists(host => ReleaseCommands.Names(registry, host)));

    // Where each name that it gives to an image, or the one registry that it names for all, does.
    private static bool StaysHere(Step step, Lazy<List<string>> hosts)
    {
        var registries = ValuesOfAny(step, Registries);
        var names = registries.Count > 0 ? registries : ValuesOfAny(step, ImageNames);
        return names.Count > 0 && names.TrueForAll(name => ReleaseCommands.StaysOnMachine(name) || hosts.Value.Exists(host => ReleaseCommands.Names(name, host)));
    }

    private static List<string> ValuesOfAny(Step step, string[] inputs) =>
        [.. inputs.SelectMany(input => ValuesOf(step, input)).SelectMany(value => value.Split(BetweenNames, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>A release with what the words of its command say.</summary>
    /// <param name="release">The release.</param>
    /// <param name="made">Its command.</param>
    /// <param name="standing">Where it runs.</param>
    public static Release ReadAs(Release release, ReleasingCommand made, StandingFolder standing)
    {
        var read = ReadAs(release, made.Release, made.Verb, standing);
        return read with { IsUnsigned = read.IsUnsigned || made.IsUnsigned, Tool = made.Tool, Doubt = made.Doubt, Open = made.Open };
    }

    private static Release ReadAs(Release release, Command command, ReleaseVerb verb, StandingFolder standing)
    {
        var call = ReleaseCall.Read(command);
        return release with { IsUnsigned = verb.Unsigned.Any(call.Has), HandsOn = verb.HandsOn, AttestsByIdentity = verb.AttestsByIdentity, IsByFile = verb.OtherwiseByFile is not null, AsksForAttestation = Array.Exists(Attesting, call.Has), Looks = ReleasePlace.Of(release.Program!, call, standing) };
    }

    // What a step uses that releases; null where its inputs do not ask for that.
    private static Release? OfUse(Pipeline pipeline, Job job, Step step, Lazy<InstallSurroundings> around, Lazy<List<string>> hosts)
    {
        if (step.Uses is not { } uses || !step.Effects.HasFlag(StepEffects.Publishes) || Catalogue.Find(uses) is not { Releases: not ReleaseKind.None } known
            || (!known.ReleasesWhen.IsEmpty && known.ReleasesWhen.All(one => one.Answer(step.Inputs) is false))
            || (known.Releases is ReleaseKind.Images && StaysHere(step, hosts)))
        {
            return null;
        }

        var release = new Release(uses.Name, uses.Span, known.Releases, known.Program, step, job, pipeline) { Tool = SecurityTools.Of(uses, step.Inputs, name => around.Value.Variables.GetValueOrDefault(name)?.Value) };
        if (known is not { Program: { } program, ReleaseWords: { } input })
        {
            return ImageBuildCalls.CommandsOf(step) is [{ Name: "docker" } build, ..] ? release with
            {
                AsksForAttestation = ValuesOf(step, "provenance") is [{ Length: > 0 }, ..],
                Looks = ReleasePlace.Of("docker", ReleaseCall.Read(build), new StandingFolder(step.WorkingDirectory?.Value)),
            } : release;
        }

        var standing = new StandingFolder(known.FolderBy is { } folder && ValuesOf(step, folder) is [var named, ..] ? named : null);
        if (ValuesOf(step, input).Where(value => value.Length > 0).ToList() is not { Count: > 0 } words)
        {
            return release with { Looks = new ReleasePlace(standing.Now) };
        }

        // The words for the program that it starts decide.
        var isOpen = false;
        foreach (var choice in words)
        {
            var commands = ShellReader.Read(ShellKind.Posix, $"{program} {choice.ReplaceLineEndings(" ")}", []);
            foreach (var command in commands)
            {
                if (ReleaseCommands.VerbOf(command) is { } verb)
                {
                    return ReadAs(release, command, verb, standing);
                }
            }

            isOpen |= commands.Any(command => command.Words.Any(word => word.Text.StartsWith('$')));
        }

        return isOpen ? release : null;
    }

    /// <summary>The tools that variables have run; what one of them says last, counts.</summary>
    /// <param name="variables">The variables.</param>
    public static ImmutableArray<SecurityTool> EnabledBy(IEnumerable<ToolSetting> variables) =>
        [.. variables.Where(variable => SecurityTools.IsSwitch(variable.Name)).GroupBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase).Select(named => SecurityTools.EnabledBy(named.Key, named.Last().Value)).OfType<SecurityTool>()];

    // What a step hands to an action that runs it, and where: publish of changesets/action.
    private static IEnumerable<PlacedScript> Handed(Step step, Lazy<InstallSurroundings> around, VariantBudget budget) =>
        step.Uses is not { } uses || Catalogue.Find(uses) is not { Commands.IsEmpty: false } ? []
        : StepCommands.Of(step, static _ => false, around, budget).Where(command => command is { By: null, Script.Input: null } && !step.Scripts.Contains(command.Script)).Select(command => new PlacedScript(command.Script, command.Folder));

    /// <summary>The names that a job gives to the machine itself: <c>echo "127.0.0.1 registry.local" | sudo tee -a /etc/hosts</c>.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    public static List<string> HostsOf(Pipeline pipeline, Job job)
    {
        var hosts = new List<string>();
        foreach (var step in job.Steps)
        {
            foreach (var script in step.Scripts.Where(script => script.Text.Contains("/etc/hosts", StringComparison.Ordinal)))
            {
                var surroundings = new ScriptSurroundings(new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step)));
                foreach (var written in script.Commands)
                {
                    surroundings.Take(written);
                    if (written.Name is not ("echo" or "printf"))
                    {
                        continue;
                    }

                    var command = script.Shell is ShellKind.Posix ? ExpandedWords.Of(written, surroundings.OfShell) : written;
                    foreach (var text in command.Words.Select(word => word.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append([.. command.Words.Skip(1).Select(word => word.Text)]))
                    {
                        hosts.AddRange(text is ["127.0.0.1", .. var names] ? names : []);
                    }
                }
            }
        }

        return hosts;
    }

    // Those of all runs, where a matrix decides it and the file says them.
    private static ImmutableArray<string> ValuesOf(Step step, string name)
    {
        foreach (var input in step.Inputs)
        {
            if (input.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return input.Choices.IsEmpty ? [input.Value] : input.Choices;
            }
        }

        return [];
    }

    /// <summary>What of a command releases, itself or what it starts; null where nothing does.</summary>
    /// <param name="command">The command.</param>
    public static (Command Release, ReleaseVerb Verb)? CommandIn(Command command)
    {
        var next = command;
        for (var depth = 0; next is { Words.IsEmpty: false } && depth < Depth; depth++, next = ReleaseCommands.Behind(next))
        {
            if (ReleaseCommands.VerbOf(next) is { } verb)
            {
                return (next, verb);
            }
        }

        return null;
    }

    // A script, and the folder that it begins in; null where that is not known.
    private sealed record PlacedScript(Script Script, string? Folder);

    // A script in one of its runs; conditions of scripts may decide about some of what its step runs.
    private sealed record Walk(Pipeline Pipeline, Job Job, Step Step, ScriptRun Run, Lazy<InstallSurroundings> Around, Lazy<IReadOnlyDictionary<string, Setting>> Environment, VariableChoices Choices, ScriptConditions Conditions, bool IsDecided);
}
