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

        target[name] = operation is "!=" ? null : value;
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
            case "^" or "+" when rule is { Prerequisites.Count: <= MostJoined } && rule.Prerequisites.TrueForAll(item => !item.AsSpan().ContainsAny('$', '%')):
                return string.Join(' ', rule.Prerequisites);
        }

        if (name.StartsWith("shell ", StringComparison.Ordinal))
        {
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
            return Unknown;
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
