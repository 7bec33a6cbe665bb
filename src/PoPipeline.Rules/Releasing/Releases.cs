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

    // Several rules ask for them.
    private static readonly ConditionalWeakTable<Pipeline, Release[]> Known = [];

    /// <summary>Where a pipeline does.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IReadOnlyList<Release> In(Pipeline pipeline) => Known.GetValue(pipeline, static pipeline => [.. pipeline.Jobs.SelectMany(job => Of(pipeline, job))]);

    private static IEnumerable<Release> Of(Pipeline pipeline, Job job)
    {
        var hosts = HostsOf(job);
        var told = new ToldVariables();
        var budget = new VariantBudget(pipelines: 1);
        foreach (var step in job.Steps)
        {
            if (NeverRuns.Is(pipeline, job, step))
            {
                continue;
            }

            told.GoOn();
            var around = new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step));
            if (OfUse(pipeline, job, step, around) is { } used)
            {
                yield return used with { Enabled = EnabledBy(told.Now.Concat(around.Value.Variables.Values)) };
            }

            var hasMoved = false;
            foreach (var (script, folder) in step.Scripts.Select(script => new PlacedScript(script, step.WorkingDirectory?.Value)).Concat(Handed(step, around, budget)))
            {
                var surroundings = new ScriptSurroundings(around);
                var standing = new StandingFolder(hasMoved ? AnyFolder : folder);
                for (var index = 0; index < script.Commands.Length; index++)
                {
                    var written = script.Commands[index];
                    surroundings.Take(written);
                    var command = StartedProgram.Of(written, script.Shell, surroundings.OfShell);
                    standing.Take(command, surroundings.OfShell);
                    if (NeverRuns.Is(step, script, index))
                    {
                        continue;
                    }

                    told.Take(command);
                    if (Of(command) is var (release, verb) && !StaysHere(Launchers.Plain(release.Name), command, surroundings, hosts))
                    {
                        var files = verb.NeedsFiles ? GivenFiles.Of(release, verb, step, surroundings) : null;
                        if (files is { Has: false })
                        {
                            continue;
                        }

                        yield return ReadAs(new Release($"{release.Name} {verb.Name}".TrimEnd(), script.PlaceOf(command.Offset, command.Length), verb.Kind, Launchers.Plain(release.Name), step, job, pipeline), release, verb, standing) with
                        {
                            Doubt = files?.Doubt,
                            Enabled = EnabledBy(told.Now.Concat(surroundings.Now.Value.Variables.Values).Concat(Assignments.In(command.Assignments))),
                            Tool = SecurityTools.Of(command, name => surroundings.ValueFor(command, name)) ?? SecurityTools.Of(release, name => surroundings.ValueFor(command, name)),
                        };
                    }
                }

                // The texts of a step may be one program.
                hasMoved |= script.Commands.Any(command => command.Name is "cd" or "pushd");
            }
        }
    }

    private static bool StaysHere(string program, Command command, ScriptSurroundings surroundings, List<string> hosts) =>
        ReleaseCommands.HasRegistryVariable(program)
        && (ReleaseCommands.RegistryIn(command.Assignments) ?? surroundings.Now.Value.Variables.GetValueOrDefault(ReleaseCommands.RegistryVariable)?.Value) is { } registry
        && (ReleaseCommands.StaysOnMachine(registry) || hosts.Exists(host => ReleaseCommands.Names(registry, host)));

    // What the words of its command say.
    private static Release ReadAs(Release release, Command command, ReleaseVerb verb, StandingFolder standing)
    {
        var call = ReleaseCall.Read(command);
        return release with { IsUnsigned = verb.Unsigned.Any(call.Has), HandsOn = verb.HandsOn, Looks = ReleasePlace.Of(release.Program!, call, standing) };
    }

    // What a step uses that releases; null where its inputs do not ask for that.
    private static Release? OfUse(Pipeline pipeline, Job job, Step step, Lazy<InstallSurroundings> around)
    {
        if (step.Uses is not { } uses || !step.Effects.HasFlag(StepEffects.Publishes) || Catalogue.Find(uses) is not { Releases: not ReleaseKind.None } known
            || (!known.ReleasesWhen.IsEmpty && known.ReleasesWhen.All(one => one.Answer(step.Inputs) is false)))
        {
            return null;
        }

        var release = new Release(uses.Name, uses.Span, known.Releases, known.Program, step, job, pipeline) { Tool = SecurityTools.Of(uses, step.Inputs, name => around.Value.Variables.GetValueOrDefault(name)?.Value) };
        if (known is not { Program: { } program, ReleaseWords: { } input })
        {
            return release;
        }

        var standing = new StandingFolder(known.FolderBy is { } folder ? ValueOf(step, folder) : null);
        if (ValueOf(step, input) is not { Length: > 0 } words)
        {
            return release with { Looks = new ReleasePlace(standing.Now) };
        }

        // The words for the program that it starts decide.
        var commands = ShellReader.Read(ShellKind.Posix, $"{program} {words.ReplaceLineEndings(" ")}", []);
        foreach (var command in commands)
        {
            if (ReleaseCommands.VerbOf(command) is { } verb)
            {
                return ReadAs(release, command, verb, standing);
            }
        }

        return commands.Any(command => command.Words.Any(word => word.Text.StartsWith('$'))) ? release : null;
    }

    // What one of them says last, counts.
    private static ImmutableArray<SecurityTool> EnabledBy(IEnumerable<ToolSetting> variables) =>
        [.. variables.GroupBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase).Select(named => SecurityTools.EnabledBy(named.Key, named.Last().Value)).OfType<SecurityTool>()];

    // What a step hands to an action that runs it, and where: publish of changesets/action.
    private static IEnumerable<PlacedScript> Handed(Step step, Lazy<InstallSurroundings> around, VariantBudget budget) =>
        step.Uses is not { } uses || Catalogue.Find(uses) is not { Commands.IsEmpty: false } ? []
        : StepCommands.Of(step, static _ => false, around, budget).Where(command => command is { By: null, Script.Input: null } && !step.Scripts.Contains(command.Script)).Select(command => new PlacedScript(command.Script, command.Folder));

    // Names that a job gives to the machine itself: echo "127.0.0.1 registry.local" | sudo tee -a /etc/hosts
    private static List<string> HostsOf(Job job)
    {
        var hosts = new List<string>();
        foreach (var script in job.Steps.SelectMany(step => step.Scripts).Where(script => script.Text.Contains("/etc/hosts", StringComparison.Ordinal)))
        {
            foreach (var command in script.Commands.Where(command => command.Name is "echo" or "printf"))
            {
                foreach (var text in command.Words.Select(word => word.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append([.. command.Words.Skip(1).Select(word => word.Text)]))
                {
                    hosts.AddRange(text is ["127.0.0.1", .. var names] ? names : []);
                }
            }
        }

        return hosts;
    }

    private static string? ValueOf(Step step, string name)
    {
        foreach (var input in step.Inputs)
        {
            if (input.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return input.Value;
            }
        }

        return null;
    }

    private static (Command Release, ReleaseVerb Verb)? Of(Command command)
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
}
