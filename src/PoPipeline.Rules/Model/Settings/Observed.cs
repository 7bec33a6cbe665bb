using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>
/// What a forge says of a setting, in a form that a snapshot keeps: a value, or why it is not known. One without either is unknown, so that ignorance
/// can never be mistaken for a value.
/// </summary>
/// <typeparam name="T">What is known.</typeparam>
public sealed record Observed<T>
    where T : class
{
    /// <summary>The value; null where it is not known.</summary>
    public T? Value { get; init; }

    /// <summary>Why it is not known, as a clause that a reader can act upon: "403: the token lacks the permission 'Administration: read'"; null where it is, or where nobody asked.</summary>
    public string? Why { get; init; }

    /// <summary>Whether there is none, since the plan, the tier or the kind of server has no such thing; <see cref="Why"/> says so.</summary>
    public bool IsUnavailable { get; init; }

    /// <summary>Whether asking failed, so that another run may know it; otherwise this run lacks something, such as a permission.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether the value is known.</summary>
    [JsonIgnore]
    public bool IsKnown => Value is not null;

    /// <summary>Why the value is not known; empty where it is.</summary>
    [JsonIgnore]
    public string Reason => IsKnown ? "" : Why ?? "it was not asked for";

    /// <summary>Something that nobody asked for.</summary>
#pragma warning disable CA1000 // The ways to make one belong on it.
    public static Observed<T> NotAsked { get; } = new();

    /// <summary>A known value.</summary>
    /// <param name="value">The value.</param>
    public static Observed<T> Known(T value) => new() { Value = value };

    /// <summary>A value that is not known, since this run lacks something.</summary>
    /// <param name="why">What, as a clause that a reader can act upon.</param>
    public static Observed<T> Unknown(string why) => new() { Why = why };

    /// <summary>A value that is not known, since asking for it failed.</summary>
    /// <param name="why">How, as a clause.</param>
    public static Observed<T> Failed(string why) => new() { Why = why, HasFailed = true };

    /// <summary>Something that there is none of.</summary>
    /// <param name="why">Why, as a clause: "push rules need GitLab Premium".</param>
    public static Observed<T> Unavailable(string why) => new() { Why = why, IsUnavailable = true };
#pragma warning restore CA1000
}
