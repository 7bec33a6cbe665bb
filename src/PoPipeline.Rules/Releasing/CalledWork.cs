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
internal sealed record CalledWork(ImmutableArray<Release> Releases, ImmutableArray<ToolUse> Attesters, string? Doubtful)
{
    // make release DRY_RUN=1, ./release.sh --dry-run
    private const string Trying = "dry";

    private static readonly CalledWork None = new([], [], Doubtful: null);

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

        var releases = ImmutableArray.CreateBuilder<Release>();
        var attesters = ImmutableArray.CreateBuilder<ToolUse>();
        string? doubtful = null;
        var budget = new VariantBudget(pipelines);

        // What runs only after a failure releases nothing that is whole, and signs nothing that was released.
        foreach (var job in pipeline.Jobs.Where(job => job.Condition is not { IsAfterFailure: true } && !NeverRuns.Is(pipeline, job)))
        {
            var followed = new FollowedCommands(files, static _ => false, budget) { IsByText = true };
            foreach (var step in job.Steps.Where(step => step.Condition is not { IsAfterFailure: true } && !NeverRuns.Is(pipeline, job, step)))
            {
                foreach (var command in followed.Of(step, () => StepSurroundings.Of(pipeline, job, step)))
                {
                    // What an image runs while it is built hands nothing out.
                    if (command.Way is not { IsImage: false } way || IsTried(way.Text) || IsLeftOut(step, command) || WithHanded(command, way) is not { } handed)
                    {
                        continue;
                    }

                    var whole = command.Script.Shell is ShellKind.Posix ? ExpandedWords.Of(handed, command.Surroundings) : handed;
                    var tool = SecurityTools.Of(whole, name => Assignments.ValueFor(command.Command, name, command.Surroundings)) is { } use && use.Types.Any(Attestations.IsAttesting) ? use : null;
                    if (Releasing.Releases.CommandIn(whole) is var (release, verb))
                    {
                        var given = verb.NeedsFiles ? GivenFiles.Of(release, verb, [command.Script], command.Surroundings) : null;
                        if (way.Doubt is null && given is not { Has: false } && !Releasing.Releases.StaysHere(Launchers.Plain(release.Name), command.Command, command.Surroundings, hosts: []))
                        {
                            releases.Add(Releasing.Releases.ReadAs(new Release($"{release.Name} {verb.Name}".TrimEnd(), command.Place, verb.Kind, Launchers.Plain(release.Name), step, job, pipeline), release, verb, command.Standing) with
                            {
                                Doubt = given?.Doubt,
                                Enabled = Releasing.Releases.EnabledBy(command.Surroundings.Value.Variables.Values.Concat(Assignments.In(command.Command.Assignments))),
                                Tool = tool,
                                Way = way,
                            });
                        }

                        continue;
                    }

                    if (tool is not null && way.Doubt is null)
                    {
                        attesters.Add(tool);
                    }
                    else if (tool is not null)
                    {
                        doubtful ??= way.Text;
                    }
                }
            }

            doubtful ??= followed.Unread is [var unread, ..] ? unread.Path : null;
        }

        return new CalledWork(releases.ToImmutable(), attesters.ToImmutable(), doubtful);
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

    private static bool IsLeftOut(Step step, FollowedCommand command)
    {
        var commands = command.Script.Commands;
        for (var index = 0; index < commands.Length; index++)
        {
            if (commands[index].Offset == command.Command.Offset)
            {
                return NeverRuns.Is(step, command.Script, index);
            }
        }

        return false;
    }
}
