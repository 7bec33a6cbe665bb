using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>A class of characters in a pattern of GitLab: <c>[abc]</c>, <c>[a-z]</c>, <c>[^0-9]</c>; one without an end matches nothing.</summary>
internal sealed record CharacterClass
{
    private ImmutableArray<(int First, int Last)> Ranges { get; init; } = [];

    private bool Negated { get; init; }

    private bool Ended { get; init; }

    /// <summary>Reads a class; <paramref name="index"/> goes from its opening bracket to its closing one, or to the end of the text.</summary>
    public static CharacterClass Read(string text, ref int index)
    {
        index++;
        var negated = index < text.Length && text[index] is '!' or '^';
        index += negated ? 1 : 0;
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        while (index < text.Length && text[index] is not ']')
        {
            var first = Next(text, ref index);
            var last = first;
            if (index + 1 < text.Length && text[index] is '-' && text[index + 1] is not ']')
            {
                index++;
                last = Next(text, ref index);
            }

            ranges.Add((first, last));
        }

        return new CharacterClass { Ranges = ranges.ToImmutable(), Negated = negated, Ended = index < text.Length };
    }

    /// <summary>Whether a character, of one or two UTF-16 units, is in the class.</summary>
    public bool Contains(ReadOnlySpan<char> character)
    {
        Rune.DecodeFromUtf16(character, out var rune, out _);
        return Ended && Ranges.Any(range => range.First <= rune.Value && rune.Value <= range.Last) != Negated;
    }

    private static int Next(string text, ref int index)
    {
        if (text[index] is '\\' && index + 1 < text.Length)
        {
            index++;
        }

        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
        index += length;
        return rune.Value;
    }
}
