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

    // Several rules ask for them.
    private static readonly ConditionalWeakTable<Pipeline, Release[]> Known = [];

    /// <summary>Where a pipeline does.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IReadOnlyList<Release> In(Pipeline pipeline) => Known.GetValue(pipeline, static pipeline => [.. pipeline.Jobs.SelectMany(job => Of(pipeline, job))]);

    private static IEnumerable<Release> Of(Pipeline pipeline, Job job)
    {
        var hosts = HostsOf(job);
        var budget = new VariantBudget(pipelines: 1);
        foreach (var step in job.Steps)
        {
            if (NeverRuns.Is(pipeline, job, step))
            {
                continue;
            }

            var around = new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step));
            if (step.Uses is { } uses && step.Effects.HasFlag(StepEffects.Publishes) && Catalogue.Find(uses) is { Releases: not ReleaseKind.None } known && IsAsked(known, step))
            {
                yield return new Release(uses.Name, uses.Span, known.Releases, known.Program, step, job, EnabledBy(around.Value.Variables.Values));
            }

            foreach (var script in step.Scripts.Concat(Handed(step, around, budget)))
            {
                var surroundings = new ScriptSurroundings(around);
                foreach (var written in script.Commands)
                {
                    surroundings.Take(written);
                    var command = StartedProgram.Of(written, script.Shell, surroundings.OfShell);
                    if (Of(command) is var (what, kind, program) && !(ReleaseCommands.HasRegistryVariable(program)
                        && (ReleaseCommands.RegistryIn(command.Assignments) ?? surroundings.Now.Value.Variables.GetValueOrDefault(ReleaseCommands.RegistryVariable)?.Value) is { } registry
                        && (ReleaseCommands.StaysOnMachine(registry) || hosts.Exists(host => ReleaseCommands.Names(registry, host)))))
                    {
                        yield return new Release(what, script.PlaceOf(command.Offset, command.Length), kind, program, step, job, EnabledBy(surroundings.Now.Value.Variables.Values.Concat(Assignments.In(command.Assignments))));
                    }
                }
            }
        }
    }

    // What one of them says last, counts.
    private static ImmutableArray<SecurityTool> EnabledBy(IEnumerable<ToolSetting> variables) =>
        [.. variables.GroupBy(variable => variable.Name, StringComparer.Ordinal).Select(named => SecurityTools.EnabledBy(named.Key, named.Last().Value)).OfType<SecurityTool>()];

    // What a step hands to an action that runs it: publish of changesets/action.
    private static IEnumerable<Script> Handed(Step step, Lazy<InstallSurroundings> around, VariantBudget budget) =>
        step.Uses is not { } uses || Catalogue.Find(uses) is not { Commands.IsEmpty: false } ? []
        : StepCommands.Of(step, static _ => false, around, budget).Where(command => command is { By: null, Script.Input: null } && !step.Scripts.Contains(command.Script)).Select(command => command.Script);

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

    // Whether its inputs ask for it: those that say so, and the words for the program that it starts.
    private static bool IsAsked(Component known, Step step)
    {
        if (!known.ReleasesWhen.IsEmpty && !known.ReleasesWhen.Any(one => one.Holds(name => ValueOf(step, name))))
        {
            return false;
        }

        return known is not { Program: { } program, ReleaseWords: { } input } || ValueOf(step, input) is not { Length: > 0 } words
            || ShellReader.Read(ShellKind.Posix, $"{program} {words.ReplaceLineEndings(" ")}", []).Any(command => ReleaseCommands.VerbOf(command) is not null || command.Words.Any(word => word.Text.StartsWith('$')));
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

    private static (string What, ReleaseKind Kind, string Program)? Of(Command command)
    {
        var next = command;
        for (var depth = 0; next is { Words.IsEmpty: false } && depth < Depth; depth++, next = ReleaseCommands.Behind(next))
        {
            if (ReleaseCommands.VerbOf(next) is { } verb)
            {
                return ($"{next.Name} {verb.Name}".TrimEnd(), verb.Kind, Launchers.Plain(next.Name));
            }
        }

        return null;
    }
}
