using System.Collections.Immutable;

namespace PoPipeline.Configuration;

/// <summary>How a policy may change what it extends: only so that more is demanded.</summary>
internal static class Tighten
{
    /// <summary>Items may be added.</summary>
    public static (ImmutableArray<string> Value, string? Fault) Add(ImmutableArray<string> old, ImmutableArray<string> own) =>
        ([.. old.Union(own, StringComparer.Ordinal)], null);

    /// <summary>Items may be left out, none added.</summary>
    public static (ImmutableArray<string> Value, string? Fault) Remove(ImmutableArray<string> old, ImmutableArray<string> own) =>
        own.Except(old, StringComparer.Ordinal).FirstOrDefault() is { } added ? (old, $"it does not list '{added}'") : (own, null);

    /// <summary>Items may be left out, none added, and one must stay: what needs one would no longer be demanded at all.</summary>
    public static (ImmutableArray<string> Value, string? Fault) RemoveButOne(ImmutableArray<string> old, ImmutableArray<string> own) =>
        own.IsEmpty && !old.IsEmpty ? (old, $"it lists '{old[0]}', this lists nobody") : Remove(old, own);

    /// <summary>A number may rise.</summary>
    public static (double Value, string? Fault) Raise(double old, double own) =>
        own < old ? (old, $"it says {old}, this is less") : (own, null);

    /// <summary>A number may fall.</summary>
    public static (double Value, string? Fault) Lower(double old, double own) =>
        own > old ? (old, $"it says {old}, this is more") : (own, null);

    /// <summary>What is allowed may be forbidden.</summary>
    public static (bool Value, string? Fault) Forbid(bool old, bool own) =>
        own && !old ? (old, "it says false") : (own, null);

    /// <summary>What is said stays as it is.</summary>
    public static (T Value, string? Fault) Keep<T>(T old, T own) =>
        EqualityComparer<T>.Default.Equals(old, own) || EqualityComparer<T>.Default.Equals(old, default) || old is "" ? (own, null) : (old, $"it says '{old}'");
}
