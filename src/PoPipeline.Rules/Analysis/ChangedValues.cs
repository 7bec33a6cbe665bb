using System.Collections.Immutable;

namespace PoPipeline.Rules.Analysis;

/// <summary>Values by their keys, which know what was changed since an earlier state of them.</summary>
/// <typeparam name="TKey">What they are called by.</typeparam>
/// <typeparam name="TValue">What they are.</typeparam>
internal sealed class ChangedValues<TKey, TValue>
    where TKey : notnull
{
    private readonly Change? last;

    private ChangedValues(ImmutableDictionary<TKey, TValue> values, Change? last)
    {
        Values = values;
        this.last = last;
    }

    /// <summary>None, of which nothing was changed.</summary>
    public static ChangedValues<TKey, TValue> None { get; } = new(ImmutableDictionary<TKey, TValue>.Empty, last: null);

    /// <summary>The values.</summary>
    public ImmutableDictionary<TKey, TValue> Values { get; }

    /// <summary>The same with another value.</summary>
    /// <param name="key">What it is called by.</param>
    /// <param name="value">The value.</param>
    public ChangedValues<TKey, TValue> With(TKey key, TValue value) => new(Values.SetItem(key, value), new Change(key, last));

    /// <summary>The same without a value.</summary>
    /// <param name="key">What it is called by.</param>
    public ChangedValues<TKey, TValue> Without(TKey key) => new(Values.Remove(key), new Change(key, last));

    /// <summary>The keys of what was changed since, each once.</summary>
    /// <param name="earlier">An earlier state of the same values.</param>
    public HashSet<TKey> ChangedSince(ChangedValues<TKey, TValue> earlier)
    {
        var changed = new HashSet<TKey>();
        for (var change = last; change is not null && !ReferenceEquals(change, earlier.last); change = change.Before)
        {
            changed.Add(change.Key);
        }

        return changed;
    }

    private sealed record Change(TKey Key, Change? Before);
}
