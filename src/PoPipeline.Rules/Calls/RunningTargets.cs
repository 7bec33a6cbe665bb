using System.Collections.Immutable;
using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Rules.Calls;

/// <summary>What of a file of commands runs, with what that needs.</summary>
/// <param name="files">The files of the repository.</param>
/// <param name="readings">What they are where variables of them are set.</param>
internal sealed class RunningTargets(CommandFileIndex files, FileReadings readings)
{
    /// <summary>How many targets one call has run at most, as far as they are followed.</summary>
    public const int Most = 200;

    // Each may walk through all targets of a file.
    private const int MostCalls = 2_000;

    // A script may call the same many times.
    private readonly Dictionary<string, Run> known = new(StringComparer.Ordinal);
    private readonly Dictionary<CommandFile, ILookup<string, CommandTarget>> named = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a call has run, what is needed first; with the file that each stands in.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isCut">Whether there are more than are followed.</param>
    public ImmutableArray<(CommandFile File, CommandTarget Target)> Of(FileCall call, out bool isCut)
    {
        var key = $"{call.File.Kind}\n{call.File.Path}\n{string.Join('\n', call.Names)}\n\n{FileReadings.KeyOf(call.Reading)}";
        if (!known.TryGetValue(key, out var run) && known.Count < MostCalls)
        {
            known.Add(key, run = Walked(call));
        }

        isCut = run is null or { IsCut: true };
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
                return new Run([], IsCut: true);
            }

            family.Add(read);
        }

        return Walked(call with { File = family[0] }, family.ToImmutable());
    }

    private Run Walked(FileCall call, ImmutableArray<CommandFile> family)
    {
        var found = ImmutableArray.CreateBuilder<(CommandFile, CommandTarget)>();
        var seen = new HashSet<CommandTarget>(ReferenceEqualityComparer.Instance);
        var open = new Stack<((CommandFile File, CommandTarget Target) Placed, bool IsDone)>();
        foreach (var placed in Asked(call, family).Reverse())
        {
            open.Push((placed, IsDone: false));
        }

        while (open.TryPop(out var next) && found.Count < Most)
        {
            if (next.IsDone)
            {
                found.Add(next.Placed);
            }
            else if (seen.Add(next.Placed.Target))
            {
                open.Push((next.Placed, IsDone: true));
                foreach (var need in next.Placed.Target.Needs.Reverse().SelectMany(name => Named(name, next.Placed.File, family)))
                {
                    open.Push((need, IsDone: false));
                }
            }
        }

        return new Run(found.ToImmutable(), IsCut: open.Count > 0);
    }

    private IEnumerable<(CommandFile File, CommandTarget Target)> Asked(FileCall call, ImmutableArray<CommandFile> family)
    {
        if (call.Names.IsEmpty)
        {
            return call.File.Targets.Where(target => target.IsDefault || call.File.Kind is CommandFileKind.Script).Select(target => (call.File, target));
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
        return others.Count > 0 || last.Length == name.Length ? others : family.Where(other => !ReferenceEquals(other, file)).SelectMany(other => Named(last, other));
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
            foreach (var included in next.Includes.Where(seen.Add).Select(path => files.At(path, file.Kind)).OfType<CommandFile>())
            {
                open.Enqueue(included);
            }
        }

        return all.ToImmutable();
    }

    private sealed record Run(ImmutableArray<(CommandFile File, CommandTarget Target)> Targets, bool IsCut);
}
