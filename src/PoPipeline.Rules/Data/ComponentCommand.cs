using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>A command that a component runs: one that its inputs hold, or one that it runs by itself.</summary>
public sealed record ComponentCommand
{
    /// <summary>
    /// The command, with its inputs where they go: <c>cargo {command} {args?}</c>. Without an input there is no command, but with a question mark behind its name, or with what is taken in its place: <c>{command=build}</c>.
    /// <c>{$NAME}</c> is a variable of the environment.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>What its inputs must say for it to be run.</summary>
    public ImmutableArray<InputWords> When { get; init; } = [];

    /// <summary>Lock files of which one must lie where it works; the first command of such that fits is the one that is run. Empty where it does not ask for one.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>Where it is run.</summary>
    public CommandPlace Where { get; init; }
}

/// <summary>What an input says.</summary>
/// <param name="Input">The input.</param>
/// <param name="Values">What it may say, in any case; <c>(none)</c> where it is not given.</param>
public sealed record InputWords(string Input, ImmutableArray<string> Values)
{
    /// <summary>All else that it may say; empty where that is whatever is not among the values. Of what is in neither list is not known what it means.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>Whether it does; null where that is not known.</summary>
    /// <param name="value">Its value; null where it is not given.</param>
    public bool? Hold(string? value)
    {
        var said = value is { Length: > 0 } given ? given.Trim() : "(none)";
        return Values.Contains(said, StringComparer.OrdinalIgnoreCase) ? true
            : Others.IsEmpty || Others.Contains(said, StringComparer.OrdinalIgnoreCase) ? false
            : null;
    }
}

/// <summary>Where a component runs a command.</summary>
public enum CommandPlace
{
    /// <summary>In the workspace, with the environment of the step.</summary>
    Here,

    /// <summary>In the workspace, in a container or a machine of its own, where only what the platform sets is known of the environment.</summary>
    Apart,

    /// <summary>On another machine, or where nothing is known to lie of the workspace.</summary>
    Elsewhere,
}
