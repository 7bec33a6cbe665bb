using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>A command, read as its program reads it.</summary>
internal sealed class Invocation
{
    private readonly Command command;

    private Invocation(Command command, InstallSurroundings around)
    {
        this.command = command;
        Around = around;
    }

    /// <summary>What stands around it.</summary>
    public InstallSurroundings Around { get; }

    /// <summary>The program.</summary>
    public string Program => command.Name;

    /// <summary>All words, the program first.</summary>
    public ImmutableArray<Word> Words => command.Words;

    /// <summary>The options, in their order.</summary>
    public ImmutableArray<Option> Options { get; private set; } = [];

    /// <summary>The words that are no options, nor values of one, in their order: the verb first, where there is one.</summary>
    public ImmutableArray<Word> Operands { get; private set; } = [];

    /// <summary>A word of which only the shell knows what it becomes, perhaps options or nothing; null where there is none.</summary>
    public Word? Computed { get; private set; }

    /// <summary>The first operand; empty where there is none.</summary>
    public string Verb => Operands.Length > 0 ? Operands[0].Text : "";

    /// <summary>The word of the verb, or of the program where there is none.</summary>
    public Word At => Operands.Length > 0 ? Operands[0] : Words[0];

    /// <summary>Whether only the shell knows what the program is told to do.</summary>
    public bool HasComputedVerb => Operands.Length > 0 && ReferenceEquals(Operands[0], Computed);

    /// <summary>Reads a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="around">What stands around it.</param>
    /// <param name="syntax">How its program reads words.</param>
    public static Invocation Read(Command command, InstallSurroundings around, Syntax syntax)
    {
        var read = new Invocation(command, around);
        var options = ImmutableArray.CreateBuilder<Option>();
        var operands = ImmutableArray.CreateBuilder<Word>();
        var words = command.Words;
        for (var index = 1; index < words.Length; index++)
        {
            var word = words[index];
            if (operands.Count > 0 && operands.Count >= syntax.EndOf(operands[0].Text))
            {
                break;
            }

            if (word.Text == "--")
            {
                operands.AddRange(syntax.Ends.Count > 0 ? [] : words.AsSpan()[(index + 1)..]);
                break;
            }

            if (IsOption(word, syntax))
            {
                index += AddOption(word, index + 1 < words.Length ? words[index + 1] : null, syntax, options);
                continue;
            }

            if (IsComputed(word))
            {
                read.Computed ??= word;
            }

            operands.Add(word);
        }

        // What 'xargs' adds is not to be seen.
        if (command.Wrappers.Any(word => word.Text is "xargs"))
        {
            read.Computed ??= words[0];
        }

        read.Options = options.ToImmutable();
        read.Operands = operands.ToImmutable();
        return read;
    }

    /// <summary>The command without some words that stand before its verb.</summary>
    public Invocation WithoutOperands(params ReadOnlySpan<string> words)
    {
        var first = 0;
        while (first + 1 < Operands.Length && words.Contains(Operands[first].Text))
        {
            first++;
        }

        Operands = Operands[first..];
        return this;
    }

    /// <summary>The command from one of its operands on.</summary>
    /// <param name="operand">The operand.</param>
    public Command From(Word operand)
    {
        var index = command.Words.IndexOf(operand);
        return index < 1 ? command : command with { Words = [command.Words[0], .. command.Words[index..]] };
    }

    /// <summary>The last option of one of some names; null where there is none.</summary>
    public Option? Last(params ReadOnlySpan<string> names)
    {
        for (var index = Options.Length - 1; index >= 0; index--)
        {
            if (names.Contains(Options[index].Name))
            {
                return Options[index];
            }
        }

        return null;
    }

    /// <summary>The value of the last option of one of some names, as it is written; null where there is none.</summary>
    public string? Value(params ReadOnlySpan<string> names) => Last(names)?.Value?.Text;

    /// <summary>All values of the options of some names.</summary>
    public IEnumerable<Word> Values(params string[] names) => Options.Where(option => option.Value is not null && names.Contains(option.Name)).Select(option => option.Value!);

    /// <summary>Whether the command has an option, of one of some names.</summary>
    public bool Has(params ReadOnlySpan<string> names) => Last(names) is not null;

    /// <summary>What options say that are on or off: <c>--frozen-lockfile</c>, <c>--no-frozen-lockfile</c>, <c>--frozen-lockfile=false</c>; the last one counts. Null where there is none.</summary>
    public Answer? Switch(params ReadOnlySpan<string> names)
    {
        for (var index = Options.Length - 1; index >= 0; index--)
        {
            var option = Options[index];
            foreach (var name in names)
            {
                if (option.Name == name)
                {
                    return new Answer(option.Value is null ? true : Answer.Read(option.Value.Literal ? option.Value.Text : null), $"'{option.Word.Text}'", option.Word);
                }

                if (option.Name.StartsWith("--no-", StringComparison.Ordinal) && option.Name.AsSpan(5).SequenceEqual(name.AsSpan().TrimStart('-')))
                {
                    return new Answer(option.Value is null ? false : !Answer.Read(option.Value.Literal ? option.Value.Text : null), $"'{option.Word.Text}'", option.Word);
                }
            }
        }

        return null;
    }

    /// <summary>The variable of a name that the program sees; null where it is not set.</summary>
    public ToolSetting? Variable(string name, StringComparison comparison = StringComparison.Ordinal)
    {
        for (var index = command.Assignments.Length - 1; index >= 0; index--)
        {
            var word = command.Assignments[index];
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && word.Text.AsSpan(0, equals).Equals(name, comparison))
            {
                return new ToolSetting(name, word.Literal ? word.Text[(equals + 1)..] : null);
            }
        }

        return IsCleared(name) ? null
            : Around.Variables.TryGetValue(name, out var variable) ? variable
            : comparison is StringComparison.Ordinal ? null
            : Around.Variables.Where(pair => pair.Key.Equals(name, comparison)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).FirstOrDefault();
    }

    /// <summary>A word that begins with a variable, with what the files set that to; the word itself where they do not.</summary>
    /// <param name="word">The word.</param>
    public Word Valued(Word word)
    {
        if (word.Literal || word.Text is not ['$', _, ..])
        {
            return word;
        }

        var isBraced = word.Text[1] is '{';
        var start = isBraced ? 2 : 1;
        var end = start;
        while (end < word.Text.Length && (char.IsAsciiLetterOrDigit(word.Text[end]) || word.Text[end] is '_'))
        {
            end++;
        }

        if (end == start || (isBraced && (end == word.Text.Length || word.Text[end] is not '}')) || Around.Variables.GetValueOrDefault(word.Text[start..end]) is not { Value: { Length: > 0 } value })
        {
            return word;
        }

        var text = $"{value}{word.Text.AsSpan(isBraced ? end + 1 : end)}";
        return text.AsSpan().IndexOfAny("$`* ") >= 0 ? word : new Word(text, Literal: true, word.Offset, word.Length);
    }

    /// <summary>All variables that the program sees, by name.</summary>
    public ImmutableDictionary<string, ToolSetting> AllVariables() =>
        Around.Variables.RemoveRange(Around.Variables.Keys.Where(IsCleared)).SetItems(Assignments.In(command.Assignments).Select(variable => KeyValuePair.Create(variable.Name, variable)));

    /// <summary>What a variable says that stands for yes or no; null where it is not set.</summary>
    public Answer? Environment(string name, StringComparison comparison = StringComparison.Ordinal) => AnswerOf(Variable(name, comparison));

    /// <summary>The setting of a file; null where it is not set.</summary>
    public ToolSetting? Setting(string name)
    {
        for (var index = Around.Settings.Length - 1; index >= 0; index--)
        {
            if (Around.Settings[index].Name == name)
            {
                return Around.Settings[index];
            }
        }

        return null;
    }

    /// <summary>What a setting says that stands for yes or no; null where it is not set.</summary>
    public Answer? Configured(string name) => AnswerOf(Setting(name));

    /// <summary>Whether a program takes itself to run in continuous integration, as <c>ci-info</c> tells it: pnpm and Yarn do, since version 2.</summary>
    /// <remarks>Source: https://github.com/watson/ci-info/blob/master/index.js.</remarks>
    public Answer? Ci()
    {
        var ci = Variable("CI");
        if (ci is { Value: null or "false" })
        {
            return new Answer(ci.Value is null ? null : false, "'CI'", Setting: ci);
        }

        if (ci is { Value: not "" } || (ci is null && Around.IsCi && !IsCleared("CI")))
        {
            return new Answer(On: true, "'CI'", Setting: ci);
        }

        ToolSetting? open = null;
        foreach (var mark in PlatformProfiles.CiMarks)
        {
            if (Variable(mark) is { } set ? set.Value is not (null or "") : Around.CiMarks.Contains(mark) && !IsCleared(mark))
            {
                return new Answer(On: true, $"'{mark}'");
            }

            open ??= Variable(mark) is { Value: null } unknown ? unknown : null;
        }

        return open is not null ? new Answer(On: null, $"'{open.Name}'", Setting: open)
            : ci is null ? null : new Answer(On: false, "'CI'", Setting: ci);
    }

    /// <summary>Whether there is a lock; null where nobody looked.</summary>
    public bool? HasLock(Ecosystem ecosystem) => Around.Locks.TryGetValue(ecosystem, out var has) ? has : null;

    /// <summary>An act of the command.</summary>
    public InstallAct Act(Ecosystem ecosystem, LockUse use, string why, Answer? by = null, string? instead = null, Word? at = null) =>
        new(ecosystem, use, why, at ?? by?.At ?? At) { Instead = instead, Decider = by?.Setting };

    /// <summary>That an answer is not known, so that it cannot be told.</summary>
    public InstallAct Unanswered(Ecosystem ecosystem, Answer answer, string? instead = null) =>
        Act(
            ecosystem,
            LockUse.Unknown,
            answer.Setting?.Condition is { } condition ? $"{answer.By} is set where {condition}, and whether that holds is only known while the pipeline runs" : $"what {answer.By} is set to is only known while the pipeline runs",
            answer,
            instead);

    /// <summary>That a word is computed, so that it cannot be told.</summary>
    public InstallAct Uncertain(Ecosystem ecosystem, string? instead = null) =>
        Act(ecosystem, LockUse.Unknown, $"what '{Computed!.Text}' stands for is only known while the pipeline runs", instead: instead, at: Computed);

    /// <summary>Whether a word may become options: it starts with something that is expanded.</summary>
    public static bool IsComputed(Word word) => !word.Literal && word.Text.Length > 0
        && (word.Expansions.IsEmpty ? word.Text[0] is '$' or '%' or '<' or '{' or '`' or '@' or '(' : word.Expansions[0].Offset == 0);

    // 'env -i' and 'env -u NAME' start the program without what stands around.
    private bool IsCleared(string name)
    {
        for (var index = 0; index < command.Wrappers.Length; index++)
        {
            if (command.Wrappers[index].Text is "env" or "/usr/bin/env" or "/bin/env")
            {
                for (index++; index < command.Wrappers.Length && command.Wrappers[index] is { Text: var text }; index++)
                {
                    if (text is "-i" or "--ignore-environment" || (text is "-u" or "--unset" && index + 1 < command.Wrappers.Length && command.Wrappers[index + 1].Text == name) || text == $"--unset={name}")
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static Answer? AnswerOf(ToolSetting? setting) => setting is null ? null : new Answer(Answer.Read(setting.Value), $"'{setting.Name}'", Setting: setting);

    private static bool IsOption(Word word, Syntax syntax) =>
        (word.Text.Length > 1 && word.Text[0] == '-') || (syntax.MsBuild && MsBuildOption(word.Text) > 0);

    // '/p:A=B' and '/restore' are options; '/src/App.csproj' is a path.
    private static int MsBuildOption(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return text.Length > 1 && text[0] == '/' && (colon > 0 ? text.AsSpan(1, colon - 1).IndexOf('/') < 0 : text.ToUpperInvariant() is "/RESTORE" or "/R" or "/NOLOGO" or "/M" or "/BL") ? 1 : 0;
    }

    // Only the run knows what a computed word is, and nobody writes one there that is none: -j $(nproc).
    private static bool IsNumber(Word word) => word.Text.Length > 0 && (char.IsAsciiDigit(word.Text[0]) || word.Text[0] is '.' || IsComputed(word));

    private static int AddOption(Word word, Word? next, Syntax syntax, ImmutableArray<Option>.Builder options)
    {
        var text = syntax.MsBuild && word.Text[0] == '/' ? $"-{word.Text[1..]}" : word.Text;
        var end = syntax.MsBuild ? text.AsSpan().IndexOfAny('=', ':') : text.IndexOf('=', StringComparison.Ordinal);
        if (end > 0)
        {
            options.Add(new Option(text[..end], word with { Text = text[(end + 1)..] }, word));
            return 0;
        }

        if (syntax.ValuedOptions.Contains(text) && next is not null)
        {
            options.Add(new Option(text, next, word));
            return 1;
        }

        if (syntax.NumberedOptions.Contains(text))
        {
            var number = next is not null && IsNumber(next) ? next : null;
            options.Add(new Option(text, number, word));
            return number is null ? 0 : 1;
        }

        if (syntax.LooseBooleans && text.StartsWith("--", StringComparison.Ordinal) && next?.Text is "true" or "false")
        {
            options.Add(new Option(text, next, word));
            return 1;
        }

        if (!syntax.Clusters || text.Length == 2 || text[1] == '-')
        {
            options.Add(new Option(text, null, word));
            return 0;
        }

        for (var index = 1; index < text.Length; index++)
        {
            var name = $"-{text[index]}";
            var isLast = index + 1 == text.Length;
            var isValued = syntax.ValuedOptions.Contains(name) || (syntax.NumberedOptions.Contains(name) && (!isLast || (next is not null && IsNumber(next)))) || (!isLast && syntax.Attached.Contains(text[index], StringComparison.Ordinal));
            if (!isValued)
            {
                options.Add(new Option(name, null, word));
                continue;
            }

            options.Add(new Option(name, isLast ? next : word with { Text = text[(index + 1)..] }, word));
            return isLast && next is not null ? 1 : 0;
        }

        return 0;
    }
}
