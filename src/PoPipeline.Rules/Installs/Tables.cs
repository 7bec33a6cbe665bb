using System.Buffers;
using System.Collections.Frozen;

namespace PoPipeline.Rules.Installs;

/// <summary>Small tables of words.</summary>
internal static class Tables
{
    /// <summary>The signs of a version of numbers.</summary>
    public static SearchValues<char> VersionDigits { get; } = SearchValues.Create("0123456789.");

    /// <summary>The hexadecimal digits.</summary>
    public static SearchValues<char> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The signs that make a version one of several.</summary>
    public static SearchValues<char> RangeSigns { get; } = SearchValues.Create(" *xX^~<>|");

    /// <summary>Whether a pattern, in which <c>*</c> stands for any text and <c>?</c> for a character, matches a text as a whole.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (position, star, resumed) = (0, -1, 0);
        for (var index = 0; index < text.Length;)
        {
            if (position < pattern.Length && pattern[position] is '*')
            {
                (star, resumed) = (position++, index);
            }
            else if (position < pattern.Length && (pattern[position] is '?' || pattern[position] == text[index]))
            {
                (position, index) = (position + 1, index + 1);
            }
            else if (star >= 0)
            {
                (position, index) = (star + 1, ++resumed);
            }
            else
            {
                return false;
            }
        }

        return pattern[position..].TrimStart('*').IsEmpty;
    }

    /// <summary>A table that is only read.</summary>
    public static FrozenDictionary<string, int> ToFrozen(this Dictionary<string, int> table) => table.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words of a text, as a set.</summary>
    public static FrozenSet<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
