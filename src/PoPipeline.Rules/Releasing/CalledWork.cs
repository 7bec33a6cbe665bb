using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>What the scripts, targets and tasks of the repository do that the steps of a pipeline call: what they release, and what they sign or attest.</summary>
/// <param name="Releases">What they release.</param>
/// <param name="Attesters">What they sign or attest with, other than by what releases.</param>
/// <param name="Doubtful">What a step says that may come to a signer, or the file that could not be read and may have one; null where there is none.</param>
/// <param name="IsCut">Whether they call more than is followed, or what could not be read.</param>
internal sealed record CalledWork(ImmutableArray<Release> Releases, ImmutableArray<PlacedTool> Attesters, string? Doubtful, bool IsCut)
{
    // make release DRY_RUN=1, ./release.sh --dry-run
    private const string Trying = "dry";

    private static readonly CalledWork None = new([], [], Doubtful: null, IsCut: false);

    /// <summary>Follows what the steps of a pipeline call.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="files">The files of commands of the repository.</param>
    /// <param name="pipelines">The number of its pipelines, which share what may be followed.</param>
    public static CalledWork Of(Pipeline pipeline, CommandFileIndex files, int pipelines)
    {
        if (files.IsEmpty)
        {
            return None;
        }

        var work = new Builder(pipeline);
        var budget = new VariantBudget(pipelines);

        // What runs only after a failure releases nothing that is whole, and signs nothing that was released.
        foreach (var job in pipeline.Jobs.Where(job => job.Condition is not { IsAfterFailure: true } && !NeverRuns.Is(pipeline, job)))
        {
            var conditions = new CalledConditions(pipeline, job);
            work.Take(job, new FollowedCommands(files, static _ => false, budget) { IsByText = true, TakesDoubtful = true, IsLeftOut = conditions.AreFalse }, conditions);
        }

        return work.ToWork();
    }

    // What stands behind the name of a script of a package goes to the last command of it: npm run release -- --provenance. Null where only the run knows that.
    private static Command? WithHanded(FollowedCommand followed, CallWay way)
    {
        if (way is not { File.Kind: CommandFileKind.PackageScripts, Depth: 1 } || followed.Script.Commands[^1].Offset != followed.Command.Offset)
        {
            return followed.Command;
        }

        var call = ShellReader.Read(ShellKind.Posix, way.Text, []).FirstOrDefault();
        var handed = (call?.Words ?? []).SkipWhile(word => word.Text != way.Target.Name).Skip(1).Where(word => word.Text is not "--").ToList();
        return handed.Count == 0 ? followed.Command
            : handed.Exists(word => !word.Literal) ? null
            : followed.Command with { Words = followed.Command.Words.AddRange(handed) };
    }

    // A word, or with 'run': 'foundry' has none.
    private static bool IsTried(string text)
    {
        for (var at = text.IndexOf(Trying, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Trying, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(at + Trying.Length);
            rest = rest.StartsWith("run", StringComparison.OrdinalIgnoreCase) ? rest[3..] : rest;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (rest.IsEmpty || !char.IsLetter(rest[0])))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Builder(Pipeline pipeline)
    {
        private readonly ImmutableArray<Release>.Builder releases = ImmutableArray.CreateBuilder<Release>();
        private readonly ImmutableArray<PlacedTool>.Builder attesters = ImmutableArray.CreateBuilder<PlacedTool>();
        private readonly List<Found> found = [];
        private string? doubtful;
        private bool isCut;

        public CalledWork ToWork() => new(releases.DrainToImmutable(), attesters.DrainToImmutable(), doubtful, isCut);

        public void Take(Job job, FollowedCommands followed, CalledConditions conditions)
        {
            var hosts = new Lazy<List<string>>(() => Releasing.Releases.HostsOf(pipeline, job));
            var ran = new HashSet<Script>(ReferenceEqualityComparer.Instance);
            foreach (var step in job.Steps.Where(step => step.Condition is not { IsAfterFailure: true } && !NeverRuns.Is(pipeline, job, step)))
            {
                ran.UnionWith(step.Scripts);
                conditions.Begin(step);
                foreach (var command in followed.Of(step, () => StepSurroundings.Of(pipeline, job, step)))
                {
                    ran.Add(command.Script);
                    conditions.Take(command);

                    // What an image runs while it is built hands nothing out.
                    if (command.Way is { IsImage: false } way && !IsTried(way.Text) && WithHanded(command, way) is { } handed)
                    {
                        Take(job, step, command, way, FetchedProgram.Of(command.Script, command.Index, handed), hosts, conditions.Now);
                    }
                }
            }

            // What a function of a file does that others take in is only known behind them all.
            foreach (var one in found.Where(one => !NeverRuns.Is(one.By.Script, one.By.Index, one.By.Way is { IsSourced: true } || ScriptFacts.Of(one.By.Script).Sources ? ran : [])))
            {
                if (one.Release is { } release)
                {
                    releases.Add(release);
                }

                if (one.Attester is { } attester)
                {
                    attesters.Add(attester);
                }

                doubtful ??= one.Doubtful;
            }

            found.Clear();

            // What says how images are built signs nothing, and hands nothing out.
            var unread = followed.Unread.FirstOrDefault(file => file.Kind is not (CommandFileKind.Bake or CommandFileKind.Compose or CommandFileKind.Containerfile));
            doubtful ??= unread?.Path;
            isCut |= followed.IsCut || unread is not null;
        }

        private void Take(Job job, Step step, FollowedCommand followed, CallWay way, Command written, Lazy<List<string>> hosts, ScriptConditions conditions)
        {
            IReadOnlyList<Command> wholes = CalledConditions.ChoicesOf(followed.Script).Of(followed.Index, written, followed.Surroundings);
            wholes = wholes.Count > 0 ? wholes : [followed.Script.Shell is ShellKind.Posix ? ExpandedWords.Of(written, followed.Surroundings) : written];
            if (ReleasingCommand.Of(written, wholes, [followed.Script], ValueFor) is { } made)
            {
                if (conditions.IsLeftOut(followed.Index))
                {
                    return;
                }

                conditions.TakeRelease(followed.Index);
                if (way.Doubt is null or { IsOfFile: true } && !Releasing.Releases.StaysHere(made.Program, followed.Command, followed.Surroundings, hosts))
                {
                    var release = Releasing.Releases.ReadAs(new Release(made.What, followed.Place, made.Verb.Kind, made.Program, step, job, pipeline), made, followed.Standing);
                    found.Add(new Found(followed)
                    {
                        Release = release with
                        {
                            IsMade = true,
                            MayNotRun = way.Doubt?.Why,
                            Enabled = Releasing.Releases.EnabledBy(followed.Surroundings.Value.Variables.Values.Concat(Assignments.In(followed.Command.Assignments))),
                            Way = way,
                        },
                    });
                }

                return;
            }

            var tools = wholes.Select(whole => SecurityTools.Of(whole, name => ValueFor(whole, name))).Where(use => use?.Types.Any(Attestations.IsAttesting) is true).ToList();
            if (tools.Count > 0 && (conditions.IsLeftOut(followed.Index) || conditions.IsAfterFailure(followed.Index)))
            {
                return;
            }

            if (tools.Count > 0 && (way.Doubt is not null || tools.Count < wholes.Count))
            {
                found.Add(new Found(followed) { Doubtful = way.Text });
            }
            else if (tools is [{ } tool, ..])
            {
                found.Add(new Found(followed) { Attester = new PlacedTool(tool, job, step) });
            }

            string? ValueFor(Command command, string name) => Assignments.ValueFor(command, name, followed.Surroundings);
        }

        // What a command does, which the others of its job tell whether it is run.
        private sealed record Found(FollowedCommand By)
        {
            public Release? Release { get; init; }

            public PlacedTool? Attester { get; init; }

            public string? Doubtful { get; init; }
        }
    }
}
