using System.Collections.Immutable;

namespace PoPipeline.Tool;

/// <summary>Reads a command line by the table of verbs and options.</summary>
internal static class CommandLine
{
    private const string True = "true";
    private const string False = "false";

    private static readonly ImmutableArray<string> HelpFlags = ["--help", "-h"];
    private static readonly ImmutableArray<string> GlobalFlags = ["--help", "--version"];

    /// <summary>Reads it by the table of verbs. Never throws.</summary>
    /// <param name="words">The words.</param>
    public static Invocation Parse(params ReadOnlySpan<string> words) => Parse(Usage.Verbs, words);

    /// <summary>Reads it. Never throws.</summary>
    /// <param name="verbs">The verbs there are, of one word or of two.</param>
    /// <param name="words">The words.</param>
    public static Invocation Parse(ImmutableArray<Verb> verbs, params ReadOnlySpan<string> words) => words switch
    {
        [] => new Invocation { Help = true, Error = "Say what to do." },
        ["--version"] => new Invocation { Version = true },
        ["--help" or "-h", ..] or ["help"] => new Invocation { Help = true },
        ["help", .. var names] => Parse(verbs, [.. names, HelpFlags[0]]),
        [var name, .. var rest] when VerbOf(verbs, name) is { } verb => Parse(verb, rest.ToArray()),
        [var group, .. var rest] when verbs.Any(verb => verb.Group == group) => ParseInGroup(verbs, group, rest),
        [var name, ..] => new Invocation { Error = Unknown(name, verbs.Select(verb => verb.Group ?? verb.Name)) },
    };

    private static Invocation ParseInGroup(ImmutableArray<Verb> verbs, string group, ReadOnlySpan<string> words) => words switch
    {
        [] => new Invocation { Group = group, Error = $"Say what to do: {string.Join(", ", In(verbs, group).Select(verb => $"'po {verb.Name}'"))}." },
        [var flag, ..] when HelpFlags.Contains(flag) => new Invocation { Group = group, Help = true },
        [var name, .. var rest] when VerbOf(verbs, $"{group} {name}") is { } verb => Parse(verb, rest.ToArray()),
        [var name, ..] => new Invocation { Group = group, Error = Unknown(name, In(verbs, group).Select(verb => verb.LastWord)) },
    };

    private static Verb? VerbOf(ImmutableArray<Verb> verbs, string name) => verbs.FirstOrDefault(verb => verb.Name == name);

    private static IEnumerable<Verb> In(ImmutableArray<Verb> verbs, string group) => verbs.Where(verb => verb.Group == group);

    private static string Unknown(string word, IEnumerable<string> known) => word.StartsWith('-')
        ? $"The option '{word}' is not known.{NearestName.Hint(word, GlobalFlags)}"
        : $"The verb '{word}' is not known.{NearestName.Hint(word, known.Distinct(StringComparer.Ordinal))}";

    private static Invocation Parse(Verb verb, string[] words)
    {
        if (words.Any(HelpFlags.Contains))
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

            var error = !onlyOperands && word.StartsWith('-') && word.Length > 1
                ? TakeOption(verb, options, word, rest, values)
                : TakeOperand(verb, word, values);
            if (error is not null)
            {
                return new Invocation { Verb = verb, Error = error };
            }
        }

        return verb.Operand is { Required: true } operand && values.All(value => value.Argument != operand.Argument)
            ? new Invocation { Verb = verb, Error = $"{operand.Name} is missing." }
            : new Invocation { Verb = verb, Values = values.DrainToImmutable() };
    }

    private static string? TakeOption(
        Verb verb,
        ImmutableArray<Option> options,
        string word,
        Queue<string> rest,
        ImmutableArray<Value>.Builder values)
    {
        var separator = word.IndexOf('=', StringComparison.Ordinal);
        var flag = separator < 0 ? word : word[..separator];
        if (options.FirstOrDefault(option => option.Flag == flag) is not { } known)
        {
            return $"The option '{flag}' of 'po {verb.Name}' is not known.{NearestName.Hint(flag, options.Select(option => option.Flag))}";
        }

        if (!known.Repeats && values.Any(value => value.Argument == known.Argument))
        {
            return $"The option '{flag}' is given more than once.";
        }

        var text = separator >= 0 ? word[(separator + 1)..] : known.Value is null ? True : rest.TryDequeue(out var next) ? next : "";
        if (text.Length == 0)
        {
            return $"The option '{flag}' lacks its value: {known.Usage}.";
        }

        var names = known.Value is null ? [True, False] : known.Known;
        var wrong = names.IsEmpty ? null : Parts(known, text).FirstOrDefault(part => !names.Contains(part, StringComparer.OrdinalIgnoreCase));
        if (wrong is not null)
        {
            return $"'{wrong}' is not a value of '{flag}'.{(NearestName.Hint(wrong, names) is { Length: > 0 } hint ? hint : $" Known are {string.Join(", ", names)}.")}";
        }

        values.Add(new Value(known.Argument, text));
        return null;
    }

    private static string? TakeOperand(Verb verb, string word, ImmutableArray<Value>.Builder values)
    {
        if (verb.Operand is not { } operand || (!operand.Repeats && values.Any(value => value.Argument == operand.Argument)))
        {
            return $"'{word}' is one word too many.";
        }

        if (word.Length == 0)
        {
            return $"{operand.Name} is empty.";
        }

        values.Add(new Value(operand.Argument, word));
        return null;
    }

    // One option may hold several values: a packaging has one input for all.
    private static string[] Parts(Option option, string text) =>
        option.Repeats ? text.Split([',', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
}
