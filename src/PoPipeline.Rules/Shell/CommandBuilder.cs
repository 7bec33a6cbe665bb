using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PoPipeline.Rules.Shell;

/// <summary>A command while it is read.</summary>
internal sealed class CommandBuilder(int? inside, Nesting nesting)
{
    private List<Word>? assignments;
    private List<Word>? outputFiles;
    private List<Word>? inputFiles;
    private List<Word>? documents;

    public int? Inside { get; } = inside;

    public Nesting Nesting { get; } = nesting;

    public List<ReadWord> Words { get; } = [];

    // Few commands have any of these.
    public List<Word> Assignments => assignments ??= [];

    public List<Word> OutputFiles => outputFiles ??= [];

    public List<Word> InputFiles => inputFiles ??= [];

    public List<Word> Documents => documents ??= [];

    public int? PipedTo { get; set; }

    public int? OnFailure { get; set; }

    public ImmutableArray<Branch> Branches { get; set; } = [];

    public bool Negated { get; set; }

    public bool InSubshell { get; init; }

    public ImmutableArray<int> Subshells { get; init; } = [];

    public bool InBackground { get; set; }

    public int Start { get; private set; } = -1;

    public int End { get; private set; }

    /// <summary>How many of the words only run the program.</summary>
    public int Wrappers { get; set; }

    public string Name { get; set; } = "";

    public bool IsEmpty => Start < 0;

    /// <summary>Widens the command so that it covers a part of the text.</summary>
    public void Cover(Word word)
    {
        Start = Start < 0 ? word.Offset : Math.Min(Start, word.Offset);
        End = Math.Max(End, word.Offset + word.Length);
    }

    /// <summary>The program and its arguments.</summary>
    public ReadOnlySpan<ReadWord> Program => CollectionsMarshal.AsSpan(Words)[Wrappers..];

    public Command Build(int?[] indexes) => new()
    {
        Name = Name,
        Words = WordsOf(Program),
        Wrappers = WordsOf(CollectionsMarshal.AsSpan(Words)[..Wrappers]),
        Assignments = WordsOf(assignments),
        OutputFiles = WordsOf(outputFiles),
        InputFiles = WordsOf(inputFiles),
        Documents = WordsOf(documents),
        PipedTo = PipedTo is { } to ? indexes[to] : null,
        OnFailure = OnFailure is { } failure ? indexes[failure] : null,
        Inside = Inside is { } outer ? indexes[outer] : null,
        Branches = Branches.IsEmpty ? [] : BranchesOf(indexes),
        Negated = Negated,
        InBackground = InBackground,
        InSubshell = InSubshell,
        Subshells = SubshellsOf(indexes),
        Nesting = Inside is { } holder && indexes[holder] is not null ? Nesting : Nesting.None,
        Offset = Start,
        Length = End - Start,
    };

    // Each is told by its first command.
    private ImmutableArray<int> SubshellsOf(int?[] indexes)
    {
        if (Subshells.IsEmpty)
        {
            return [];
        }

        var places = ImmutableArray.CreateBuilder<int>(Subshells.Length);
        foreach (var subshell in Subshells)
        {
            var first = subshell;
            while (first + 1 < indexes.Length && indexes[first] is null)
            {
                first++;
            }

            places.Add(indexes[first] ?? first);
        }

        return places.MoveToImmutable();
    }

    /// <summary>The commands, ordered as the text is; those that turned out to be none are left out.</summary>
    public static ImmutableArray<Command> BuildAll(List<CommandBuilder> builders)
    {
        var order = new List<int>(builders.Count);
        for (var index = 0; index < builders.Count; index++)
        {
            if (!builders[index].IsEmpty)
            {
                order.Add(index);
            }
        }

        order.Sort((one, other) => builders[one].Start != builders[other].Start ? builders[one].Start.CompareTo(builders[other].Start) : one.CompareTo(other));
        var indexes = new int?[builders.Count];
        for (var place = 0; place < order.Count; place++)
        {
            indexes[order[place]] = place;
        }

        // What stands in a left-out command stands in what holds that one; outer commands come first, so one pass resolves all.
        for (var index = 0; index < builders.Count; index++)
        {
            if (builders[index].IsEmpty)
            {
                indexes[index] = builders[index].Inside is { } outer ? indexes[outer] : null;
            }
        }

        var commands = ImmutableArray.CreateBuilder<Command>(order.Count);
        foreach (var index in order)
        {
            commands.Add(builders[index].Build(indexes));
        }

        return commands.MoveToImmutable();
    }

    private ImmutableArray<Branch> BranchesOf(int?[] indexes) =>
        [.. Branches.Where(branch => indexes[branch.Condition] is not null).Select(branch => branch with { Condition = indexes[branch.Condition]!.Value })];

    private static ImmutableArray<Word> WordsOf(List<Word>? words) => words is null ? [] : [.. words];

    private static ImmutableArray<Word> WordsOf(ReadOnlySpan<ReadWord> words)
    {
        if (words.IsEmpty)
        {
            return [];
        }

        var all = new Word[words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            all[index] = words[index].Word;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }
}
