using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Commands;

/// <summary>The variables of a file of make, and what a text with such in it means.</summary>
/// <remarks>
/// Source: https://www.gnu.org/software/make/manual/make.html#Using-Variables. What is not known here becomes a variable of the shell: none of its
/// readers knows that one either.
/// </remarks>
internal sealed class MakeVariables
{
    /// <summary>What stands for a text that only a run tells.</summary>
    public const string Unknown = AnchoredTexts.Unknown;

    private const int MostDepth = 10;
    private const int MostWork = 2_000_000;
    private const int MostJoined = 100;
    private const int LongestReference = 4096;

    // Nobody nests them so deep; and with it, what opens and never closes is looked at a few dozen times and not once for each sign before it.
    private const int MostNested = 64;
    private const int Longest = 1024;

    private readonly Dictionary<string, string?> values = new(StringComparer.Ordinal);

    // What the command line sets, and what 'override' does: nothing else changes it.
    private readonly HashSet<string> kept = new(StringComparer.Ordinal);
    private readonly FoundCommands found;

    // What the calls of functions that are being expanded were given, the innermost first; the first of each is its name.
    private readonly Stack<string[]> arguments = [];
    private int work;

    /// <summary>Starts with what whoever starts make sets.</summary>
    /// <param name="found">Says that, and takes what is asked for.</param>
    public MakeVariables(FoundCommands found)
    {
        this.found = found;
        foreach (var (name, value) in found.Told.Environment)
        {
            values[name] = value;
        }

        foreach (var (name, value) in found.Told.CommandLine)
        {
            values[name] = value;
            kept.Add(name);
        }
    }

    /// <summary>The names that are set.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>Whether a name is set.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The value of a name, as it is written; null where it is not set, or not known.</summary>
    /// <param name="name">The name.</param>
    public string? Raw(string name) => values.GetValueOrDefault(name);

    /// <summary>Sets a name.</summary>
    /// <param name="into">The variables that are set: those of the file, or of one rule.</param>
    /// <param name="name">The name.</param>
    /// <param name="operation">How: <c>:=</c>.</param>
    /// <param name="value">To what; null where it is not known.</param>
    /// <param name="isOverride">Whether it goes before what the command line sets.</param>
    public void Set(Dictionary<string, string?>? into, string name, string operation, string? value, bool isOverride = false)
    {
        found.Asks.Add(name);
        if (kept.Contains(name) && !isOverride)
        {
            return;
        }

        if (isOverride && into is null)
        {
            kept.Add(name);
        }

        var target = into ?? values;
        if (operation is "?=" or "+=" && !values.ContainsKey(name) && !target.ContainsKey(name))
        {
            AskEnvironment(name);
        }

        if (operation is "?=" && (target.ContainsKey(name) || values.ContainsKey(name)))
        {
            return;
        }

        if (operation is "+=" && (target.TryGetValue(name, out var before) || values.TryGetValue(name, out before)))
        {
            target[name] = before is null || value is null || before.Length + value.Length > Longest ? null : before.Length == 0 ? value : $"{before} {value}";
            return;
        }

        // := is what it means at once, as far as that is known here.
        var isAtOnce = operation is ":=" or "::=" or ":::=";
        target[name] = operation is "!=" ? null : isAtOnce && value is not null && Expanded(value, rule: null) is var meaning && !IsOpen(meaning) ? meaning : value;
    }

    /// <summary>What a text means.</summary>
    /// <param name="raw">The text as it is written.</param>
    /// <param name="rule">The rule that it belongs to; null for none.</param>
    /// <param name="depth">How deep it is within others.</param>
    public string Expanded(string raw, MakeRule? rule, int depth = 0)
    {
        if (!raw.Contains('$', StringComparison.Ordinal))
        {
            return raw;
        }

        var text = new StringBuilder();
        for (var at = 0; at < raw.Length;)
        {
            var length = raw[at] is '$' ? LengthAt(raw, at) : 0;
            if (length == 0)
            {
                text.Append(raw[at++]);
            }
            else
            {
                text.Append(Meaning(raw.AsSpan(at, length), rule, depth));
                at += length;
            }

            if (text.Length > Longest)
            {
                return Unknown;
            }
        }

        return text.ToString();
    }

    /// <summary>How long the reference is that starts at a dollar sign; 0 where none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The offset of the sign.</param>
    public static int LengthAt(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]))
        {
            return 0;
        }

        if (text[at + 1] is not ('(' or '{'))
        {
            return 2;
        }

        var (open, close) = text[at + 1] is '(' ? ('(', ')') : ('{', '}');
        var nested = 0;
        for (var end = at + 1; end < Math.Min(text.Length, at + LongestReference) && nested <= MostNested; end++)
        {
            nested += text[end] == open ? 1 : text[end] == close ? -1 : 0;
            if (nested == 0)
            {
                return end + 1 - at;
            }
        }

        return 0;
    }

    /// <summary>What a reference means.</summary>
    /// <param name="reference">The reference: <c>$(CC)</c>, <c>$@</c>, <c>$$</c>.</param>
    /// <param name="rule">The rule that it belongs to; null for none.</param>
    /// <param name="depth">How deep it is within others.</param>
    public string Meaning(ReadOnlySpan<char> reference, MakeRule? rule, int depth)
    {
        if (reference is "$$")
        {
            return "$";
        }

        // Few lines can mean very many: variables of variables.
        if (work > MostWork || depth > MostDepth)
        {
            return Unknown;
        }

        var meaning = MeaningOf(reference, rule, depth);
        work += 10 + meaning.Length;
        return meaning.Length > Longest ? Unknown : meaning;
    }

    private string MeaningOf(ReadOnlySpan<char> reference, MakeRule? rule, int depth)
    {
        var name = (reference.Length == 2 ? reference[1..] : reference[2..^1]).Trim().ToString();
        switch (name)
        {
            case "MAKE":
                return "make";
            case "@" when rule is not null && !rule.Name.Contains('%', StringComparison.Ordinal):
                return rule.Name;
            case "<" when rule is { Prerequisites: [var first, ..] } && !first.AsSpan().ContainsAny('$', '%'):
                return first;
            case "*" when rule is { Stem: { } stem }:
                return stem;
            case "^" or "+" when rule is { Prerequisites.Count: <= MostJoined } && rule.Prerequisites.TrueForAll(item => !item.AsSpan().ContainsAny('$', '%')):
                return string.Join(' ', rule.Prerequisites);
        }

        if (name.StartsWith("shell ", StringComparison.Ordinal))
        {
            if (WhereIs(name["shell ".Length..].Trim()) is { } program)
            {
                return program;
            }

            return $"$({Expanded(name["shell ".Length..].Trim(), rule, depth + 1)})";
        }

        foreach (var silent in (ReadOnlySpan<string>)["info ", "warning ", "error ", "eval "])
        {
            if (name.StartsWith(silent, StringComparison.Ordinal))
            {
                return "";
            }
        }

        if (!IsName(name))
        {
            return FunctionOf(name, rule, depth) ?? Unknown;
        }

        if (arguments.TryPeek(out var given) && char.IsAsciiDigit(name[0]) && int.TryParse(name, CultureInfo.InvariantCulture, out var number))
        {
            return number < given.Length ? given[number] : "";
        }

        found.Asks.Add(name);
        var isOwn = rule is not null && rule.Variables.ContainsKey(name);
        if (!isOwn && !values.ContainsKey(name))
        {
            AskEnvironment(name);
        }

        var value = isOwn ? rule!.Variables[name] : values.GetValueOrDefault(name);
        return value is not null ? Expanded(value, rule, depth + 1)
            : name.AsSpan().ContainsAny('-', '.') || char.IsAsciiDigit(name[0]) ? Unknown
            : $"${{{name}}}";
    }

    // $(shell which npm): wherever it lies, it is that program.
    private static string? WhereIs(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words = words is [.. var first, "2>/dev/null"] ? first : words;
        words = words is ["command", "-v", var named] ? ["which", named] : words;
        return words is ["which", var only] && IsName(only) ? only : null;
    }

    // The functions that texts alone decide; null for any other, and where only a run tells. Each is a line of its reference.
    private string? FunctionOf(string call, MakeRule? rule, int depth)
    {
        var end = call.AsSpan().IndexOfAny(' ', '\t');
        if (end < 0)
        {
            return SubstitutedIn(call, rule, depth);
        }

        var parts = Parts(call[end..].TrimStart());
        string At(int index) => Expanded(parts[index].Trim(), rule, depth + 1);
        switch (call[..end])
        {
            case "or":
                var first = parts.Select((_, index) => Decided(At(index))).FirstOrDefault(text => text.Length > 0) ?? "";
                return IsOpen(first) ? null : first;
            case "if" when parts.Count > 1 && At(0) is var condition && !IsOpen(condition):
                return condition.Length > 0 ? At(1) : parts.Count > 2 ? At(2) : "";
            case "strip" or "abspath" or "realpath" when parts.Count == 1:
                return At(0);
            case "addprefix" when parts.Count == 2:
                return EachOf(At(1), word => At(0) + word);
            case "addsuffix" when parts.Count == 2:
                return EachOf(At(1), word => word + At(0));
            case "foreach" when parts.Count == 3 && At(1) is var list && !IsOpen(list):
                return EachOf(list, word => With(At(0), word, () => Expanded(parts[2], rule, depth + 1)));
            case "call" when Raw(At(0)) is { } body:
                arguments.Push([At(0), .. parts.Skip(1).Select((_, index) => At(index + 1))]);
                var text = Expanded(body, rule, depth + 1);
                _ = arguments.Pop();
                return text;
            default:
                return null;
        }
    }

    // $(DIRS:%=install-%), $(SOURCES:.c=.o)
    private string? SubstitutedIn(string reference, MakeRule? rule, int depth)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var equals = reference.IndexOf('=', StringComparison.Ordinal);
        if (colon <= 0 || equals < colon || !IsName(reference.AsSpan(0, colon)) || Raw(reference[..colon]) is not { } raw)
        {
            return null;
        }

        var (from, to) = (reference[(colon + 1)..equals], reference[(equals + 1)..]);
        (from, to) = from.Contains('%', StringComparison.Ordinal) ? (from, to) : ($"%{from}", $"%{to}");
        return EachOf(Expanded(raw, rule, depth + 1), word => MakeRule.StemOf(word, from) is { } stem ? to.Replace("%", stem, StringComparison.Ordinal) : word);
    }

    // What neither the file nor whoever starts make sets is empty, unless platforms set it.
    private string Decided(string text) => text is ['$', '{', .. var name, '}'] && text is not Unknown and not "${CI}" && IsName(name) && !values.ContainsKey(name) ? "" : text;

    private static bool IsOpen(string? text) => text is not null && text.Contains('$', StringComparison.Ordinal);

    private static string? EachOf(string list, Func<string, string> made)
    {
        var words = list.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return IsOpen(list) || words.Length > MostJoined ? null : string.Join(' ', words.Select(made));
    }

    private string With(string name, string value, Func<string> made)
    {
        var had = values.TryGetValue(name, out var before);
        values[name] = value;
        var text = made();
        values[name] = before;
        if (!had)
        {
            _ = values.Remove(name);
        }

        return text;
    }

    // Commas within other references separate nothing.
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '$' && LengthAt(text, at) is > 0 and var length)
            {
                at += length - 1;
            }
            else if (text[at] is ',' && parts.Count < MostJoined)
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    // That of the shell alone is never taken from the environment.
    private void AskEnvironment(string name)
    {
        if (name is not "SHELL")
        {
            found.AsksEnvironment.Add(name);
        }
    }

    /// <summary>Whether a text is the name of a variable.</summary>
    /// <param name="text">The text.</param>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }
}
