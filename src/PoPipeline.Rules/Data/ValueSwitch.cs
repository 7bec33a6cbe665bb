using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>An input of a component, an option or a word of a command, or a variable of its environment, with the values that count.</summary>
/// <param name="Name">The input, the option or the word; a variable with a dollar sign before it.</param>
/// <param name="Values">
/// Values of which it has one: a word of several that stand in it with commas or blanks between, several with commas between for one word that has them all, a star for any, alone or for all before a dot,
/// <see cref="NotGiven"/> where it is not there, and what stands behind an exclamation mark for all that is no such value.
/// </param>
public sealed record ValueSwitch(string Name, ImmutableArray<string> Values)
{
    /// <summary>The value of what is not there.</summary>
    public const string NotGiven = "(none)";

    private static readonly char[] Between = [' ', '\n', ';'];

    /// <summary>Whether it fits.</summary>
    /// <param name="value">The value that is given; null where none is.</param>
    public bool Fits(string? value) => Values.Any(expected => Fits(expected, value));

    /// <summary>Whether a value is one that counts.</summary>
    /// <param name="expected">The one that counts.</param>
    /// <param name="value">The value that is given; null where none is.</param>
    public static bool Fits(string expected, string? value) => expected switch
    {
        NotGiven => string.IsNullOrWhiteSpace(value),
        "*" => !string.IsNullOrWhiteSpace(value),

        // What the run may decide otherwise is not so.
        ['!', .. var other] => !Fits(other, value) && (value is null || ComputedText.Holds(value, other) is false),
        _ => value is not null && Array.Exists(ComputedText.WithHoles(value).Split(Between, StringSplitOptions.RemoveEmptyEntries), word => Has(PartsOf(word), PartsOf(expected))),
    };

    // What Bake is told of a target of any name: app.attest=type=provenance.
    private static bool Has(string[] parts, string[] expected) =>
        Array.TrueForAll(expected, one => one is ['*', '.', ..] ? Array.Exists(parts, part => part.EndsWith(one[1..], StringComparison.OrdinalIgnoreCase)) : parts.Contains(one, StringComparer.OrdinalIgnoreCase));

    private static string[] PartsOf(string word) => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What has a component do nothing of what it does otherwise.</summary>
/// <param name="All">What must fit, all of it.</param>
public sealed record IdleCase(ImmutableArray<ValueSwitch> All)
{
    /// <summary>Whether it does.</summary>
    /// <param name="valueOf">Gives the value of an input, an option or a variable; null where none is given.</param>
    public bool Holds(Func<string, string?> valueOf) => All.All(one => one.Fits(valueOf(one.Name)));
}
