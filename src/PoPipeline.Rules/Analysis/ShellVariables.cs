using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Analysis;

/// <summary>The variables of a shell at one place of a script.</summary>
internal sealed class ShellVariables
{
    private readonly ChangedValues<string, ToolSetting?> changes;

    private ShellVariables(ImmutableDictionary<string, ToolSetting> handed, ImmutableDictionary<string, ToolSetting> own, ChangedValues<string, ToolSetting?> changes, bool isStarted)
    {
        Handed = handed;
        Own = own;
        this.changes = changes;
        IsStarted = isStarted;
    }

    /// <summary>Nothing was set yet, and what stands around the script was not worked out.</summary>
    public static ShellVariables None { get; } = new(ImmutableDictionary<string, ToolSetting>.Empty, ImmutableDictionary<string, ToolSetting>.Empty, ChangedValues<string, ToolSetting?>.None, isStarted: false);

    /// <summary>Those that programs see which the shell starts, by name.</summary>
    public ImmutableDictionary<string, ToolSetting> Handed { get; }

    /// <summary>Those that the shell sees itself, by name.</summary>
    public ImmutableDictionary<string, ToolSetting> Own { get; }

    /// <summary>Whether what stands around the script is among them.</summary>
    public bool IsStarted { get; }

    /// <summary>Those at the beginning of a script.</summary>
    /// <param name="around">What stands around it.</param>
    public static ShellVariables Of(ImmutableDictionary<string, ToolSetting> around) => new(around, around, ChangedValues<string, ToolSetting?>.None, isStarted: true);

    /// <summary>The same with another one.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="isExported">Whether programs see it.</param>
    public ShellVariables With(ToolSetting variable, bool isExported) =>
        new(isExported ? Handed.SetItem(variable.Name, variable) : Handed.Remove(variable.Name), Own.SetItem(variable.Name, variable), changes.With(variable.Name, variable), IsStarted);

    /// <summary>The same without one.</summary>
    /// <param name="name">Its name.</param>
    public ShellVariables Without(string name) => new(Handed.Remove(name), Own.Remove(name), changes.With(name, value: null), IsStarted);

    /// <summary>These, behind branches that may have been run.</summary>
    /// <param name="ends">Those at the end of each.</param>
    public ShellVariables Joined(IReadOnlyList<ShellVariables> ends)
    {
        var joined = this;
        foreach (var name in ends.SelectMany(end => end.changes.ChangedSince(changes)).ToHashSet(StringComparer.Ordinal))
        {
            var before = Own.GetValueOrDefault(name)?.Value;
            var isSame = ends.All(end => end.Own.ContainsKey(name) == Own.ContainsKey(name) && end.Own.GetValueOrDefault(name)?.Value == before && end.Handed.ContainsKey(name) == Handed.ContainsKey(name));
            if (!isSame)
            {
                joined = joined.With(new ToolSetting(name, Value: null), Handed.ContainsKey(name) || ends.Any(end => end.Handed.ContainsKey(name)));
            }
        }

        return joined;
    }

    /// <summary>These, behind what changes some in the way that others were changed.</summary>
    /// <param name="before">Others.</param>
    /// <param name="behind">What they became.</param>
    public ShellVariables Changed(ShellVariables before, ShellVariables behind)
    {
        var changed = this;
        foreach (var name in behind.changes.ChangedSince(before.changes))
        {
            changed = behind.Own.GetValueOrDefault(name) is { } variable ? changed.With(variable, behind.Handed.ContainsKey(name)) : changed.Without(name);
        }

        return changed;
    }
}
