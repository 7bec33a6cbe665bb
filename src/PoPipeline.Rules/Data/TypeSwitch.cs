using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>An input of a component, or an option of a command, that decides what a tool is run for.</summary>
/// <param name="Name">The input, the option, or a word of the command.</param>
/// <param name="Value">The value that it has, as <see cref="ValueSwitch"/> reads it.</param>
/// <param name="Types">What the tool is run for then; empty where it is not run for anything.</param>
public sealed record TypeSwitch(string Name, string Value, ImmutableArray<ToolType> Types)
{
    /// <summary>The value of what is not there.</summary>
    public const string NotGiven = ValueSwitch.NotGiven;

    /// <summary>Whether it is a word of the command alone, such as one of several things that are asked for.</summary>
    public bool IsWord => Value is "*" && Name.Length > 0 && char.IsAsciiLetterLower(Name[0]);

    /// <summary>Whether it fits.</summary>
    /// <param name="value">The value that is given; null where none is.</param>
    public bool Fits(string? value) =>

        // What may be asked for is.
        !Types.IsEmpty && Value.Contains('=', StringComparison.Ordinal) && value is not null && ComputedText.IsIn(value)
            ? ComputedText.Holds(value, Value) is not false
            : ValueSwitch.Fits(Value, value);
}
