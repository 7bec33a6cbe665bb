using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>Says what a test establishes of the variables that it looks at.</summary>
internal static class Guards
{
    /// <summary>What is left of variables where a test has this outcome.</summary>
    /// <param name="commands">The script's commands.</param>
    /// <param name="index">The test.</param>
    /// <param name="outcome">Whether it succeeds, <c>!</c> before it included.</param>
    /// <param name="written">A word as it is written, with its quotes and backslashes.</param>
    public static IEnumerable<Left> Of(ImmutableArray<Command> commands, int index, bool outcome, Func<Word, string> written)
    {
        var test = commands[index];
        var succeeds = outcome != test.Negated;
        return test.Name switch
        {
            "[[" or "[" or "test" => Compared(test, succeeds, written),
            "grep" or "egrep" when succeeds => Matched(commands, index),
            _ => [],
        };
    }

    /// <summary>What is left of the variable that <c>case</c> looks at, behind one of its patterns or behind all of them but one.</summary>
    /// <param name="test">The <c>case</c>.</param>
    /// <param name="patterns">The patterns that may have matched.</param>
    /// <param name="excluded">A pattern that has not matched; null where nothing is known of one.</param>
    public static Left? OfCase(Command test, IEnumerable<string> patterns, string? excluded)
    {
        if (test.Words.Length < 2 || VariableOf(test.Words[1]) is not { } variable)
        {
            return null;
        }

        // *[!0-9]* has not matched: there is nothing but digits.
        if (excluded is not null && NegatedIn(excluded) is { } left)
        {
            return new Left(variable, left);
        }

        var charset = Charset.Fixed;
        foreach (var pattern in patterns)
        {
            charset = TextAlphabet.Worse(charset, OfPattern(pattern));
        }

        return charset >= Charset.Line ? null : new Left(variable, charset);
    }

    /// <summary>The variable that a word is, and nothing else: <c>"$X"</c>, <c>"${X}"</c>.</summary>
    public static string? VariableOf(Word word)
    {
        var text = word.Text.AsSpan();
        if (!text.StartsWith('$'))
        {
            return null;
        }

        var name = text.StartsWith("${") && text.EndsWith('}') ? text[2..^1] : text[1..];
        return name.Length > 0 && name.IndexOfAnyExcept(ScriptWalk.NameCharacters) < 0 ? name.ToString() : null;
    }

    // A pattern of file names, or several of them: a text without stars is itself.
    private static Charset OfPattern(string pattern)
    {
        var charset = Charset.Fixed;
        foreach (var one in pattern.TrimStart('(').Split('|'))
        {
            var text = one.Trim().Trim('"', '\'');
            charset = TextAlphabet.Worse(charset, text.Contains('*') || text.Contains('?') || text.Contains('$') ? Charset.Free : Charset.Limited);
        }

        return charset;
    }

    private static Charset? NegatedIn(string pattern)
    {
        var text = pattern.Replace("''", "", StringComparison.Ordinal).Replace("\"\"", "", StringComparison.Ordinal).Split('|')
            .Select(one => one.Trim()).FirstOrDefault(one => one.StartsWith("*[!", StringComparison.Ordinal) || one.StartsWith("*[^", StringComparison.Ordinal));
        return text is not null && text.EndsWith("]*", StringComparison.Ordinal) ? TextAlphabet.Of(text.AsSpan()[3..^2]) : null;
    }

    private static IEnumerable<Left> Compared(Command test, bool succeeds, Func<Word, string> written)
    {
        var words = test.Words;

        // With 'or' in it, no part is certain where it succeeds; with 'and', none where it fails.
        var isEither = words.Any(word => word.Text is "||" or "-o");
        var isBoth = words.Any(word => word.Text is "&&" or "-a");
        if (succeeds ? isEither : isBoth)
        {
            yield break;
        }

        for (var index = 1; index + 1 < words.Length; index++)
        {
            var isNegated = words[index - 1].Text is "!";
            var holds = succeeds != isNegated;
            if (words[index].Text is "-z" && holds && VariableOf(words[index + 1]) is { } empty)
            {
                yield return new Left(empty, Charset.Fixed);
            }

            if (index + 1 >= words.Length || VariableOf(words[index]) is not { } variable)
            {
                continue;
            }

            var value = index + 2 < words.Length ? words[index + 2] : null;
            holds = succeeds != (index >= 2 && words[index - 1].Text is "!");
            var left = (words[index + 1].Text, holds) switch
            {
                ("=~", true) when value is { Literal: true } => WholeOf(written(value)),
                ("=~", false) when value is not null && TextPattern.Of(written(value)).NegatedClass is { } kept => TextAlphabet.Of(kept),
                ("=" or "==", true) or ("!=", false) when value is { Literal: true } && !value.Text.Contains('*') => Charset.Limited,
                ("-eq" or "-ne" or "-gt" or "-ge" or "-lt" or "-le", true) when test.Name is not "[[" => Charset.Fixed,
                _ => (Charset?)null,
            };
            if (left is { } known)
            {
                yield return new Left(variable, known);
            }
        }
    }

    private static Charset? WholeOf(string pattern) => TextPattern.Of(pattern) is { IsWhole: true, Charset: < Charset.Line } whole ? whole.Charset : null;

    // grep -Eq '^[0-9]+$' <<< "$X", and echo "$X" | grep -Eq '^[0-9]+$'.
    private static IEnumerable<Left> Matched(ImmutableArray<Command> commands, int index)
    {
        var grep = new GrepCall(commands[index]);
        if (grep.IsInverted || !grep.IsWholeLine || grep.Pattern is not { Charset: < Charset.Line } pattern)
        {
            yield break;
        }

        var words = commands[index].Documents.AsEnumerable();
        for (var before = 0; before < index; before++)
        {
            if (commands[before].PipedTo == index && commands[before].Name is "echo" or "printf")
            {
                words = words.Concat(commands[before].Words.Skip(1));
            }
        }

        foreach (var word in words)
        {
            if (VariableOf(word) is { } variable)
            {
                yield return new Left(variable, pattern.Charset);
            }
        }
    }
}

/// <summary>What is left of a variable.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Charset">How free its text still is.</param>
internal sealed record Left(string Variable, Charset Charset);
