using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>An input that decides something.</summary>
/// <param name="Input">The input.</param>
/// <param name="Is">What its value must be.</param>
public sealed record InputSwitch(string Input, InputCondition Is)
{
    /// <summary>The part of the value that <see cref="InputCondition.With"/> asks for; null where nothing asks for one.</summary>
    public string? Part { get; init; }

    /// <summary>Whether it is.</summary>
    /// <param name="valueOf">Gives the value of an input; null where none is given.</param>
    public bool Holds(Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        var value = valueOf(Input)?.Trim();
        return Is switch
        {
            InputCondition.Given => value is not null,
            InputCondition.Set => value is { Length: > 0 } && !IsWord(value, "false"),
            InputCondition.NotFalse => !IsWord(value, "false"),
            InputCondition.With => Part is { } part && value?.Contains(part, StringComparison.OrdinalIgnoreCase) is true,
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
}

/// <summary>What a component does by one of its inputs.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="When">The input.</param>
public sealed record InputEffect(StepEffects Effect, InputSwitch When);

/// <summary>What a component signs or attests by one of its inputs.</summary>
/// <param name="For">What it signs or attests.</param>
/// <param name="When">The input.</param>
public sealed record InputVouching(ReleaseKind For, InputSwitch When);
