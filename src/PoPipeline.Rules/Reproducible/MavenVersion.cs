using System.Globalization;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Compares versions as Maven does: parts of digits as numbers, known words before and after a release.</summary>
/// <remarks>Source: https://maven.apache.org/pom.html#version-order-specification.</remarks>
internal static class MavenVersion
{
    // What comes before the release, in order; "" is the release itself.
    private static readonly string[] Words = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

    /// <summary>Which of two comes first; below zero where <paramref name="one"/> does.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static int Compare(string one, string other)
    {
        var (left, right) = (Parts(one), Parts(other));
        for (var index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            var order = ComparePart(index < left.Count ? left[index] : "", index < right.Count ? right[index] : "");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int ComparePart(string one, string other)
    {
        var (isNumber, isOther) = (IsNumber(one), IsNumber(other));
        if (isNumber && isOther)
        {
            var (left, right) = (one.TrimStart('0'), other.TrimStart('0'));
            return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
        }

        // A missing part is a zero beside a number, and a release beside a word.
        if (isNumber)
        {
            return other.Length == 0 ? one.Trim('0').Length == 0 ? 0 : 1 : 1;
        }

        if (isOther)
        {
            return -ComparePart(other, one);
        }

        var order = Rank(one).CompareTo(Rank(other));
        return order != 0 || Rank(one) < Words.Length ? order : string.CompareOrdinal(one, other);
    }

    private static int Rank(string word) => Array.IndexOf(Words, word) is >= 0 and var known ? known : Words.Length;

    private static bool IsNumber(string part) => part.Length > 0 && char.IsAsciiDigit(part[0]);

    private static List<string> Parts(string version)
    {
        var parts = new List<string>();
        var text = version.Trim().ToLower(CultureInfo.InvariantCulture);
        for (var start = 0; start < text.Length;)
        {
            if (text[start] is '.' or '-' or '_' or '+')
            {
                start++;
                continue;
            }

            var end = start + 1;
            var isDigit = char.IsAsciiDigit(text[start]);
            while (end < text.Length && text[end] is not ('.' or '-' or '_' or '+') && char.IsAsciiDigit(text[end]) == isDigit)
            {
                end++;
            }

            parts.Add(Known(text[start..end], isDigit && end < text.Length && char.IsAsciiLetter(text[end]) ? "" : text[end..]));
            start = end;
        }

        return parts;
    }

    private static string Known(string part, string rest) => part switch
    {
        "ga" or "final" or "release" => "",
        "cr" => "rc",
        "a" when rest.Length > 0 && char.IsAsciiDigit(rest[0]) => "alpha",
        "b" when rest.Length > 0 && char.IsAsciiDigit(rest[0]) => "beta",
        "m" when rest.Length > 0 && char.IsAsciiDigit(rest[0]) => "milestone",
        _ => part,
    };
}
