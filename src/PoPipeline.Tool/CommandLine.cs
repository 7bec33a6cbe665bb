using System.Collections.Immutable;

namespace PoPipeline.Tool;

/// <summary>Reads a command line by the table of verbs and options.</summary>
internal static class CommandLine
{
    private const string True = "true";
    private const string False = "false";

    private static readonly ImmutableArray<string> HelpFlags = ["--help", "-h", "-?"];
    private static readonly ImmutableArray<string> VersionFlags = ["--version", "-V", "version"];
    private static readonly ImmutableArray<string> GlobalFlags = [HelpFlags[0], VersionFlags[0], VersionFlags[1]];

    /// <summary>Reads it by the table of verbs. Never throws.</summary>
    /// <param name="words">The words.</param>
    public static Invocation Parse(params ReadOnlySpan<string> words) => Parse(Usage.Verbs, words);

    /// <summary>Reads it. Never throws.</summary>
    /// <param name="verbs">The verbs there are, of one word or of two.</param>
    /// <param name="words">The words.</param>
    public static Invocation Parse(ImmutableArray<Verb> verbs, params ReadOnlySpan<string> words) => words switch
    {
        [] => new Invocation { Help = true, Error = "Say what to do." },
        [var flag] when VersionFlags.Contains(flag) => new Invocation { Version = true },
        [var flag, var more, ..] when VersionFlags.Contains(flag) && !HelpFlags.Contains(more) => new Invocation { Error = $"'{more}' is one word too many: '{flag}' stands alone." },
        [var flag, ..] when HelpFlags.Contains(flag) || VersionFlags.Contains(flag) => new Invocation { Help = true },
        ["help"] or ["help", "help" or "version"] => new Invocation { Help = true },
        ["help", .. var names] => Parse(verbs, [.. names, HelpFlags[0]]),
        [var name, .. var rest] when VerbOf(verbs, name) is { } verb => Parse(verb, rest.ToArray()),
        [var group, .. var rest] when verbs.Any(verb => verb.Group == group) => ParseInGroup(verbs, group, rest),
        [var name, ..] => new Invocation { Error = Unknown(name, verbs) },
    };

    private static Invocation ParseInGroup(ImmutableArray<Verb> verbs, string group, ReadOnlySpan<string> words) => words switch
    {
        [] => new Invocation { Group = group, Error = $"Say what to do: {string.Join(", ", In(verbs, group).Select(verb => $"'po {verb.Name}'"))}." },
        [var flag, ..] when HelpFlags.Contains(flag) => new Invocation { Group = group, Help = true },
        [var name, .. var rest] when VerbOf(verbs, $"{group} {name}") is { } verb => Parse(verb, rest.ToArray()),
        [['-', ..] flag, ..] => new Invocation { Group = group, Error = $"The option '{flag}' is not known.{Nearest(flag, [HelpFlags[0]])}" },
        [var name, ..] => new Invocation { Group = group, Error = UnknownVerb($"{group} {name}", name, [.. In(verbs, group).Select(verb => verb.LastWord)]) },
    };

    private static Verb? VerbOf(ImmutableArray<Verb> verbs, string name) => verbs.FirstOrDefault(verb => verb.Name == name);

    private static IEnumerable<Verb> In(ImmutableArray<Verb> verbs, string group) => verbs.Where(verb => verb.Group == group);

    private static string Unknown(string word, ImmutableArray<Verb> verbs)
    {
        ImmutableArray<string> names = [.. verbs.Select(verb => verb.Group ?? verb.Name).Distinct(StringComparer.Ordinal)];
        if (!word.StartsWith('-'))
        {
            // Whoever names a folder means the verb that nearly everybody means.
            return word is "." or ".." || word.Contains('/', StringComparison.Ordinal) || word.Contains('\\', StringComparison.Ordinal)
                ? $"'{word}' is no verb. To check what is there: 'po {verbs[0].Name} {word}'."
                : UnknownVerb(word, word, names);
        }

        var flag = FlagOf(word);
        return verbs.FirstOrDefault(verb => Usage.OptionsOf(verb).Any(option => option.IsWritten(flag))) is { } taker
            ? $"The option '{flag}' stands behind the verb that takes it: 'po {taker.Name} {flag}'."
            : names.Contains(word.TrimStart('-'), StringComparer.Ordinal) ? $"The option '{word}' is not known. Did you mean the verb '{word.TrimStart('-')}'?"
            : $"The option '{flag}' is not known.{Nearest(flag, GlobalFlags)}";
    }

    private static string UnknownVerb(string verb, string word, ImmutableArray<string> known) =>
        $"The verb '{verb}' is not known.{(NearestName.Hint(word, known) is { Length: > 0 } hint ? hint : NearestName.List(known))}";

    private static Invocation Parse(Verb verb, string[] words)
    {
        if (words.TakeWhile(word => word is not "--").Any(HelpFlags.Contains))
        {
            return new Invocation { Verb = verb, Help = true };
        }

        var options = Usage.OptionsOf(verb);
        var values = ImmutableArray.CreateBuilder<Value>();
        var rest = new Queue<string>(words);
        var onlyOperands = false;
        while (rest.TryDequeue(out var word))
        {
            if (word is "--" && !onlyOperands)
            {
                onlyOperands = true;
                continue;
            }

            if (!onlyOperands && AreLetters(word, options))
            {
                rest = new Queue<string>([word[..2], $"-{word[2..]}", .. rest]);
                continue;
            }

            var error = !onlyOperands && word.StartsWith('-') && word.Length > 1
                ? TakeOption(verb, options, word, rest, values)
                : TakeOperand(verb, word, values);
            if (error is not null)
            {
                return new Invocation { Verb = verb, Error = error };
            }
        }

        return verb.Operand is { Required: true } operand && values.All(value => value.Argument != operand.Argument)
            ? new Invocation { Verb = verb, Error = $"{operand.Name} is missing: po {verb.Name} {operand.Usage}. {operand.Summary}." }
            : new Invocation { Verb = verb, Values = values.DrainToImmutable() };
    }

    // Letters that take no value may stand before another one: '-qo DIR'.
    private static bool AreLetters(string word, ImmutableArray<Option> options) =>
        word is ['-', not '-', _, ..]
        && options.Any(option => option.Value is null && option.IsWritten(word[..2]))
        && options.Any(option => option.IsWritten($"-{word[2]}"));

    private static string? TakeOption(
        Verb verb,
        ImmutableArray<Option> options,
        string word,
        Queue<string> rest,
        ImmutableArray<Value>.Builder values)
    {
        var flag = FlagOf(word);
        if (options.FirstOrDefault(option => option.IsWritten(flag)) is not { } known)
        {
            if (flag.Length > 2 && flag[1] is not '-' && options.Any(option => option.IsWritten(flag[..2])))
            {
                // A word with one dash is more likely than that many letters.
                var letter = $"-{flag[2]}";
                return flag.Length > 3 && Meant(flag, options) is { Length: > 0 } hint
                    ? $"The option '{flag}' of 'po {verb.Name}' is not known.{hint}"
                    : $"The option '{letter}' in '{flag}' of 'po {verb.Name}' is not known.{Meant(letter, options)}";
            }

            return $"The option '{flag}' of 'po {verb.Name}' is not known.{Meant(flag, options)}";
        }

        if (!known.Repeats && values.Any(value => value.Argument == known.Argument))
        {
            return $"The option '{known.Flag}' is given more than once.";
        }

        var attached = word.Length > flag.Length ? word[flag.Length..] : null;
        var text = attached is not null ? (attached.StartsWith('=') ? attached[1..] : attached)
            : known.Value is null ? True
            : rest.TryPeek(out var next) && !IsOption(next, options) ? rest.Dequeue()
            : null;
        if (text is not { Length: > 0 })
        {
            return text is null ? Lacking(flag, known, rest.TryPeek(out var other) ? other : null) : $"The value of the option '{flag}' is empty: it is written '{known.Flag} {known.Value}'.";
        }

        var names = known.Value is null ? [True, False] : known.Known;
        var wrong = names.IsEmpty ? null : Parts(known, text).FirstOrDefault(part => KnownName.Of(part, names) is null);
        if (wrong is not null)
        {
            return $"'{wrong}' is not a value of '{flag}'.{(KnownName.Hint(wrong, names) is { Length: > 0 } hint ? hint : NearestName.List(names))}";
        }

        values.Add(new Value(known.Argument, text));
        return null;
    }

    // What is no option of the verb may be the value of one, but hardly anybody means so who writes two dashes.
    private static bool IsOption(string word, ImmutableArray<Option> options) => word.StartsWith("--", StringComparison.Ordinal) || options.Any(option => option.IsWritten(FlagOf(word)));

    private static string Lacking(string flag, Option known, string? other)
    {
        var behind = other is null ? "" : other is "--" ? ", and '--' stands behind it" : $", and another option stands behind it, '{other}'";
        var values = known.Known.IsEmpty ? "" : $" {known.Value} is one of {string.Join(", ", known.Known)}.";
        return $"The option '{flag}' lacks its value{behind}: it is written '{known.Flag} {known.Value}'.{values}{(other is null or "--" || !known.Known.IsEmpty ? "" : $" A value that starts with dashes is written '{known.Flag}={other}'.")}";
    }

    private static string? TakeOperand(Verb verb, string word, ImmutableArray<Value>.Builder values)
    {
        if (verb.Operand is not { } operand)
        {
            return $"'{word}' is one word too many: 'po {verb.Name}' takes options only.";
        }

        if (!operand.Repeats && values.FirstOrDefault(value => value.Argument == operand.Argument) is { } first)
        {
            return $"'{word}' is one word too many: 'po {verb.Name}' takes one {operand.Name}, and '{first.Text}' is it.";
        }

        if (word.Length == 0)
        {
            return $"{operand.Name} is empty. {operand.Summary}.";
        }

        values.Add(new Value(operand.Argument, word));
        return null;
    }

    // The value is behind an equals sign; behind a letter it may stand without one.
    private static string FlagOf(string word)
    {
        var separator = word.IndexOf('=', StringComparison.Ordinal);
        return word.Length > 2 && word[0] is '-' && word[1] is not '-' && Usage.IsLetterWithValue(word[1]) ? word[..2]
            : separator < 0 ? word
            : word[..separator];
    }

    // One may have written a value as an option, as in --json for --console json.
    private static string Meant(string flag, ImmutableArray<Option> options)
    {
        var name = flag.TrimStart('-');
        return options.FirstOrDefault(option => option.Known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } taker
            ? $" Did you mean '{taker.Flag} {name.ToLowerInvariant()}'?"
            : Nearest(flag, [.. options.Select(option => option.Flag), HelpFlags[0]]);
    }

    // A letter is as near to any other; one that was written in place of a word is that word's first.
    private static string Nearest(string flag, ImmutableArray<string> flags)
    {
        if (flag.Length != 2)
        {
            return NearestName.Hint(flag, flags);
        }

        var meant = flags.Where(known => known.TrimStart('-').StartsWith(flag[1..], StringComparison.OrdinalIgnoreCase)).ToList();
        return meant.Count == 0 ? "" : $" Did you mean {string.Join(" or ", meant.Select(known => $"'{known}'"))}?";
    }

    // One option may hold several values: a packaging has one input for all.
    private static string[] Parts(Option option, string text) =>
        option.Repeats ? text.Split([',', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
}
