using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>An input of a component, or an option of a command, that decides what a tool is run for.</summary>
/// <param name="Name">The input, the option, or a word of the command.</param>
/// <param name="Value">The value that it has: a word of several that stand in it with commas or blanks between, a star for any, and <see cref="NotGiven"/> where it is not there.</param>
/// <param name="Types">What the tool is run for then; empty where it is not run for anything.</param>
public sealed record TypeSwitch(string Name, string Value, ImmutableArray<ToolType> Types)
{
    /// <summary>The value of what is not there.</summary>
    public const string NotGiven = "(none)";

    private static readonly char[] Between = [',', ' ', '\n', ';'];

    /// <summary>Whether it is a word of the command alone, such as one of several things that are asked for.</summary>
    public bool IsWord => Value is "*" && Name.Length > 0 && char.IsAsciiLetterLower(Name[0]);

    /// <summary>Whether it fits.</summary>
    /// <param name="value">The value that is given; null where none is.</param>
    public bool Fits(string? value) => Value switch
    {
        NotGiven => string.IsNullOrWhiteSpace(value),
        "*" => !string.IsNullOrWhiteSpace(value),

        // What may be asked for is.
        _ when !Types.IsEmpty && Value.Contains('=', StringComparison.Ordinal) && value is not null && ComputedText.IsIn(value) => ComputedText.Holds(value, Value) is not false,
        _ => value is not null && Array.Exists(value.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), part => part.Equals(Value, StringComparison.OrdinalIgnoreCase)),
    };
}
