using System.Globalization;

namespace PoPipeline.Sources.Yaml;

/// <summary>What plain scalars are by the core schema of YAML 1.2, as GitHub reads them: <c>yes</c> and <c>on</c> are texts, and <c>0o17</c> is a number.</summary>
internal static class CoreSchema
{
    private const string Standard = "tag:yaml.org,2002:";

    /// <summary>The number that a scalar is; null where it is none.</summary>
    public static double? NumberOf(YamlScalar scalar) => scalar.IsPlain && IsUntagged(scalar) ? NumberOf(scalar.Value) : null;

    /// <summary>Whether a scalar is true or false; null where it is neither.</summary>
    public static bool? BooleanOf(YamlScalar scalar) => scalar.IsPlain && IsUntagged(scalar) ? BooleanOf(scalar.Value) : null;

    /// <summary>Why a platform that reads nothing but the core schema refuses the tag of a scalar, as a sentence without its full stop; null where it does not.</summary>
    public static string? FaultOf(YamlScalar scalar)
    {
        if (scalar.Tag is not { } tag || tag is Standard + "str")
        {
            return null;
        }

        var shown = tag.StartsWith(Standard, StringComparison.Ordinal) ? string.Concat("!!", tag.AsSpan(Standard.Length)) : tag;
        bool? fits = tag switch
        {
            Standard + "bool" => BooleanOf(scalar.Value) is not null,
            Standard + "int" or Standard + "float" => NumberOf(scalar.Value) is not null,
            Standard + "null" => scalar.Value is "" or "~" or "null" or "Null" or "NULL",
            _ => null,
        };
        return fits is null ? $"'{shown}' is read as a tag of YAML, and there is none of that name; put a value that starts with '!' in quotes"
            : !scalar.IsPlain ? $"The tag '{shown}' stands before a quoted value, which is a text"
            : fits is false ? $"The value behind the tag '{shown}' is none of its type"
            : null;
    }

    // '!!str 1.10' is a text.
    private static bool IsUntagged(YamlScalar scalar) => scalar.Tag is not (Standard + "str");

    private static bool? BooleanOf(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    private static double? NumberOf(string text)
    {
        switch (text)
        {
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return double.PositiveInfinity;
            case "-.inf" or "-.Inf" or "-.INF":
                return double.NegativeInfinity;
            case ".nan" or ".NaN" or ".NAN":
                return double.NaN;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal) ? hexadecimal : null;
        }

        return text.StartsWith("0o", StringComparison.Ordinal) ? Octal(text.AsSpan(2))
            : text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] is '.')
                && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }

    private static double? Octal(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '7'))
        {
            return null;
        }

        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value * 8) + (digit - '0');
            if (value > int.MaxValue)
            {
                return null;
            }
        }

        return value;
    }
}
