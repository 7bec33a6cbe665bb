using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Configuration;

/// <summary>
/// How one policy may differ from another: only so that more is demanded. In what they say of a policy that extends another, "it" is the
/// extended one and "this" the other; what they say of a change names the branch and the tree.
/// </summary>
internal static class Tighten
{
    /// <summary>Items may be added.</summary>
    public static Demand<ImmutableArray<string>> Add { get; } = AddTo<string>(StringComparer.Ordinal);

    /// <summary>Items may be left out, none added.</summary>
    public static Demand<ImmutableArray<string>> Remove { get; } = new(
        (old, own) => Added(old, own) is { } added ? (old, $"it does not list '{added}'") : (own, null),
        (old, own) => Added(old, own) is { } added ? (old, $"the tree lists '{added}', the branch does not") : (own, null));

    /// <summary>Items may be left out, none added, and one must stay: what needs one would no longer be demanded at all. Where none is, each may come.</summary>
    public static Demand<ImmutableArray<string>> RemoveButOne { get; } = new(
        (old, own) => own.IsEmpty && !old.IsEmpty ? (old, $"it lists '{old[0]}', this lists nobody") : Remove.Extend(old, own),
        (old, own) => old.IsEmpty ? (own, null) : own.IsEmpty ? (old, $"the branch lists '{old[0]}', the tree nobody") : Remove.Change(old, own));

    /// <summary>Items may be added, each of which is asked for, and count once the change is merged: whoever makes it has chosen them.</summary>
    public static Demand<ImmutableArray<string>> AddOnceMerged { get; } = new(
        Add.Extend,
        (old, own) => old.Except(own, StringComparer.Ordinal).FirstOrDefault() is { } missing ? (old, $"the branch lists '{Short(missing)}', the tree does not") : (old, null));

    /// <summary>Items, one of which is enough, may be left out where some are listed, and those of a change count once it is merged.</summary>
    public static Demand<ImmutableArray<string>> OneOfOnceMerged { get; } = new(
        (old, own) => old.IsEmpty ? (own, null) : own.IsEmpty ? (old, null) : Remove.Extend(old, own),
        AddOnceMerged.Change);

    /// <summary>A number may rise, and may be said where none was; not a number is none.</summary>
    public static Demand<double> Raise { get; } = new(
        (old, own) => own < old ? (old, $"it says {old}, this is less") : (own, null),
        (old, own) => double.IsNaN(old) || own >= old ? (own, null) : (old, double.IsNaN(own) ? $"the branch says {old}, the tree nothing" : $"the branch says {old}, the tree {own}"));

    /// <summary>A number may fall.</summary>
    public static Demand<double> Lower { get; } = new(
        (old, own) => own > old ? (old, $"it says {old}, this is more") : (own, null),
        (old, own) => own > old ? (old, $"the branch says {old}, the tree {own}") : (own, null));

    /// <summary>What is allowed may be forbidden.</summary>
    public static Demand<bool> Forbid { get; } = new(
        (old, own) => own && !old ? (old, "it says false") : (own, null),
        (old, own) => own && !old ? (old, "the branch says false, the tree true") : (own, null));

    /// <summary>What is not asked for may be.</summary>
    public static Demand<bool> Ask { get; } = new(
        (old, own) => old && !own ? (old, "it says true") : (own, null),
        (old, own) => old && !own ? (old, "the branch says true, the tree false") : (own, null));

    /// <summary>What is said stays as it is; what was not said may be, but not by a change, since it would say where that change is decided about.</summary>
    public static Demand<string> Keep { get; } = new(KeepSaid, Equal, IsFact: true);

    /// <summary>What is said stays as it is; what was not said may be, and holds once the change is merged.</summary>
    public static Demand<string> KeepSaidText { get; } = new(KeepSaid, (old, own) => old is "" ? (old, null) : Equal(old, own), IsFact: true);

    /// <summary>A policy may say anything, but a change nothing else: what it says decides which demands there are.</summary>
    /// <typeparam name="T">The value.</typeparam>
    public static Demand<T> Same<T>() => new((_, own) => (own, null), Equal, IsFact: true);

    /// <summary>A policy may say anything, and so may a change, but of no run before it is merged: until then, what the branch says holds.</summary>
    /// <typeparam name="T">The value.</typeparam>
    public static Demand<T> OnceMerged<T>() => new((_, own) => (own, null), (old, _) => (old, null));

    /// <summary>Items may be added.</summary>
    /// <typeparam name="T">An item.</typeparam>
    public static Demand<ImmutableArray<T>> AddTo<T>(IEqualityComparer<T>? comparer = null) => new(
        (old, own) => ([.. old.Union(own, comparer)], null),
        (old, own) => old.Except(own, comparer).Select(item => $"{item}").FirstOrDefault() is { } missing
            ? ([.. old.Union(own, comparer)], $"the branch lists '{missing}', the tree does not")
            : (own, null));

    private static string Short(string text)
    {
        const int Longest = 80;
        var line = text.ReplaceLineEndings(" ");
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }

    private static string? Added(ImmutableArray<string> old, ImmutableArray<string> own) => own.Except(old, StringComparer.Ordinal).FirstOrDefault();

    private static (string Value, string? Fault) KeepSaid(string old, string own) => old is "" || old == own ? (own, null) : (old, $"it says '{old}'");

    private static (T Value, string? Fault) Equal<T>(T old, T own) =>
        EqualityComparer<T>.Default.Equals(old, own) ? (own, null) : (old, $"the branch says {Quoted(old)}, the tree {Quoted(own)}");

    private static string Quoted<T>(T value) => value is null or "" or Forge.Unknown ? "nothing" : $"'{(value is Enum ? $"{value}".ToLowerInvariant() : value)}'";
}
