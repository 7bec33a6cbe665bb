using System.Diagnostics.CodeAnalysis;

namespace PoPipeline.InToto;

/// <summary>What came of reading a text: a value, or what is wrong with the text and where.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Reading<T>
    where T : class
{
    private static readonly Fault Unread = new(new Place(1, 1), "it was not read");

    private readonly Fault? fault;

    internal Reading(T value) => Value = value;

    internal Reading(Fault fault) => this.fault = fault;

    /// <summary>The value; null where something is wrong.</summary>
    public T? Value { get; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public Fault? Fault => Value is null ? fault ?? Unread : null;

    /// <summary>Whether there is a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wrong">What is wrong.</param>
    public bool IsValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? wrong)
    {
        (value, wrong) = (Value, Fault);
        return value is not null;
    }

    /// <summary>Reads, and gives what is thrown for a fault as one.</summary>
    /// <param name="read">What reads.</param>
    internal static Reading<T> Of(Func<T> read)
    {
        try
        {
            return new(read());
        }
        catch (FaultException exception)
        {
            return new(exception.Fault);
        }
    }
}
