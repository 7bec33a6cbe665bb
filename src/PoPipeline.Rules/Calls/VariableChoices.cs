using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using Choices = PoPipeline.Rules.Analysis.ChangedValues<string, System.Collections.Immutable.ImmutableArray<PoPipeline.Rules.Calls.ShellValue>>;

namespace PoPipeline.Rules.Calls;

/// <summary>What the variables of a script may hold before each of its commands, by what it sets, adds and puts into lists itself, in one branch or another.</summary>
/// <remarks>Sources: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06, https://www.gnu.org/software/bash/manual/html_node/Arrays.html.</remarks>
internal sealed class VariableChoices
{
    // Who needs more was not writing for people.
    private const int Most = 8;
    private const int Longest = 2_000;
    private const string Handed = "@";

    private readonly Lazy<Walked> walked;

    private VariableChoices(Func<Walked> walked) => this.walked = new(walked);

    private static readonly ShellValue Empty = new([], IsList: true);
    private static readonly ImmutableArray<ShellValue> Nothing = [Empty];

    /// <summary>Nothing is set.</summary>
    public static VariableChoices None { get; } = new(static () => new Walked([Choices.None], Walk: null));

    /// <summary>Nothing is set, and the script is handed nothing: <c>"$@"</c> has no elements.</summary>
    public static VariableChoices HandedNothing { get; } = new(static () => new Walked([Choices.None.With(Handed, Nothing)], Walk: null));

    /// <summary>Those of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="earlier">Those of a text before it that is a part of the same program.</param>
    public static VariableChoices In(Script script, VariableChoices earlier)
    {
        var isSetting = script.Shell is ShellKind.Posix && script.Commands.Any(IsSetting);
        if (ReferenceEquals(earlier, None))
        {
            return isSetting ? new(() => Walk.Through(script, Choices.None)) : None;
        }

        if (ReferenceEquals(earlier, HandedNothing) && !isSetting && !script.Commands.Any(command => command.Words.Any(word => NamesIn(word).Contains(Handed))))
        {
            return HandedNothing;
        }

        var start = earlier.walked.Value.Before[^1];
        return new(() => isSetting || IsHandedNothing(start) ? Walk.Through(script, start) : new Walked([start], Walk: null));
    }

    // What calls a function may hand something to it.
    private static bool IsHandedNothing(Choices choices) => choices.Values.TryGetValue(Handed, out var handed) && handed == Nothing;

    /// <summary>A command of the script as the shell may hand it to its program: once for each of what its variables may hold.</summary>
    /// <param name="index">Which of the commands it is.</param>
    /// <param name="command">The command.</param>
    /// <param name="start">What stands around the first command of the script.</param>
    /// <returns>The command; nothing where the script says nothing of its variables.</returns>
    public IReadOnlyList<Command> Of(int index, Command command, Lazy<InstallSurroundings> start)
    {
        if (ReferenceEquals(this, None) || ReferenceEquals(this, HandedNothing) || command.Words.All(word => word.Literal || word.Expansions.IsEmpty))
        {
            return [];
        }

        var choices = walked.Value.At(index, command);
        return choices.Values.Count == 0 || !command.Words.Any(word => NamesIn(word).Any(choices.Values.ContainsKey)) ? []
            : [.. Expanded(command.Words, choices, (name, value) => value.Equals(Outside(name)) ? AtStart(name, start) : value).Select(words => ExpandedWords.Of(Started(command, words), start))];
    }

    /// <summary>The variable of which a word is a list that may have no element: <c>"${args[@]}"</c>, <c>"$@"</c>; null where it is something else.</summary>
    /// <param name="expansion">The word.</param>
    public static string? ListOf(ReadOnlySpan<char> expansion)
    {
        if (expansion is "$@" or "$*" or "${@}" or "${*}")
        {
            return Handed;
        }

        if (expansion is not ['$', '{', .. var name, '}'] || name.IndexOf('[') is not (> 0 and var open))
        {
            return null;
        }

        // "${args[@]+"${args[@]}"}" is what people write who have the shell refuse what is not set.
        var rest = name[open..];
        return rest is "[@]" or "[*]" || rest.StartsWith("[@]+", StringComparison.Ordinal) || rest.StartsWith("[@]:+", StringComparison.Ordinal) || rest is "[@]-" or "[@]:-" ? name[..open].ToString() : null;
    }

    // What is a program only where it is expanded: "${command[@]}".
    private static Command Started(Command command, ImmutableArray<Word> words) =>
        command.Name.Length == 0 && words is [{ Literal: true } program, ..] ? command with { Name = ShellNames.ProgramOf(program.Text), Words = words } : command with { Words = words };

    private static IEnumerable<string> NamesIn(Word word)
    {
        foreach (var part in word.Expansions)
        {
            if (NameOf(word.Text.AsSpan(part.Offset, part.Length)) is { } name)
            {
                yield return name;
            }
        }
    }

    private static string? NameOf(ReadOnlySpan<char> expansion) => ExpandedWords.VariableOf(expansion) ?? ListOf(expansion);

    private static bool IsSetting(Command command) => command.Words.IsEmpty ? !command.Assignments.IsEmpty : command.Name is "declare" or "local" or "typeset" or "readonly" or "export" or "set";

    // Each variable is the same in all words; what would be too much is left as it is written.
    private static List<ImmutableArray<Word>> Expanded(ImmutableArray<Word> words, Choices values, Func<string, ShellValue, ShellValue> read)
    {
        List<ImmutableDictionary<string, ShellValue>> picks = [ImmutableDictionary<string, ShellValue>.Empty];
        foreach (var name in words.SelectMany(NamesIn).Distinct(StringComparer.Ordinal))
        {
            if (values.Values.TryGetValue(name, out var choices) && picks.Count * choices.Length <= Most)
            {
                picks = [.. picks.SelectMany(pick => choices.Select(choice => pick.SetItem(name, read(name, choice))))];
            }
        }

        return [.. picks.Select(pick => ExpandedWords.Of(words, part => ValueOf(part, pick)) ?? words)];
    }

    // ${NAME:-other} is not what is empty.
    private static ShellValue? ValueOf(string part, ImmutableDictionary<string, ShellValue> pick)
    {
        var value = NameOf(part) is { } name ? pick.GetValueOrDefault(name) : null;
        return value is { IsList: false, Words: [{ Text: "" }] } && part.Contains('-', StringComparison.Ordinal) ? null : value;
    }

    // What a variable is that the script sets in another branch alone.
    private static ShellValue AtStart(string name, Lazy<InstallSurroundings> start) =>
        !start.Value.Variables.TryGetValue(name, out var handed) ? ShellValue.Of("") : handed.Value is { } value ? ShellValue.Of(value) : Unknown(name);

    // What a variable holds that the script has not set.
    private static ShellValue Outside(string name) => Left(string.Concat("${", name, "}"));

    // What only the run knows.
    private static ShellValue Unknown(string name) => Left(string.Concat("${", name, "!}"));

    private static ShellValue Left(string text) => new([new Word(text, Literal: false, Offset: 0, Length: 1) { Expansions = [new Expansion(0, text.Length, Quoted: true)] }], IsList: false);

    // What there is before each command, and behind the last one.
    private sealed record Walked(ImmutableArray<Choices> Before, Walk? Walk)
    {
        public Choices At(int index, Command command)
        {
            var at = Math.Min(index, Before.Length - 1);
            return Walk is null ? Before[at] : Walk.AtCall(Before[at], at, command.Words.SelectMany(NamesIn).Distinct(StringComparer.Ordinal));
        }
    }

    private sealed class Walk(Script script, Choices start) : ScriptState<Choices>(start)
    {
        // No name has a blank.
        private const string Local = "local ";

        private readonly ScriptFacts facts = ScriptFacts.Of(script);

        // Of each variable, all that the script gives to it, and the functions that do so; -1 where none does.
        private readonly Dictionary<string, Given> given = new(StringComparer.Ordinal);
        private int? function;

        public static Walked Through(Script script, Choices start)
        {
            var walk = new Walk(script, start);
            var before = ImmutableArray.CreateBuilder<Choices>(script.Commands.Length + 1);
            for (var index = 0; index < script.Commands.Length; index++)
            {
                var command = script.Commands[index];
                walk.function = walk.facts.FunctionAt(index);
                walk.Enter(command);
                before.Add(walk.Current);
                walk.Take(command);
                walk.Note(command);
            }

            walk.LeaveAll();
            before.Add(walk.Current);
            return new Walked(before.DrainToImmutable(), walk);
        }

        // A function runs where it is called: what others set is there whatever it is by then, and what it is handed nobody knows.
        public Choices AtCall(Choices current, int index, IEnumerable<string> names)
        {
            if (facts.FunctionAt(index) is not { } own)
            {
                return current;
            }

            foreach (var name in names)
            {
                var all = given.GetValueOrDefault(name);
                var isOwn = all is { Function: { } only } && only == own || current.Values.ContainsKey(Local + name);
                current = isOwn ? current
                    : name is Handed ? current.Without(name)
                    : all is null ? current
                    : current.With(name, Few([.. all.Values]));
            }

            return current;
        }

        private void Note(Command command)
        {
            foreach (var name in SetBy(command))
            {
                if (Current.Values.TryGetValue(name, out var values))
                {
                    var all = given.TryGetValue(name, out var known) ? known : given[name] = new Given();
                    all.Function = all.Values.Count == 0 || all.Function == (function ?? -1) ? function ?? -1 : null;
                    all.Values.UnionWith(values);
                }
            }
        }

        private static IEnumerable<string> SetBy(Command command) => command.Name switch
        {
            "" when command.Words.IsEmpty => command.Assignments.Select(NameOfSet),
            "declare" or "local" or "typeset" or "readonly" or "export" => command.Words.Skip(1).Select(NameOfSet),
            "unset" or "for" or "select" or "getopts" or "read" or "mapfile" or "readarray" or "printf" => command.Words.Skip(1).Select(word => word.Text),
            "set" => [Handed],
            _ => [],
        };

        private static string NameOfSet(Word word)
        {
            var length = word.Text.AsSpan().IndexOfAny("+=[");
            return length < 0 ? word.Text : word.Text[..length];
        }

        protected override bool AreAll(Command condition) => condition.Name is not "case" || !HasEmptyBranch(script.Text.AsSpan(Math.Min(condition.Offset, script.Text.Length)));

        // real) ;; other) cargo publish ;; esac
        private static bool HasEmptyBranch(ReadOnlySpan<char> text)
        {
            for (var end = text.IndexOf(";;", StringComparison.Ordinal); end >= 0; end = text.IndexOf(";;", StringComparison.Ordinal))
            {
                if (text[..end].TrimEnd().EndsWith(')'))
                {
                    return true;
                }

                text = text[(end + 2)..];
            }

            return false;
        }

        protected override Choices Joined(Choices entered, IReadOnlyList<Choices> ends) =>
            Joined(entered, [entered, .. ends], ends);

        protected override Choices JoinedOfAll(Choices entered, IReadOnlyList<Choices> ends) =>
            Joined(entered, ends, ends);

        protected override Choices Called(Choices at, Choices entered, Choices left)
        {
            foreach (var name in left.ChangedSince(entered).Where(name => !left.Values.ContainsKey(Local + name) && !name.StartsWith(Local, StringComparison.Ordinal)))
            {
                at = left.Values.TryGetValue(name, out var choices) ? at.With(name, choices) : at.Without(name);
            }

            return at;
        }

        // Of which a branch says nothing, that is there what it was before the script.
        private static Choices Joined(Choices entered, IReadOnlyList<Choices> among, IReadOnlyList<Choices> ends)
        {
            var joined = entered;
            foreach (var name in ends.SelectMany(end => end.ChangedSince(entered)).ToHashSet(StringComparer.Ordinal))
            {
                var known = among.Where(end => end.Values.ContainsKey(name)).SelectMany(end => end.Values[name]).ToList();
                ImmutableArray<ShellValue> choices = [.. (known.Count > 0 && among.Any(end => !end.Values.ContainsKey(name)) ? known.Append(Before(name, known)) : known).Distinct()];
                joined = joined.With(name, Few(choices));
            }

            return joined;
        }

        private void Take(Command command)
        {
            switch (command.Name)
            {
                case "" when command.Words.IsEmpty:
                    Set(command.Assignments);
                    break;
                case "declare" or "local" or "typeset" or "readonly" or "export":
                    Set(command.Words.Skip(1));
                    if (function is not null && command.Name is "declare" or "local" or "typeset" && !command.Words.Any(word => word.Text is "-g"))
                    {
                        // It ends with the function.
                        foreach (var name in SetBy(command))
                        {
                            Current = Current.With(Local + name, []);
                        }
                    }

                    break;
                case "set" when command.Words.FirstOrDefault(word => word.Text is "--") is { } mark:
                    Current = Current.With(Handed, [.. ListsOf([.. command.Words.SkipWhile(word => !ReferenceEquals(word, mark)).Skip(1)])]);
                    break;
                case "unset":
                    foreach (var name in command.Words.Skip(1).Select(word => word.Text).Where(Current.Values.ContainsKey))
                    {
                        Current = Current.With(name, [ShellValue.Of("")]);
                    }

                    break;
                case "for" or "select" or "getopts":
                    Fill(command.Words.Skip(1).Take(command.Name is "getopts" ? 2 : 1));
                    break;
                case "read" or "mapfile" or "readarray" or "printf":
                    Fill(command.Words.Skip(1));
                    break;
            }
        }

        // Of what the script did not set nobody asks it.
        private void Fill(IEnumerable<Word> words)
        {
            foreach (var name in words.Select(word => word.Text).Where(Current.Values.ContainsKey))
            {
                Current = Current.With(name, [Unknown(name)]);
            }
        }

        private void Set(IEnumerable<Word> words)
        {
            foreach (var word in words)
            {
                var length = ShellNames.AssignmentLength(word.Text);
                if (length == 0)
                {
                    continue;
                }

                var isAdded = word.Text[length - 2] is '+';
                var name = word.Text[..(length - (isAdded ? 2 : 1))];
                if (name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open)
                {
                    Current = Current.With(name[..open], [Unknown(name[..open])]);
                    continue;
                }

                var own = ValuesOf(word with { Text = word.Text[length..], Expansions = [.. word.Expansions.Select(part => part with { Offset = part.Offset - length })] });
                var choices = isAdded ? (Current.Values.TryGetValue(name, out var now) ? now : [Before(name, own)]).SelectMany(value => own.Select(value.With)) : own;
                var all = Few([.. choices.Distinct()]);
                Current = Current.With(name, all.All(value => value.Size <= Longest) ? all : [Unknown(name)]);
            }
        }

        private IEnumerable<ShellValue> ValuesOf(Word word)
        {
            if (word.Text is ['(', .., ')'] && word.Expansions is [{ Offset: 0 } only] && only.Length == word.Text.Length)
            {
                return word.Text.Length > Longest ? [Unknown("")] : ListsOf(ShellReader.Read(ShellKind.Posix, $": {word.Text[1..^1].ReplaceLineEndings(" ")}", []) is [{ Words: [_, .. var elements] }, ..] ? elements : []);
            }

            // Nothing parts a word that is assigned.
            var whole = word with { Expansions = [.. word.Expansions.Select(part => part with { Quoted = true })] };
            return Expanded([whole], Current, AsItIs).Select(words => new ShellValue(words.Length == 1 ? words : [whole], IsList: false));
        }

        private IEnumerable<ShellValue> ListsOf(ImmutableArray<Word> elements) => Expanded(elements, Current, AsItIs).Select(words => new ShellValue(words, IsList: true));

        private static ShellValue Before(string name, IEnumerable<ShellValue> own) => own.Any(value => value.IsList) ? Empty : Outside(name);

        // Of many that differ by what was added or not, that with the least and that with the most of it.
        private static ImmutableArray<ShellValue> Few(ImmutableArray<ShellValue> choices) => choices.Length <= Most ? choices : [choices.MinBy(value => value.Size)!, choices.MaxBy(value => value.Size)!, Unknown("")];

        private static ShellValue AsItIs(string name, ShellValue value) => value;

        private sealed class Given
        {
            // The one that gives it all there is; -1 for none, null for several.
            public int? Function { get; set; }

            public HashSet<ShellValue> Values { get; } = [];
        }
    }
}
