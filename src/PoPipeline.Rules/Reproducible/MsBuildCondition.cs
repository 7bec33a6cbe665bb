using System.Globalization;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Answers a condition of MSBuild as far as what it asks for is known.</summary>
/// <remarks>Source: https://learn.microsoft.com/visualstudio/msbuild/msbuild-conditions.</remarks>
public static class MsBuildCondition
{
    /// <summary>Whether a condition holds.</summary>
    /// <param name="condition">The condition, as the file writes it; null or empty where there is none.</param>
    /// <param name="scope">What it may ask for.</param>
    /// <returns>Null where that is not known, or where the condition is none that MSBuild would take.</returns>
    public static bool? Holds(string? condition, MsBuildScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (string.IsNullOrWhiteSpace(condition))
        {
            return true;
        }

        return condition.Length > MsBuildText.Longest ? null : new Parser(condition, scope).Answer();
    }

    // The operators of 'bool?' know three answers, as it should be: 'false & null' is false.
    private sealed class Parser(string text, MsBuildScope scope)
    {
        private const int Deepest = 64;

        private int at;
        private int depth;
        private bool isBroken;

        public bool? Answer()
        {
            var answer = Or();
            SkipSpace();
            return isBroken || at < text.Length ? null : answer;
        }

        private bool? Or()
        {
            var answer = And();
            while (Takes("or"))
            {
                answer |= And();
            }

            return answer;
        }

        private bool? And()
        {
            var answer = Factor();
            while (Takes("and"))
            {
                answer &= Factor();
            }

            return answer;
        }

        private bool? Factor()
        {
            if (depth >= Deepest)
            {
                return Break();
            }

            depth++;
            var answer = FactorHere();
            depth--;
            return answer;
        }

        private bool? FactorHere()
        {
            SkipSpace();
            if (at >= text.Length)
            {
                return Break();
            }

            if (text[at] is '!')
            {
                at++;
                return !Factor();
            }

            if (text[at] is '(')
            {
                at++;
                var inner = Or();
                return Takes(')') ? inner : Break();
            }

            return Call() is { } call ? call.Answer : Comparison();
        }

        private (bool? Answer, bool IsCall)? Call()
        {
            foreach (var name in (ReadOnlySpan<string>)["Exists", "HasTrailingSlash"])
            {
                var open = at + name.Length;
                if (open >= text.Length || !text.AsSpan(at).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var start = at;
                at = open;
                if (!Takes('('))
                {
                    at = start;
                    continue;
                }

                var argument = Operand();
                return Takes(')')
                    ? (argument is null ? null : name is "Exists" ? scope.Exists(argument) : argument.EndsWith('/') || argument.EndsWith('\\'), true)
                    : (Break(), true);
            }

            return null;
        }

        private bool? Comparison()
        {
            var left = Operand();
            SkipSpace();
            var sign = Operator();
            if (sign.Length == 0)
            {
                return Truth(left);
            }

            var right = Operand();
            return left is null || right is null ? null : sign switch
            {
                "==" => AreEqual(left, right),
                "!=" => !AreEqual(left, right),
                _ => Compared(left, right) is not { } order ? (bool?)null : sign switch
                {
                    "<" => order < 0,
                    "<=" => order <= 0,
                    ">" => order > 0,
                    _ => order >= 0,
                },
            };
        }

        private string Operator()
        {
            foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
            {
                if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                {
                    at += sign.Length;
                    return sign;
                }
            }

            return "";
        }

        // Null where it is not known; where there is none, nothing is.
        private string? Operand()
        {
            SkipSpace();
            if (at >= text.Length)
            {
                Break();
                return null;
            }

            var start = at;
            if (text[at] is '\'')
            {
                var end = Quoted(at + 1);
                if (end < 0)
                {
                    Break();
                    return null;
                }

                at = end + 1;
                return MsBuildText.Expand(text[(start + 1)..end], scope);
            }

            if (text[at] is ('$' or '@' or '%') && at + 1 < text.Length && text[at + 1] is '(')
            {
                var end = MsBuildText.EndOf(text, at + 2);
                if (end < 0)
                {
                    Break();
                    return null;
                }

                at = end + 1;
                return MsBuildText.Expand(text[start..at], scope);
            }

            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_' or '-' or '+'))
            {
                at++;
            }

            if (at == start)
            {
                Break();
            }

            return text[start..at];
        }

        // The quote that ends a text; those of a function inside it do not.
        private int Quoted(int from)
        {
            for (var index = from; index < text.Length; index++)
            {
                if (text[index] is '\'')
                {
                    return index;
                }

                if (text[index] is ('$' or '@' or '%') && index + 1 < text.Length && text[index + 1] is '(')
                {
                    // One bracket that is never closed spoils the rest: whoever looks on from each takes very long.
                    index = MsBuildText.EndOf(text, index + 2);
                    if (index < 0)
                    {
                        return -1;
                    }
                }
            }

            return -1;
        }

        private bool? Break()
        {
            isBroken = true;
            at = text.Length;
            return null;
        }

        private bool Takes(char sign)
        {
            SkipSpace();
            if (at >= text.Length || text[at] != sign)
            {
                return false;
            }

            at++;
            return true;
        }

        private bool Takes(string word)
        {
            SkipSpace();
            var end = at + word.Length;
            if (!text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase) || (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_')))
            {
                return false;
            }

            at = end;
            return true;
        }

        private void SkipSpace()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }

        private static bool? Truth(string? value) => value?.ToUpperInvariant() switch
        {
            "TRUE" or "ON" or "YES" or "!FALSE" or "!OFF" or "!NO" => true,
            "FALSE" or "OFF" or "NO" or "!TRUE" or "!ON" or "!YES" => false,
            _ => null,
        };

        private static bool AreEqual(string left, string right) =>
            Number(left) is { } one && Number(right) is { } other ? one == other
            : Truth(left) is { } first && Truth(right) is { } second ? first == second
            : left.Equals(right, StringComparison.OrdinalIgnoreCase);

        private static int? Compared(string left, string right) =>
            Number(left) is { } one && Number(right) is { } other ? one.CompareTo(other)
            : Version.TryParse(left, out var first) && Version.TryParse(right, out var second) ? first.CompareTo(second)
            : null;

        private static decimal? Number(string text) =>
            text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? (decimal?)hex
            : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }
}
