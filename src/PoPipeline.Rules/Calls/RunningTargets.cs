using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Rules.Calls;

/// <summary>What of a file of commands runs, with what that needs.</summary>
/// <param name="files">The files of the repository.</param>
/// <param name="readings">What they are where variables of them are set.</param>
internal sealed class RunningTargets(CommandFileIndex files, FileReadings readings)
{
    /// <summary>How many targets one call has run at most, as far as they are followed.</summary>
    public const int Most = 200;

    private const int MostMissing = 10;

    // Each may walk through all targets of a file.
    private const int MostCalls = 2_000;

    // Of all calls together, which may each walk down a chain of thousands before the first of it is done.
    private const int MostSteps = 200_000;

    // A script may call the same many times.
    private readonly Dictionary<string, Run> known = new(StringComparer.Ordinal);
    private readonly Dictionary<CommandFile, ILookup<string, CommandTarget>> named = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CommandFile, List<CommandTarget>> patterns = new(ReferenceEqualityComparer.Instance);
    private int steps;

    /// <summary>What a call has run, what is needed first; with the file that each stands in.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isCut">Whether there are more than are followed.</param>
    /// <param name="missing">What is asked for that no file has which is read here.</param>
    public ImmutableArray<(CommandFile File, CommandTarget Target)> Of(FileCall call, out bool isCut, out ImmutableArray<MissingTarget> missing)
    {
        var key = $"{call.File.Kind}\n{call.File.Path}\n{string.Join('\n', call.Names)}\n\n{FileReadings.KeyOf(call.Reading)}";
        if (!known.TryGetValue(key, out var run) && known.Count < MostCalls)
        {
            known.Add(key, run = Walked(call));
        }

        isCut = run is null or { IsCut: true };
        missing = run?.Missing ?? [];
        return run?.Targets ?? [];
    }

    private Run Walked(FileCall call)
    {
        var family = ImmutableArray.CreateBuilder<CommandFile>();
        foreach (var part in Family(call.File))
        {
            var isPart = !ReferenceEquals(part, call.File);
            if (readings.Of(part, isPart ? call.Reading with { IsPart = true } : call.Reading) is not { } read)
            {
                return new Run([], IsCut: true, []);
            }

            family.Add(read);
        }

        return Walked(call with { File = family[0] }, family.ToImmutable());
    }

    private Run Walked(FileCall call, ImmutableArray<CommandFile> family)
    {
        var found = ImmutableArray.CreateBuilder<(CommandFile, CommandTarget)>();
        var missing = ImmutableArray.CreateBuilder<MissingTarget>();
        var unread = new Lazy<string?>(() => family.SelectMany(Unread).FirstOrDefault());
        var seen = new HashSet<CommandTarget>(ReferenceEqualityComparer.Instance);
        var open = new Stack<((CommandFile File, CommandTarget Target) Placed, bool IsDone)>();
        foreach (var placed in Asked(call, family).Reverse())
        {
            open.Push((placed, IsDone: false));
        }

        if (call.File.Kind is CommandFileKind.Make or CommandFileKind.Just or CommandFileKind.Task)
        {
            missing.AddRange(call.Names.Where(name => !Named(name, call.File, family).Any()).Select(name => new MissingTarget(name, unread.Value)).Where(target => !target.IsComputed || Installs(family)));
            if (call.Names.IsEmpty && open.Count == 0 && unread.Value is { } part)
            {
                missing.Add(new MissingTarget("", part));
            }
        }

        while (found.Count < Most && steps < MostSteps && open.TryPop(out var next))
        {
            steps++;
            if (next.IsDone)
            {
                found.Add(next.Placed);
            }
            else if (seen.Add(next.Placed.Target))
            {
                open.Push((next.Placed, IsDone: true));
                foreach (var name in next.Placed.Target.Needs.Reverse())
                {
                    var needed = Named(name, next.Placed.File, family).ToList();
                    needed.ForEach(need => open.Push((need, IsDone: false)));

                    // Most of what no rule makes are files that lie there.
                    if (needed.Count == 0 && name.AsSpan().IndexOfAny("./$%") < 0 && unread.Value is { } part)
                    {
                        missing.Add(new MissingTarget(name, part));
                    }
                }
            }
        }

        return new Run(found.ToImmutable(), IsCut: open.Count > 0, [.. missing.Distinct().Take(MostMissing)]);
    }

    private IEnumerable<(CommandFile File, CommandTarget Target)> Asked(FileCall call, ImmutableArray<CommandFile> family)
    {
        if (call.Names.IsEmpty)
        {
            var own = call.File.Targets.Where(target => target.IsDefault || call.File.Kind is CommandFileKind.Script).Select(target => (call.File, target)).ToList();

            // A file of make that has nothing itself is what it includes.
            return own.Count > 0 || call.File.Kind is not CommandFileKind.Make ? own
                : family.SelectMany(part => part.Targets.Where(target => target.IsDefault).Select(target => (part, target))).Take(1);
        }

        return call.Names.SelectMany(name => Named(name, call.File, family)).Concat(call.File.Kind is CommandFileKind.Tox ? Unlisted(call) : []);
    }

    // An environment that no section describes is that of all others.
    private static IEnumerable<(CommandFile File, CommandTarget Target)> Unlisted(FileCall call) =>
        call.Names.Any(name => name.StartsWith("py", StringComparison.Ordinal) && call.File.Targets.All(target => target.Name != name))
            ? call.File.Targets.Where(target => target.IsDefault && target.Name.StartsWith("py", StringComparison.Ordinal)).Take(1).Select(target => (call.File, target))
            : [];

    // Of one name the file itself goes before what it includes; an included task may be called behind the name of the file: docs:build.
    private IEnumerable<(CommandFile File, CommandTarget Target)> Named(string name, CommandFile file, ImmutableArray<CommandFile> family)
    {
        var own = Named(name, file);
        if (own.Count > 0)
        {
            return own;
        }

        var others = family.Where(other => !ReferenceEquals(other, file)).SelectMany(other => Named(name, other)).ToList();
        var last = name[(name.LastIndexOf(':') + 1)..];
        if (others.Count == 0 && family.Select(other => Patterned(name, other)).FirstOrDefault(patterned => patterned.Count > 0) is { } fitting)
        {
            return fitting;
        }

        if (others.Count == 0 && file.Kind is CommandFileKind.Task && last.Length == name.Length)
        {
            // The name of an included file alone is what runs there where nobody names anything.
            var parts = family.Where(other => !ReferenceEquals(other, file)).ToList();
            return (parts is [var only] ? [only] : parts.FindAll(other => RepositoryPath.FolderOf(other.Path).Split('/')[^1] == name)).SelectMany(other => Named("default", other));
        }

        return others.Count > 0 || last.Length == name.Length ? others : family.Where(other => !ReferenceEquals(other, file)).SelectMany(other => Named(last, other));
    }

    private static bool Installs(ImmutableArray<CommandFile> family) =>
        family.SelectMany(file => file.Targets).SelectMany(target => target.Texts).SelectMany(text => text.Script.Commands).Any(command => !InstallCommands.Of(command, InstallSurroundings.None).IsEmpty);

    // What no rule makes by its name the first pattern does: install-% of make, install:* of Task.
    private List<(CommandFile File, CommandTarget Target)> Patterned(string name, CommandFile file)
    {
        var mark = file.Kind switch { CommandFileKind.Make => '%', CommandFileKind.Task => '*', _ => '\0' };
        if (mark == '\0')
        {
            return [];
        }

        if (!patterns.TryGetValue(file, out var all))
        {
            patterns.Add(file, all = [.. file.Targets.Where(target => target.Name.Contains(mark, StringComparison.Ordinal))]);
        }

        foreach (var target in all)
        {
            var at = target.Name.IndexOf(mark, StringComparison.Ordinal);
            if (name.Length >= target.Name.Length && name.StartsWith(target.Name[..at], StringComparison.Ordinal) && name.EndsWith(target.Name[(at + 1)..], StringComparison.Ordinal))
            {
                return [(file, target)];
            }
        }

        return [];
    }

    private List<(CommandFile File, CommandTarget Target)> Named(string name, CommandFile file)
    {
        if (!named.TryGetValue(file, out var targets))
        {
            named.Add(file, targets = file.Targets.ToLookup(target => target.Name, file.Kind is CommandFileKind.Containerfile ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal));
        }

        return [.. targets[name].Select(target => (file, target))];
    }

    /// <summary>A file and those that it includes, as far as they are followed.</summary>
    /// <param name="file">The file.</param>
    public ImmutableArray<CommandFile> Family(CommandFile file)
    {
        if (file.Includes.IsEmpty)
        {
            return [file];
        }

        var all = ImmutableArray.CreateBuilder<CommandFile>();
        var seen = new HashSet<string>([file.Path], StringComparer.Ordinal);
        var open = new Queue<CommandFile>([file]);
        while (open.TryDequeue(out var next) && all.Count < Most)
        {
            all.Add(next);
            foreach (var included in next.Includes.SelectMany(path => Included(path, file.Kind)))
            {
                if (seen.Add(included.Path))
                {
                    open.Enqueue(included);
                }
            }
        }

        return all.ToImmutable();
    }

    // A star stands for all of a folder that fit.
    private IEnumerable<CommandFile> Included(string path, CommandFileKind kind)
    {
        var end = path.LastIndexOf('/') + 1;
        return files.At(path, kind) is { } only ? [only]
            : path.IndexOf('*', end) < 0 || path.AsSpan(0, end).Contains('*') ? []
            : files.In(RepositoryPath.FolderOf(path), kind).Where(file => new StarPattern(path).Matches(file.Path));
    }

    // What it includes and is not to be read here.
    private IEnumerable<string> Unread(CommandFile file) => file.Includes.Where(path => !Included(path, file.Kind).Any());

    private sealed record Run(ImmutableArray<(CommandFile File, CommandTarget Target)> Targets, bool IsCut, ImmutableArray<MissingTarget> Missing);
}
