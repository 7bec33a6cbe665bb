using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <content>What words become, and what tests before have established of the variables in them.</content>
internal sealed partial class ScriptWalk
{
    // By twice the condition, and one more where it holds.
    private readonly Dictionary<int, List<Left>> established = [];
    private List<BehindExit>? behindExits;

    /// <summary>Who controls what a word becomes.</summary>
    /// <param name="word">The word.</param>
    /// <param name="index">The command that it stands in.</param>
    public Provenance ValueOf(Word word, int index) => ValueOf(word, 0, word.Text.Length, index);

    /// <summary>Who controls what a part of a word becomes.</summary>
    /// <param name="word">The word.</param>
    /// <param name="from">Where the part starts in the word's text.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="index">The command that the word stands in.</param>
    /// <param name="isSplit">Whether what stands without quotes is put together again with blanks, as <c>echo</c> does, so that its breaks of lines are gone.</param>
    public Provenance ValueOf(Word word, int from, int to, int index, bool isSplit = false)
    {
        if (word.Literal)
        {
            return Provenance.Constant;
        }

        if (!word.Expansions.IsEmpty)
        {
            var value = Provenance.Constant;
            foreach (var expansion in word.Expansions)
            {
                if (expansion.Offset < from || expansion.Offset >= to)
                {
                    continue;
                }

                var one = OfExpansion(word, word.Text.Substring(expansion.Offset, Math.Min(expansion.Length, word.Text.Length - expansion.Offset)), index);
                value = Provenance.Join(value, isSplit && !expansion.Quoted && SplitsAtBreaks ? one.AtMost(Charset.Line) : one);
            }

            return value;
        }

        return OfText(word, word.Text[from..to], index);
    }

    // What a script sets IFS to decides where the shell splits.
    private bool SplitsAtBreaks => shell is ShellKind.Posix && Current("IFS") is null;

    /// <summary>Whether a command stands within a word.</summary>
    private static bool Holds(Word word, Command command) => command.Offset >= word.Offset && command.Offset < word.Offset + word.Length;

    // Of one expansion: a pasted text, a substitution, a parameter.
    private Provenance OfExpansion(Word word, string expansion, int index)
    {
        if (PastedIn(word, expansion) is { } value)
        {
            return value;
        }

        if (expansion.StartsWith("$((", StringComparison.Ordinal))
        {
            return Provenance.Constant;
        }

        if (expansion.StartsWith("$(", StringComparison.Ordinal) || expansion[0] is '`' or '<' or '>' or '(')
        {
            return Substituted(word, expansion, index);
        }

        if (shell is not (ShellKind.Posix or ShellKind.Unknown))
        {
            return OfText(word, expansion, index);
        }

        return expansion.StartsWith("${", StringComparison.Ordinal) ? OfBraces(word, expansion, index) : expansion.Length > 1 ? OfVariable(expansion.AsSpan(1), index) : Provenance.Constant;
    }

    private Provenance? PastedIn(Word word, string expansion)
    {
        foreach (var one in PastedIn(word))
        {
            if (one.Text == expansion)
            {
                return one.Provenance.Through(placeOf(one.Offset, one.Text.Length), "is pasted into the script");
            }
        }

        return null;
    }

    private ReadOnlySpan<PastedText> PastedIn(Word word)
    {
        var (first, end) = (FirstPastedAt(word.Offset), FirstPastedAt(word.Offset + word.Length));
        return pasted.AsSpan()[first..Math.Max(first, end)];
    }

    // Readers find them in that order, but for those that are put together of several texts.
    private static ImmutableArray<PastedText> InOrder(ImmutableArray<PastedText> pasted)
    {
        for (var index = 1; index < pasted.Length; index++)
        {
            if (pasted[index].Offset < pasted[index - 1].Offset)
            {
                return [.. pasted.OrderBy(one => one.Offset)];
            }
        }

        return pasted;
    }

    private int FirstPastedAt(int offset)
    {
        var (low, high) = (0, pasted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pasted[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private Provenance Substituted(Word word, string expansion, int index)
    {
        var value = Provenance.Constant;
        foreach (var child in inside[index] ?? [])
        {
            var command = commands[child];
            if (command.Nesting is Nesting.Substitution or Nesting.ProcessSubstitution && command.PipedTo is null && command.OutputFiles.IsEmpty && Holds(word, command) && expansion.Contains(TextOf(command), StringComparison.Ordinal))
            {
                Do(child);
                value = Provenance.Join(value, outputs[child] ?? Provenance.Unknown);
            }
        }

        // The elements of an array: NAME=(a "$b").
        if (expansion[0] == '(')
        {
            value = Provenance.Join(value, OfText(word, expansion[1..], index));
            foreach (var one in PastedIn(word))
            {
                value = Provenance.Join(value, one.Provenance);
            }
        }

        return value;
    }

    // ${NAME}, with what is done to it.
    private Provenance OfBraces(Word word, string expansion, int index)
    {
        var body = expansion.AsSpan(2, Math.Max(expansion.Length - 3, 0));
        if (body.StartsWith('#') && body.Length > 1)
        {
            return Provenance.Constant;
        }

        body = body.StartsWith('!') ? body[1..] : body;
        var length = body.IndexOfAnyExcept(NameCharacters);
        var name = length < 0 ? body : body[..length];
        var operation = length < 0 ? default : body[length..];
        if (name.IsEmpty && operation.Length > 0 && operation[0] is '@' or '*')
        {
            name = operation[..1];
            operation = operation[1..];
        }

        operation = operation.StartsWith('[') && operation.IndexOf(']') is > 0 and var close ? operation[(close + 1)..] : operation;
        if (operation.TrimStart(':').StartsWith('+'))
        {
            return OfText(word, operation.TrimStart(':')[1..].ToString(), index);
        }

        var value = OfVariable(name, index);
        value = operation.IsEmpty || !value.IsLed ? value : value with { IsLed = false };
        if (operation.StartsWith("//[^") && operation.IndexOf(']') is > 0 and var end)
        {
            // ${NAME//[^a-z]/-} leaves the class, and what is put in the place of the rest.
            var rest = operation[(end + 1)..];
            var replacement = rest.StartsWith('/') ? rest[1..] : default;
            return value.AtMost(TextAlphabet.Worse(TextAlphabet.Of(operation["//[^".Length..end]), TextAlphabet.Of(replacement)));
        }

        if (LeavesOneLine(operation))
        {
            return value.AtMost(Charset.Line);
        }

        if (operation.StartsWith('@') && operation is "@Q")
        {
            // Quoted for a shell.
            return value.AtMost(Charset.Limited);
        }

        return operation.TrimStart(':').StartsWith('-') || operation.TrimStart(':').StartsWith('=')
            ? Provenance.Join(value, OfText(word, operation.TrimStart(':')[1..].ToString(), index))
            : value;
    }

    // ${NAME//$'\n'/ }, ${NAME//[[:space:]]/}, ${NAME%%$'\n'*}: all breaks are put away, or what is behind the first one.
    private static bool LeavesOneLine(ReadOnlySpan<char> operation)
    {
        if (operation.StartsWith("//"))
        {
            var rest = operation[2..];
            var length = rest.StartsWith("$'") ? rest[2..].IndexOf('\'') is >= 0 and var quote ? quote + 3 : -1
                : rest.StartsWith("[[:") ? rest.IndexOf(":]]") is >= 0 and var close ? close + 3 : -1
                : rest.StartsWith("[") ? rest.IndexOf(']') + 1
                : -1;
            return length > 0 && HoldsBreak(rest[..length], isAlone: rest[0] == '$') && !HoldsBreak(rest[length..], isAlone: false);
        }

        return operation.StartsWith("%%$'\\n'*") || operation.StartsWith("%%[[:space:]]*") || operation.StartsWith("%%[[:cntrl:]]*");
    }

    // A pattern of one break, or a class of characters that has it.
    private static bool HoldsBreak(ReadOnlySpan<char> pattern, bool isAlone) =>
        isAlone ? pattern.SequenceEqual("$'\\n'") : pattern.IndexOf("\\n") >= 0 || pattern.IndexOf('\n') >= 0 || pattern.IndexOf("[:space:]") >= 0 || pattern.IndexOf("[:cntrl:]") >= 0;

    /// <summary>Who controls what a text becomes that the script writes as it is and a shell expands later.</summary>
    /// <param name="content">The text.</param>
    public Provenance ExpandedLater(ReadOnlySpan<char> content)
    {
        var value = Provenance.Constant;
        for (var mark = content.IndexOf('$'); mark >= 0;)
        {
            var name = NameAt(content[mark..], out var taken);
            value = name.IsEmpty || start.Later(name.ToString()) is not { } known ? value : Provenance.Join(value, known);
            content = content[(mark + taken)..];
            mark = content.IndexOf('$');
        }

        return value;
    }

    // Of a text whose expansions are not known one by one: those of PowerShell and cmd, and the insides of others.
    private Provenance OfText(Word word, string content, int index)
    {
        var value = Provenance.Constant;
        for (var mark = content.AsSpan().IndexOfAny('$', '%', '`'); mark >= 0;)
        {
            var rest = content.AsSpan(mark);
            var taken = 1;
            if (rest.StartsWith(PlatformWords.PasteStart) && rest.IndexOf(PlatformWords.PasteEnd) is > 0 and var pasteEnd)
            {
                taken = pasteEnd + 2;
                value = Provenance.Join(value, PastedIn(word, rest[..taken].ToString()) ?? Provenance.Unknown);
            }
            else if (rest.StartsWith("$(") || rest[0] == '`')
            {
                value = Provenance.Join(value, rest.StartsWith("$((") ? Provenance.Constant : Substituted(word, rest.ToString(), index));
            }
            else
            {
                var name = NameAt(rest, out taken);
                value = name.IsEmpty ? value : Provenance.Join(value, OfVariable(name, index));
            }

            var next = content.AsSpan(mark + taken).IndexOfAny('$', '%', '`');
            mark = next < 0 ? -1 : mark + taken + next;
        }

        return value;
    }

    // $NAME, ${NAME…}, $env:NAME, ${env:NAME}, %NAME%, !NAME!.
    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text, out int taken)
    {
        const string Environment = "env:";
        var begin = text.StartsWith("${") ? 2 : 1;
        begin += text[begin..].StartsWith(Environment, StringComparison.OrdinalIgnoreCase) ? Environment.Length : 0;
        var rest = text[begin..];
        var length = rest.IndexOfAnyExcept(NameCharacters);
        length = length < 0 ? rest.Length : length;
        taken = Math.Max(begin + length, 1);
        return text[0] == '%' && (length == rest.Length || rest[length] != '%') ? default : rest[..length];
    }

    private Provenance OfVariable(ReadOnlySpan<char> name, int index)
    {
        if (name.Length == 0 || (name.Length == 1 && !char.IsAsciiLetterOrDigit(name[0]) && name[0] is not ('_' or '@' or '*')))
        {
            return Provenance.Constant;
        }

        if (char.IsAsciiDigit(name[0]) || name[0] is '@' or '*')
        {
            return OfParameter(name, index);
        }

        var variable = name.ToString();
        if ((variables.GetValueOrDefault(variable) ?? (shell is ShellKind.Posix ? null : FindAnyCase(variable))) is { } local)
        {
            return local.Value.AtMost(LeftOf(variable, index, local.Since));
        }

        return start.Variable(variable)?.AtMost(LeftOf(variable, index, since: -1)) ?? Provenance.Unknown;
    }

    private Held? FindAnyCase(string name)
    {
        foreach (var (known, value) in variables)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private Provenance OfParameter(ReadOnlySpan<char> parameter, int index)
    {
        for (var at = (int?)index; at is { } command; at = commands[command].Inside)
        {
            foreach (var branch in commands[command].Branches.Reverse())
            {
                if (commands[branch.Condition] is { Name: "function", Words: [var function, ..] } && parameters.Of(function.Text, parameter) is { } known)
                {
                    return known;
                }
            }
        }

        return Provenance.Unknown;
    }

    // What the tests around a command, and those before it that end the script otherwise, have left of a variable.
    private Charset LeftOf(string variable, int index, int since)
    {
        var left = Charset.Free;
        for (var at = (int?)index; at is { } command; at = commands[command].Inside)
        {
            foreach (var branch in commands[command].Branches)
            {
                if (branch.Condition > since)
                {
                    left = Smaller(left, Established(branch), variable);
                }
            }
        }

        foreach (var exit in behindExits ??= FindExits())
        {
            if (exit.Left.Variable == variable && exit.Behind > since && exit.Behind < index && exit.Left.Charset < left && IsWithin(index, exit.Around))
            {
                left = exit.Left.Charset;
            }
        }

        return left;
    }

    private static Charset Smaller(Charset left, List<Left> facts, string variable)
    {
        foreach (var fact in facts)
        {
            left = fact.Variable == variable && fact.Charset < left ? fact.Charset : left;
        }

        return left;
    }

    private string Written(Word word) => text.Substring(word.Offset, Math.Min(word.Length, text.Length - word.Offset));

    private List<Left> Established(Branch branch)
    {
        if (commands[branch.Condition].Name is "case")
        {
            return branch.Pattern is { } pattern && Guards.OfCase(commands[branch.Condition], [pattern], excluded: null) is { } fact ? [fact] : [];
        }

        return Established(branch.Condition, branch.When);
    }

    // A list of tests: of "a && b" both have succeeded where the list has; of "a || b" both have failed where it has.
    private List<Left> Established(int condition, bool outcome)
    {
        if (established.TryGetValue((condition * 2) + (outcome ? 1 : 0), out var known))
        {
            return known;
        }

        var facts = new List<Left>();
        var links = commands[condition].Branches.Where(branch => branch.IsLink).ToImmutableArray();
        if (links.All(link => link.When == outcome))
        {
            facts.AddRange(Guards.Of(commands, condition, outcome, Written));
            foreach (var link in links)
            {
                facts.AddRange(Guards.Of(commands, link.Condition, outcome, Written));
            }
        }

        return established[(condition * 2) + (outcome ? 1 : 0)] = facts;
    }

    // "test || exit 1", "if ! test; then exit 1; fi", "case … *) exit 1 ;; esac": whoever comes by has passed.
    private List<BehindExit> FindExits()
    {
        var found = new List<BehindExit>();
        for (var index = 0; index < commands.Length; index++)
        {
            var command = commands[index];
            if (command.Name is not ("exit" or "return" or "continue" or "break" or "throw") || command.Branches.IsEmpty || command.InSubshell || command.Nesting is Nesting.Substitution or Nesting.ProcessSubstitution)
            {
                continue;
            }

            var last = command.Branches[^1];
            ImmutableArray<Branch> around = last.IsLink ? [.. command.Branches.Where(branch => !branch.IsLink)] : command.Branches[..^1];
            if (commands[last.Condition].Name is "case")
            {
                if (last.Pattern is { } pattern && Guards.OfCase(commands[last.Condition], OtherPatterns(last), pattern) is { } fact)
                {
                    found.Add(new BehindExit(around, index, fact));
                }
            }
            else
            {
                found.AddRange(Established(last.Condition, !last.When).Select(fact => new BehindExit(around, index, fact)));
            }
        }

        return found;
    }

    // Behind "*) exit", one of the other patterns has matched.
    private List<string> OtherPatterns(Branch branch)
    {
        var others = branch.Pattern is "*" or "(*"
            ? commands[branch.Condition].Words.Skip(2).Select(word => word.Text).Where(pattern => pattern != branch.Pattern).ToList()
            : [];
        return others.Count == 0 ? ["*"] : others;
    }

    private bool IsWithin(int index, ImmutableArray<Branch> around)
    {
        var branches = commands[index].Branches;
        for (var at = commands[index].Inside; at is { } outer; at = commands[outer].Inside)
        {
            branches = [.. commands[outer].Branches, .. branches];
        }

        return branches.Length >= around.Length && branches.AsSpan(0, around.Length).SequenceEqual(around.AsSpan());
    }

    // What holds of a variable behind a place at which the script may have ended, within the branches around it.
    private sealed record BehindExit(ImmutableArray<Branch> Around, int Behind, Left Left);
}
