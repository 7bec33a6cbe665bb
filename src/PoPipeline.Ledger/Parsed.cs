using System.Diagnostics.CodeAnalysis;

namespace PoPipeline.Ledger;

/// <summary>What came of reading something: a value, or what is wrong with it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Parsed<T>
    where T : class
{
    /// <summary>Holds a value.</summary>
    /// <param name="value">The value.</param>
    public Parsed(T value) => Value = value;

    /// <summary>Holds what is wrong.</summary>
    /// <param name="fault">What is wrong, as a clause: "it is not UTF-8".</param>
    public Parsed(string fault) => Fault = fault;

    /// <summary>The value; null where something is wrong.</summary>
    public T? Value { get; }

    /// <summary>What is wrong, as a clause; null where nothing is.</summary>
    public string? Fault { get; }

    /// <summary>Whether there is a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fault">What is wrong.</param>
    public bool IsValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? fault)
    {
        (value, fault) = (Value, Value is null ? Fault ?? "it was not read" : null);
        return value is not null;
    }
}
