using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>The commands that the steps of one job run, with those of the scripts, rules, tasks and images of the repository that they call, each of them once.</summary>
/// <param name="files">The files of commands.</param>
/// <param name="hasLock">Whether a lock file lies at a path, relative to the root.</param>
/// <param name="budget">How much of the pipeline may still be followed for each run of a matrix.</param>
/// <remarks>Where a target is asked for in the same folder, with the same around it, again, it is not followed again: so no circle is.</remarks>
internal sealed class FollowedCommands(CommandFileIndex files, Func<string, bool> hasLock, VariantBudget budget)
{
    private const int MostTargets = 2_000;
    private const int MostDepth = 8;

    private readonly FileCalls calls = new(files);
    private readonly ImageBuildCalls images = new(files);
    private readonly RunningTargets running = new(files, budget.Readings);
    private readonly HashSet<(string Path, Place Target, string? Folder, string Variables)> seen = [];
    private readonly HashSet<(string Path, Place Target, string? Folder, string Variables, string Around)> judged = [];
    private readonly SurroundingsKeys keys = new();

    private const int MostHoles = 50;

    private readonly List<CommandFile> unread = [];
    private readonly List<CommandHole> holes = [];
    private readonly ToldSettings ofJob = new(hasLock);

    /// <summary>Whether what a step says tells one call from another that leads to the same: what is handed to a script is no part of where it leads.</summary>
    public bool IsByText { get; init; }

    /// <summary>Whether a file is followed, too, of which only the run knows whether it is the one that is called.</summary>
    public bool TakesDoubtful { get; init; }

    /// <summary>Whether a command is never run, so that what it calls is not followed from there.</summary>
    public Func<FollowedCommand, bool> IsLeftOut { get; init; } = static _ => false;

    /// <summary>Whether there is more than is followed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The files that are called, or included by such, and could not be read to their end.</summary>
    public IReadOnlyList<CommandFile> Unread => unread;

    /// <summary>Where what is run cannot be followed, each place once.</summary>
    public IReadOnlyList<CommandHole> Holes => holes;

    /// <summary>The commands of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="around">What stands around its own commands.</param>
    public IEnumerable<FollowedCommand> Of(Step step, Func<InstallSurroundings> around)
    {
        // What a checkout finds there and the repository has not, it takes away.
        if (step.Checkout is { } checkout)
        {
            ofJob.Forget(StandingFolder.Below("", checkout.Directory ?? ".") ?? "");
        }

        var end = step.Condition is { OnDefaultBranch: not Holding.Always } or { OnProposals: not Holding.Always } or { OnReleases: not Holding.Always } ? ofJob.Fork() : null;
        foreach (var command in OfStep(step, around))
        {
            yield return command;
        }

        end?.Invoke();
    }

    private IEnumerable<FollowedCommand> OfStep(Step step, Func<InstallSurroundings> around)
    {
        foreach (var own in StepCommands.Of(step, hasLock, new Lazy<InstallSurroundings>(around), budget))
        {
            var surroundings = own.Where is CommandPlace.Apart ? new Lazy<InstallSurroundings>(() => Apart(around())) : new Lazy<InstallSurroundings>(around);
            foreach (var command in In(own.Script, new StandingFolder(own.Folder), surroundings, ofJob, way: null, own))
            {
                yield return command;
            }
        }

        if (ContainerWords.ScriptOf(step) is { } words)
        {
            foreach (var command in In(words, new StandingFolder(step.WorkingDirectory?.Value), new Lazy<InstallSurroundings>(around), ofJob, way: null))
            {
                yield return command;
            }
        }

        if (step.Uses is not { } uses)
        {
            yield break;
        }

        foreach (var call in images.Of(step, new Lazy<InstallSurroundings>(around)))
        {
            foreach (var command in Called(call, new Lazy<InstallSurroundings>(around), ofJob, uses.Text, uses.Span, above: null, doubt: null))
            {
                yield return command;
            }
        }
    }

    // Whether a variable is handed on into a machine of its own is not known; what the platform sets, such machines have.
    private static InstallSurroundings Apart(InstallSurroundings around)
    {
        var variables = around.Variables.ToBuilder();
        foreach (var variable in around.Variables.Values)
        {
            if (variable.Span is not null)
            {
                variables[variable.Name] = variable with { Value = null };
            }
        }

        return around with { Variables = variables.ToImmutable() };
    }

    private IEnumerable<FollowedCommand> In(Script script, StandingFolder standing, Lazy<InstallSurroundings> around, ToldSettings told, CallWay? way, StepCommand? own = null)
    {
        var doubt = way is null ? own?.Doubt : way.Doubt;
        var surroundings = new ScriptSurroundings(around);
        var walk = told.Through(script);
        for (var index = 0; index < script.Commands.Length; index++)
        {
            var written = script.Commands[index];
            surroundings.Take(written);
            var command = StartedProgram.Of(written, script.Shell, surroundings.OfShell);
            standing.Take(command, surroundings.OfShell);
            if (command.Name is "export")
            {
                continue;
            }

            walk.Take(command, standing);
            if (way is { File.Kind: CommandFileKind.Make or CommandFileKind.Just or CommandFileKind.Task } && IsOpen(command))
            {
                AddHole(new CommandHole($"{way.File.Path}#{way.Target.Name}", $"what line {script.PlaceOf(command.Offset, command.Length).Region.StartLine} runs is only known while the pipeline runs", standing.Now));
            }

            var one = new FollowedCommand(script, command, standing, told.Around(surroundings.Now, standing), way) { Index = index, By = own?.By, Doubt = doubt };
            yield return one;
            if (files.IsEmpty)
            {
                continue;
            }

            // Where the script stands must not move while its calls are followed.
            foreach (var call in calls.Of(command, standing, surroundings.Now).Where(call => (call.Doubt is null || TakesDoubtful) && !IsLeftOut(one)).ToList())
            {
                var (text, from) = way is null ? (script.Text.Substring(command.Offset, command.Length), script.PlaceOf(command.Offset, command.Length)) : (way.Text, way.From);
                foreach (var followed in Called(call, surroundings.Now, told, text, from, way, doubt ?? call.Doubt))
                {
                    yield return followed;
                }
            }
        }

        walk.End();
    }

    private IEnumerable<FollowedCommand> Called(FileCall call, Lazy<InstallSurroundings> around, ToldSettings told, string text, Place from, CallWay? above, Doubt? doubt)
    {
        // Behind the last one that is followed each call would be looked at for nothing.
        if (seen.Count > MostTargets)
        {
            IsCut = true;
            yield break;
        }

        var depth = (above?.Depth ?? 0) + 1;
        var handed = above?.Told ?? [];
        if (call.File.Kind is CommandFileKind.Make)
        {
            call = call with { Told = handed.AddRange(call.Told) };
            handed = call.Told;
        }

        var family = running.Family(call.File);
        call = call with { Reading = ReadingOf(call, family, around) };
        foreach (var part in family)
        {
            if (part.Unreadable is not null && !unread.Contains(part))
            {
                unread.Add(part);
            }
        }

        var targets = running.Of(call, out var isCut, out var missing);
        foreach (var target in missing)
        {
            AddHole(HoleOf(call, target, text));
        }

        IsCut |= isCut || (depth > MostDepth && !targets.IsEmpty);
        if (depth > MostDepth)
        {
            yield break;
        }

        var isImage = call.File.Kind is CommandFileKind.Containerfile;
        var reading = FileReadings.KeyOf(call.Reading);
        foreach (var (file, target) in targets)
        {
            var variables = string.Join('\n', call.Variables.AddRange(call.Told).Select(variable => $"{variable.Name}={variable.Value}").Append(reading));
            var isNew = seen.Add((file.Path, target.Span, call.Folder, variables));
            if (seen.Count > MostTargets)
            {
                IsCut = true;
                yield break;
            }

            // What the machine has in its files, and its environment, an image has not.
            var own = isImage ? new ToldSettings(hasLock) : told;
            var outer = isImage ? InstallSurroundings.None : around.Value;
            if (!judged.Add((file.Path, target.Span, call.Folder, variables, $"{keys.Of(outer.Variables)}\n{own.Key}{(IsByText ? $"\n{text}\n{doubt?.Why}" : "")}")))
            {
                continue;
            }

            // The same with something else around it may install otherwise.
            if (!isNew && !budget.TakeAgain(target.Texts.Sum(part => 1 + part.Script.Commands.Length)))
            {
                IsCut = true;
                continue;
            }

            var inside = new Lazy<InstallSurroundings>(() => Inside(outer, file.Kind, call.Variables, target.Variables, file.Kind is CommandFileKind.Make ? call.Told : []));
            var way = new CallWay(text, from, file, target, depth, isImage || above is { IsImage: true }) { Doubt = doubt, Told = isImage ? [] : handed, IsSourced = call.IsSourced };
            foreach (var command in target.Texts.SelectMany(part => In(part.Script, StartOf(call, file, target, part), inside, own, way)))
            {
                yield return command;
            }
        }
    }

    // What stands in place of a whole command, or of the program that something is to be installed with.
    private static bool IsOpen(Command command) =>
        command is { Name: "", Words: [{ Literal: false } program, .. var rest] } && Invocation.IsComputed(program)
        && (rest.IsEmpty ? command.Assignments.IsEmpty : rest[0].Text is "install" or "ci" or "i" or "sync" or "restore" or "add" or "update");

    private static CommandHole HoleOf(FileCall call, MissingTarget target, string text)
    {
        var why = target.IsComputed ? $"what '{WorkspaceRun.Shorten(text)}' asks of it is only known while the pipeline runs"
            : target.Unread is { } part ? $"{(target.Name.Length == 0 ? "what it runs" : $"'{target.Name}'")} may stand in '{part}', which it includes and which is not read here"
            : $"'{WorkspaceRun.Shorten(text)}' asks for '{target.Name}', which no file has that is read here";
        return new CommandHole(target.Name.Length == 0 ? call.File.Path : $"{call.File.Path}#{target.Name}", why, call.Folder);
    }

    private void AddHole(CommandHole hole)
    {
        if (holes.Count < MostHoles && !holes.Contains(hole))
        {
            holes.Add(hole);
        }
    }

    private static StandingFolder StartOf(FileCall call, CommandFile file, CommandTarget target, CommandText text) => file.Kind switch
    {
        CommandFileKind.Containerfile => StandingFolder.InImage(text.Folder ?? "/", path => InContext(call.Folder, target.Copied, path)),
        _ when text.Folder is { } named => StandingFolder.At(StandingFolder.Below(RepositoryPath.FolderOf(file.Path), named), file.Path),
        _ => StandingFolder.At(call.Folder, file.Path),
    };

    // What was put there last counts, of the places that lie around it the nearest.
    private static string? InContext(string? context, ImmutableArray<CopiedFolder> copied, string path)
    {
        var from = copied.Where(one => one.To is "/" || path == one.To || path.StartsWith($"{one.To}/", StringComparison.Ordinal)).Reverse().MaxBy(one => one.To.Length);
        if (from is null || context is null)
        {
            return null;
        }

        var rest = path[from.To.Length..].TrimStart('/');
        return StandingFolder.Below(StandingFolder.Below(context, from.From.Length == 0 ? "." : from.From), rest.Length == 0 ? "." : rest);
    }

    // What decides what the file means; most files ask for nothing that anybody sets.
    private static ToldVariables ReadingOf(FileCall call, ImmutableArray<CommandFile> family, Lazy<InstallSurroundings> around)
    {
        var reading = ToldVariables.None;
        foreach (var part in family)
        {
            if (part.With is null)
            {
                continue;
            }

            foreach (var name in part.Asks)
            {
                var told = call.Told.LastOrDefault(variable => variable.Name == name) ?? (call.IsEnvironmentFirst ? InEnvironment(call, around, name) : null);
                reading = told is null ? reading : reading with { CommandLine = reading.CommandLine.SetItem(name, told.Value) };
            }

            foreach (var name in part.AsksEnvironment)
            {
                reading = InEnvironment(call, around, name) is { } set ? reading with { Environment = reading.Environment.SetItem(name, set.Value) } : reading;
            }
        }

        return reading;
    }

    private static ToolSetting? InEnvironment(FileCall call, Lazy<InstallSurroundings> around, string name) =>
        call.Variables.LastOrDefault(variable => variable.Name == name) ?? around.Value.Variables.GetValueOrDefault(name);

    // What make is told goes before what its file says, and Task takes what its file says only where nobody says it outside; everywhere else the file comes last.
    private static InstallSurroundings Inside(InstallSurroundings around, CommandFileKind kind, ImmutableArray<ToolSetting> set, ImmutableArray<ToolSetting> own, ImmutableArray<ToolSetting> told)
    {
        if (set.IsEmpty && own.IsEmpty && told.IsEmpty)
        {
            return around;
        }

        var variables = around.Variables.ToBuilder();
        own = kind is CommandFileKind.Task ? [.. own.Where(variable => !variables.ContainsKey(variable.Name))] : own;
        foreach (var variable in (kind is CommandFileKind.Make or CommandFileKind.Task ? own.AddRange(set) : set.AddRange(own)).AddRange(told))
        {
            variables[variable.Name] = variable;
        }

        return around with { Variables = variables.ToImmutable() };
    }
}
