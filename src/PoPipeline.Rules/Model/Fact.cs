namespace PoPipeline.Rules.Model;

/// <summary>
/// Something that needs a permission, a licence or the network to be known: a value, or the reason why it is not known.
/// <c>default</c> is unknown, so that ignorance can never be mistaken for a value.
/// </summary>
/// <typeparam name="T">What is known.</typeparam>
public readonly record struct Fact<T>
{
    private readonly T? value;
    private readonly string? reason;

    private Fact(bool isKnown, T? value, string? reason)
    {
        IsKnown = isKnown;
        this.value = value;
        this.reason = reason;
    }

    /// <summary>Whether the value is known.</summary>
    public bool IsKnown { get; }

    /// <summary>Why the value is not known; empty where it is.</summary>
    public string Reason => IsKnown ? "" : reason ?? "not collected";

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The value is not known.</exception>
    public T Value => IsKnown ? value! : throw new InvalidOperationException($"The fact is not known: {Reason}.");

    /// <summary>A known value.</summary>
#pragma warning disable CA1000 // The two ways to make a fact belong on the fact.
    public static Fact<T> Known(T value) => new(isKnown: true, value, reason: null);

    /// <summary>An unknown value, with a reason that a reader can act upon.</summary>
    public static Fact<T> Unknown(string reason) => new(isKnown: false, value: default, reason);
#pragma warning restore CA1000
}
