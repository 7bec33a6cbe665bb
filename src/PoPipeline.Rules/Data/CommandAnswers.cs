using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>What the commands of the catalogue answer with.</summary>
public static class CommandAnswers
{
    private static readonly string[] QueryOptions = ["--jq", "-q"];
    private static readonly string[] TemplateOptions = ["--template", "-t"];
    private static readonly string[] FormatOptions = ["--format", "--pretty"];

    /// <summary>What text a command answers with; null where that is not known, <see cref="TextKind.Fixed"/> where nobody chooses it.</summary>
    /// <param name="program">The program, without its folder.</param>
    /// <param name="words">The words behind it.</param>
    public static TextKind? Of(string program, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(words);
        if (Catalogue.Find(ComponentKind.Command, program)?.Answers is not { } answers)
        {
            return null;
        }

        var verbs = Verbs(words, answers);
        foreach (var found in answers.Cases)
        {
            if ((found.When is not { } when || Holds(when, words, verbs)) && (found.Kind ?? AskedFor(answers, words)) is { } kind)
            {
                // The first lines of several commits are several lines.
                return kind is TextKind.CommitSubject && !IsOne(words, verbs) ? TextKind.CommitMessage : kind;
            }
        }

        return null;
    }

    /// <summary>What text a program of jq takes out of an answer of a forge: a part of an event, what its API says.</summary>
    /// <param name="program">The program: ".pull_request.title".</param>
    public static TextKind OfQuery(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var forge = Catalogue.All(ComponentKind.Command).Select(command => command.Answers).First(answers => answers?.Asks is FieldLanguage.Json)!;
        return Joined(JsonQuery.FieldsOf(program).Select(field => OfField(forge, field)));
    }

    private static bool Holds(AnswerCondition when, IReadOnlyList<string> words, IReadOnlyList<string> verbs) =>
        (!when.IsAlone || words.Count == 0)
        && (when.Words.IsEmpty || when.Words.Any(wanted => StartWith(verbs, wanted)))
        && (when.Options.IsEmpty || when.Options.Any(option => words.Any(word => IsOption(word, option))))
        && (when.Contains.IsEmpty || when.Contains.Any(part => words.Any(word => word.Contains(part, StringComparison.OrdinalIgnoreCase))));

    private static bool IsOne(IReadOnlyList<string> words, IReadOnlyList<string> verbs) =>
        verbs is ["show"] or ["show", _] || words.Any(word => word is "-1" or "-n1" or "--max-count=1" or "--no-walk") || words.Zip(words.Skip(1)).Any(pair => pair is ("-n" or "--max-count", "1"));

    // Asked of each command for all that the catalogue knows of its program.
    private static bool StartWith(IReadOnlyList<string> verbs, string wanted)
    {
        var count = 0;
        foreach (var part in wanted.AsSpan().Split(' '))
        {
            if (count == verbs.Count || !wanted.AsSpan(part).SequenceEqual(verbs[count]))
            {
                return false;
            }

            count++;
        }

        return true;
    }

    // The words that are neither options nor the values of those that are known to have one.
    private static List<string> Verbs(IReadOnlyList<string> words, ComponentAnswers answers)
    {
        var verbs = new List<string>();
        for (var index = 0; index < words.Count; index++)
        {
            if (answers.Valued.Contains(words[index]))
            {
                index++;
            }
            else if (!words[index].StartsWith('-'))
            {
                verbs.Add(words[index]);
            }
        }

        return verbs;
    }

    // --name-only, --format=x, and -s in -sz.
    private static bool IsOption(string word, string option) =>
        word == option
        || (word.StartsWith(option, StringComparison.Ordinal) && word[option.Length] is '=')
        || (option.Length == 2 && word.Length > 2 && word[0] is '-' && word[1] is not '-' && word.Contains(option[1], StringComparison.Ordinal) && word.AsSpan(1).IndexOfAnyExcept(Letters) < 0);

    private static ReadOnlySpan<char> Letters => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static TextKind? AskedFor(ComponentAnswers answers, IReadOnlyList<string> words) => answers.Asks switch
    {
        FieldLanguage.Json => AskedForJson(answers, words),
        FieldLanguage.Format when Value(words, FormatOptions) is { } format && (format.Contains('%', StringComparison.Ordinal) || format.Trim() is "" or "format:" or "tformat:") =>
            Joined(Placeholders(format).Select(sign => OfField(answers, sign))),
        _ => null,
    };

    private static TextKind? AskedForJson(ComponentAnswers answers, IReadOnlyList<string> words)
    {
        var asked = Value(words, ["--json"])?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var whole = asked is null ? TextKind.ApiAnswer : Joined(asked.Select(field => OfField(answers, field)));
        if (Value(words, QueryOptions) is { } query)
        {
            return Joined(JsonQuery.FieldsOf(query).Select(field => field is JsonQuery.Everything ? whole : OfField(answers, field)));
        }

        if (Value(words, TemplateOptions) is { } template && template.Contains("{{", StringComparison.Ordinal))
        {
            return Joined(TemplateFields(template).Select(field => field.Length == 0 ? whole : OfField(answers, field)));
        }

        return asked is null ? null : whole;
    }

    private static string? Value(IReadOnlyList<string> words, string[] options)
    {
        for (var index = 0; index < words.Count; index++)
        {
            foreach (var option in options)
            {
                if (words[index] == option)
                {
                    return index + 1 < words.Count ? words[index + 1] : null;
                }

                if (words[index].StartsWith(option, StringComparison.Ordinal) && words[index][option.Length] is '=')
                {
                    return words[index][(option.Length + 1)..];
                }
            }
        }

        return null;
    }

    // By its two last names, else by the last; of one that nobody has looked at, nothing is known but where it is from.
    private static TextKind OfField(ComponentAnswers answers, string field) =>
        KindOf(answers, field) ?? (field.LastIndexOf('.') is >= 0 and var dot ? KindOf(answers, field[(dot + 1)..]) : null)
        ?? (answers.Asks is FieldLanguage.Json ? TextKind.ApiAnswer : TextKind.AnyText);

    private static TextKind? KindOf(ComponentAnswers answers, string field) =>
        answers.Fields.FirstOrDefault(fields => fields.Names.Any(name => answers.Asks is FieldLanguage.Json ? NamePattern.Matches(name, field) : MatchesExactly(name, field)))?.Kind;

    // %h is not %H.
    private static bool MatchesExactly(string pattern, string sign) =>
        pattern.EndsWith('*') ? sign.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == sign;

    // Where several free texts stand in one, it is none of them alone.
    private static TextKind Joined(IEnumerable<TextKind> kinds)
    {
        var all = kinds.ToHashSet();
        var free = all.Where(kind => kind.Freedom() >= Charset.Line).ToList();
        return free switch
        {
            [] => all.Contains(TextKind.Login) ? TextKind.Login : TextKind.Fixed,
            [var only] => only,
            _ => TextKind.AnyText,
        };
    }

    // %H, %an, %(refname:short), %C(red), %x00, %%.
    private static IEnumerable<string> Placeholders(string format)
    {
        for (var at = format.IndexOf('%', StringComparison.Ordinal); at >= 0 && at + 1 < format.Length; at = at < format.Length ? format.IndexOf('%', at) : -1)
        {
            var start = ++at;
            if (format[at] is '+' or '-' or ' ' && at + 1 < format.Length)
            {
                start = ++at;
            }

            if (format[at] is '(')
            {
                var end = format.IndexOf(')', at);
                var name = end < 0 ? format[at..] : format[at..end];
                yield return name.Split(':')[0].TrimStart('(', '*');
                at = end < 0 ? format.Length : end + 1;
            }
            else
            {
                var length = format[at] is 'a' or 'c' or 'g' or 'G' && at + 1 < format.Length ? 2 : 1;
                yield return format[start..(start + length)];
                at += length;
            }
        }
    }

    // {{.title}}, {{range .labels}}{{.name}}{{end}}.
    private static IEnumerable<string> TemplateFields(string template)
    {
        for (var open = template.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = template.IndexOf("{{", open, StringComparison.Ordinal))
        {
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                yield return "";
                yield break;
            }

            foreach (var word in template[(open + 2)..close].Split([' ', '(', ')', '|', '-'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] is '.'))
            {
                yield return word.TrimStart('.');
            }

            open = close + 2;
        }
    }
}
