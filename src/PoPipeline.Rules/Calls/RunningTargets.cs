using System.Collections.Immutable;
using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Rules.Calls;

/// <summary>What of a file of commands runs, with what that needs.</summary>
/// <param name="files">The files of the repository.</param>
internal sealed class RunningTargets(CommandFileIndex files)
{
    /// <summary>How many targets one call has run at most, as far as they are followed.</summary>
    public const int Most = 200;

    /// <summary>What a call has run, what is needed first; with the file that each stands in.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isCut">Whether there are more than are followed.</param>
    public ImmutableArray<(CommandFile File, CommandTarget Target)> Of(FileCall call, out bool isCut)
    {
        var family = Family(call.File);
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

        isCut = open.Count > 0;
        return found.ToImmutable();
    }

    private static IEnumerable<(CommandFile File, CommandTarget Target)> Asked(FileCall call, ImmutableArray<CommandFile> family)
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
    private static IEnumerable<(CommandFile File, CommandTarget Target)> Named(string name, CommandFile file, ImmutableArray<CommandFile> family)
    {
        var own = file.Targets.Where(target => Is(target, name, file.Kind)).Select(target => (file, target)).ToList();
        if (own.Count > 0)
        {
            return own;
        }

        var others = family.Where(other => !ReferenceEquals(other, file)).SelectMany(other => other.Targets.Where(target => Is(target, name, other.Kind)).Select(target => (other, target))).ToList();
        var last = name[(name.LastIndexOf(':') + 1)..];
        return others.Count > 0 || last.Length == name.Length ? others
            : family.Where(other => !ReferenceEquals(other, file)).SelectMany(other => other.Targets.Where(target => Is(target, last, other.Kind)).Select(target => (other, target)));
    }

    private static bool Is(CommandTarget target, string name, CommandFileKind kind) =>
        target.Name.Equals(name, kind is CommandFileKind.Containerfile ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

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
}
