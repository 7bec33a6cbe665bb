using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using Choices = PoPipeline.Rules.Analysis.ChangedValues<string, System.Collections.Immutable.ImmutableArray<PoPipeline.Rules.Calls.ShellValue>>;

namespace PoPipeline.Rules.Calls;

/// <summary>Follows what a script gives to its variables, in one branch or another, and in its functions.</summary>
internal sealed class VariableWalk : ScriptState<Choices>
{
    private const int Longest = 2_000;

    // No name has a blank.
    private const string Local = "local ";

    private readonly Script script;
    private readonly ScriptFacts facts;
    private readonly ImmutableArray<Choices> before;

    // Of each variable, all that the script gives to it, and the functions that do so; -1 where none does.
    private readonly Dictionary<string, Given> given = new(StringComparer.Ordinal);
    private int? function;

    /// <summary>Goes through a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="start">What its variables may hold before it.</param>
    public VariableWalk(Script script, Choices start)
        : base(start)
    {
        this.script = script;
        facts = ScriptFacts.Of(script);
        var states = ImmutableArray.CreateBuilder<Choices>(script.Commands.Length + 1);
        for (var index = 0; index < script.Commands.Length; index++)
        {
            var command = script.Commands[index];
            function = facts.FunctionAt(index);
            Enter(command);
            states.Add(Current);
            if (VariableSetting.Of(command) is { } setting)
            {
                Take(setting);
                Note(setting);
            }
        }

        LeaveAll();
        states.Add(Current);
        before = states.DrainToImmutable();
    }

    /// <summary>What the variables may hold behind the script.</summary>
    public Choices End => before[^1];

    /// <summary>What variables may hold where a command is run: in a function, whatever others set is there by then, and what it is handed nobody knows.</summary>
    /// <param name="index">The command.</param>
    /// <param name="names">The variables.</param>
    public Choices At(int index, IEnumerable<string> names)
    {
        var current = before[index];
        if (facts.FunctionAt(index) is not { } own)
        {
            return current;
        }

        foreach (var name in names)
        {
            var all = given.GetValueOrDefault(name);
            var isOwn = all is { Function: { } only } && only == own || current.Values.ContainsKey(Local + name);
            current = isOwn ? current
                : name is VariableSetting.Handed ? current.Without(name)
                : all is null ? current
                : current.With(name, ShellValue.Few([.. all.Values]));
        }

        return current;
    }

    private void Note(VariableSetting setting)
    {
        foreach (var name in setting.Names)
        {
            if (Current.Values.TryGetValue(name, out var values))
            {
                var all = given.TryGetValue(name, out var known) ? known : given[name] = new Given();
                all.Function = all.Values.Count == 0 || all.Function == (function ?? -1) ? function ?? -1 : null;
                all.Values.UnionWith(values);
            }
        }
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
            joined = joined.With(name, ShellValue.Few(choices));
        }

        return joined;
    }

    private void Take(VariableSetting setting)
    {
        switch (setting.Kind)
        {
            case VariableSettingKind.Assigned or VariableSettingKind.Declared:
                Set(setting.Words);
                break;
            case VariableSettingKind.Local:
                Set(setting.Words);

                // It ends with the function.
                foreach (var name in function is null ? [] : setting.Names)
                {
                    Current = Current.With(Local + name, []);
                }

                break;
            case VariableSettingKind.Handed:
                Current = Current.With(VariableSetting.Handed, [.. ListsOf(setting.Words)]);
                break;
            case VariableSettingKind.Emptied:
                foreach (var name in setting.Names.Where(Current.Values.ContainsKey))
                {
                    Current = Current.With(name, [ShellValue.Of("")]);
                }

                break;
            default:
                Fill(setting.Names);
                break;
        }
    }

    // Of what the script did not set nobody asks it.
    private void Fill(IEnumerable<string> names)
    {
        foreach (var name in names.Where(Current.Values.ContainsKey))
        {
            Current = Current.With(name, [ShellValue.Unknown(name)]);
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
                Current = Current.With(name[..open], [ShellValue.Unknown(name[..open])]);
                continue;
            }

            var own = ValuesOf(word with { Text = word.Text[length..], Expansions = [.. word.Expansions.Select(part => part with { Offset = part.Offset - length })] });
            var choices = isAdded ? (Current.Values.TryGetValue(name, out var now) ? now : [Before(name, own)]).SelectMany(value => own.Select(value.With)) : own;
            var all = ShellValue.Few([.. choices.Distinct()]);
            Current = Current.With(name, all.All(value => value.Size <= Longest) ? all : [ShellValue.Unknown(name)]);
        }
    }

    private IEnumerable<ShellValue> ValuesOf(Word word)
    {
        if (word.Text is ['(', .., ')'] && word.Expansions is [{ Offset: 0 } only] && only.Length == word.Text.Length)
        {
            return word.Text.Length > Longest ? [ShellValue.Unknown("")] : ListsOf(ShellReader.Read(ShellKind.Posix, $": {word.Text[1..^1].ReplaceLineEndings(" ")}", []) is [{ Words: [_, .. var elements] }, ..] ? elements : []);
        }

        // Nothing parts a word that is assigned.
        var whole = word with { Expansions = [.. word.Expansions.Select(part => part with { Quoted = true })] };
        return VariableExpansion.Of([whole], Current, AsItIs).Select(words => new ShellValue(words.Length == 1 ? words : [whole], IsList: false));
    }

    private IEnumerable<ShellValue> ListsOf(ImmutableArray<Word> elements) => VariableExpansion.Of(elements, Current, AsItIs).Select(words => new ShellValue(words, IsList: true));

    private static ShellValue Before(string name, IEnumerable<ShellValue> own) => own.Any(value => value.IsList) ? ShellValue.Empty : ShellValue.Outside(name);

    private static ShellValue AsItIs(string name, ShellValue value) => value;

    private sealed class Given
    {
        // The one that gives it all there is; -1 for none, null for several.
        public int? Function { get; set; }

        public HashSet<ShellValue> Values { get; } = [];
    }
}
