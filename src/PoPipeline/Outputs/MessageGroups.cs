using System.Collections.Immutable;

namespace PoPipeline.Outputs;

/// <summary>Brings together what is said with the same words.</summary>
internal static class MessageGroups
{
    // A message of ours has a handful; one in which others quoted hundreds costs no more than that.
    private const int NamesTried = 8;

    /// <summary>Groups by texts that are the same but for one name, in the order of the first of each.</summary>
    /// <remarks>Two names that differ say together what neither says beside a place, so that such messages are said themselves.</remarks>
    public static ImmutableArray<MessageGroup<T>> Of<T>(IEnumerable<T> items, Func<T, string> text)
    {
        var alike = items.Select((item, index) => new Taken<T>(item, index, MessageParts.Of(text(item)))).GroupBy(taken => KeyOf(taken.Parts.Texts), StringComparer.Ordinal);
        var groups = new List<List<Taken<T>>>();
        foreach (var group in alike)
        {
            groups.AddRange(ByOneName([.. group]));
        }

        groups.Sort(static (one, other) => one[0].Index.CompareTo(other[0].Index));
        return [.. groups.Select(Merge)];
    }

    /// <summary>Groups by texts that are the same.</summary>
    public static ImmutableArray<MessageGroup<T>> Same<T>(IEnumerable<T> items, Func<T, string> text) =>
        [.. items.GroupBy(text, StringComparer.Ordinal).Select(group => new MessageGroup<T>(group.Key, [.. group.Select(item => new NamedItem<T>(item, ""))]))];

    // With their lengths, since no character is none of a message.
    private static string KeyOf(ImmutableArray<string> texts) => string.Concat(texts.Select(text => $"{text.Length}:{text}"));

    // The name that may differ is the one that leaves the fewest groups, and of several such names the first.
    private static List<List<Taken<T>>> ByOneName<T>(List<Taken<T>> alike)
    {
        var names = alike[0].Parts.Names.Length;
        var best = Split(alike, 0);
        for (var slot = 1; slot < Math.Min(names, NamesTried) && best.Count > 1; slot++)
        {
            var other = Split(alike, slot);
            best = other.Count < best.Count ? other : best;
        }

        return best;
    }

    private static List<List<Taken<T>>> Split<T>(List<Taken<T>> alike, int slot) =>
        [.. alike.GroupBy(taken => KeyBut(taken.Parts.Names, slot), StringComparer.Ordinal).Select(group => group.ToList())];

    // What says the name again, or its tag, differs with it. A number is no name.
    private static string KeyBut(ImmutableArray<string> names, int slot) =>
        string.Concat(names.Select((name, index) => index == slot || SaysAgain(name, names[slot]) ? Blank(name) : $"{name.Length}:{name}"));

    private static bool SaysAgain(string name, string other) => name == other || IsTagOf(name.Trim('\''), other.Trim('\''));

    private static MessageGroup<T> Merge<T>(List<Taken<T>> group)
    {
        var first = group[0].Parts;
        var varies = new bool[first.Names.Length];
        for (var i = 0; i < varies.Length; i++)
        {
            varies[i] = group.Exists(taken => taken.Parts.Names[i] != first.Names[i]);
        }

        var text = first.Texts[0] + string.Concat(first.Names.Select((name, index) => (varies[index] ? Blank(name) : name) + first.Texts[index + 1]));
        return new MessageGroup<T>(text, [.. group.Select(taken => new NamedItem<T>(taken.Item, NamesOf(taken.Parts, varies)))]);
    }

    private static string Blank(string name) => name.StartsWith('\'') ? "'…'" : "…";

    // The tag in 'actions/checkout@v4' needs no saying twice.
    private static string NamesOf(MessageParts parts, bool[] varies)
    {
        var names = parts.Names.Where((_, index) => varies[index]).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Where(name => !names.Exists(other => IsTagOf(name.Trim('\''), other.Trim('\'')))));
    }

    private static bool IsTagOf(string name, string other) =>
        other.Length > name.Length && other.EndsWith(name, StringComparison.Ordinal) && other[other.Length - name.Length - 1] is '@' or ':';

    // Not a tuple, and in lists and not in arrays of arrays that cannot change: code over values of values is compiled anew when it runs.
    private sealed record Taken<T>(T Item, int Index, MessageParts Parts);
}
