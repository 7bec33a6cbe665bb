using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>An input that decides something.</summary>
/// <param name="Input">The input.</param>
/// <param name="Is">What its value must be.</param>
public sealed record InputSwitch(string Input, InputCondition Is)
{
    /// <summary>The part of the value that <see cref="InputCondition.With"/> asks for; null where nothing asks for one.</summary>
    public string? Part { get; init; }

    /// <summary>Whether it is, as it is written: a value that only the run knows is none of the words that are asked for.</summary>
    /// <param name="valueOf">Gives the value of an input; null where none is given.</param>
    public bool Holds(Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        return Answer(valueOf(Input)) ?? Is is InputCondition.NotFalse or InputCondition.NotTrue or InputCondition.Without;
    }

    /// <summary>Whether it is; null where only the run knows.</summary>
    /// <param name="inputs">The inputs.</param>
    public bool? Answer(ImmutableArray<Setting> inputs)
    {
        var given = inputs.FirstOrDefault(input => input.Name.Equals(Input, StringComparison.OrdinalIgnoreCase));
        if (given is null or { Choices.IsEmpty: true })
        {
            return Answer(given?.Value);
        }

        var first = Answer(given.Choices[0]);
        return given.Choices.All(choice => Answer(choice) == first) ? first : null;
    }

    private bool? Answer(string? written)
    {
        var value = written?.Trim();
        return Is switch
        {
            InputCondition.Given => value is not null,
            InputCondition.Set => value is { Length: > 0 } && !IsWord(value, "false"),
            InputCondition.Computed => value is not null && ComputedText.IsIn(value),
            InputCondition.With => Part is null || value is null ? false : ComputedText.Holds(value, Part),
            _ when value is not null && ComputedText.IsIn(value) => null,
            InputCondition.Without => Part is null || value is null ? true : !ComputedText.Holds(value, Part),
            InputCondition.NotFalse => !IsWord(value, "false"),
            InputCondition.NotTrue => !IsWord(value, "true"),
            _ => IsWord(value, "true"),
        };
    }

    private static bool IsWord(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the value of an input must be.</summary>
public enum InputCondition
{
    /// <summary>Anything: it is there.</summary>
    Given,

    /// <summary>Neither nothing nor false.</summary>
    Set,

    /// <summary>Anything but false, or not there.</summary>
    NotFalse,

    /// <summary>Anything but true, or not there.</summary>
    NotTrue,

    /// <summary>True.</summary>
    True,

    /// <summary>It holds a part.</summary>
    With,

    /// <summary>It does not hold a part, or is not there.</summary>
    Without,

    /// <summary>A part of it is known to the run alone.</summary>
    Computed,
}

/// <summary>What a component does by one of its inputs.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="When">The input.</param>
public sealed record InputEffect(StepEffects Effect, InputSwitch When);

/// <summary>What a component signs or attests by one of its inputs.</summary>
/// <param name="For">What it signs or attests.</param>
/// <param name="When">The input.</param>
public sealed record InputVouching(ReleaseKind For, InputSwitch When);
