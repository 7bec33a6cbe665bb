using System.Collections.Immutable;

namespace PoPipeline.Outputs;

/// <summary>Brings together what is said with the same words.</summary>
internal static class MessageGroups
{
    /// <summary>Groups by texts that are the same but for names, in the order of the first of each.</summary>
    public static ImmutableArray<MessageGroup<T>> Of<T>(IEnumerable<T> items, Func<T, string> text) =>
    [
        .. items
            .Select(item => new Taken<T>(item, MessageParts.Of(text(item))))
            .GroupBy(pair => KeyOf(pair.Parts.Texts), StringComparer.Ordinal)
            .Select(group => Merge([.. group])),
    ];

    /// <summary>Groups by texts that are the same.</summary>
    public static ImmutableArray<MessageGroup<T>> Same<T>(IEnumerable<T> items, Func<T, string> text) =>
        [.. items.GroupBy(text, StringComparer.Ordinal).Select(group => new MessageGroup<T>(group.Key, [.. group.Select(item => new NamedItem<T>(item, ""))]))];

    // With their lengths, since no character is none of a message.
    private static string KeyOf(ImmutableArray<string> texts) => string.Concat(texts.Select(text => $"{text.Length}:{text}"));

    private static MessageGroup<T> Merge<T>(ImmutableArray<Taken<T>> group)
    {
        var first = group[0].Parts;
        var varies = new bool[first.Names.Length];
        for (var i = 0; i < varies.Length; i++)
        {
            varies[i] = group.Any(pair => pair.Parts.Names[i] != first.Names[i]);
        }

        var text = first.Texts[0] + string.Concat(first.Names.Select((name, index) => (varies[index] ? Blank(name) : name) + first.Texts[index + 1]));
        return new MessageGroup<T>(text, [.. group.Select(pair => new NamedItem<T>(pair.Item, NamesOf(pair.Parts, varies)))]);
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

    // Not a tuple, over which the code of LINQ is compiled anew when it runs.
    private sealed record Taken<T>(T Item, MessageParts Parts);
}
