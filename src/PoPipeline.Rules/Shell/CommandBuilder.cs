using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>A command while it is read.</summary>
internal sealed class CommandBuilder(int? inside, Nesting nesting)
{
    public int? Inside { get; } = inside;

    public Nesting Nesting { get; } = nesting;

    public List<ReadWord> Words { get; } = [];

    public List<Word> Assignments { get; } = [];

    public List<Word> OutputFiles { get; } = [];

    public List<Word> InputFiles { get; } = [];

    public List<Word> Documents { get; } = [];

    public int? PipedTo { get; set; }

    public int? OnFailure { get; set; }

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
    public ReadOnlySpan<ReadWord> Program => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Words)[Wrappers..];

    public Command Build(int?[] indexes) => new()
    {
        Name = Name,
        Words = [.. Words.Skip(Wrappers).Select(word => word.Word)],
        Wrappers = [.. Words.Take(Wrappers).Select(word => word.Word)],
        Assignments = [.. Assignments],
        OutputFiles = [.. OutputFiles],
        InputFiles = [.. InputFiles],
        Documents = [.. Documents],
        PipedTo = PipedTo is { } to ? indexes[to] : null,
        OnFailure = OnFailure is { } failure ? indexes[failure] : null,
        Inside = Inside is { } outer ? indexes[outer] : null,
        Nesting = Inside is { } holder && indexes[holder] is not null ? Nesting : Nesting.None,
        Offset = Start,
        Length = End - Start,
    };

    /// <summary>The commands, ordered as the text is; those that turned out to be none are left out.</summary>
    public static ImmutableArray<Command> BuildAll(List<CommandBuilder> builders)
    {
        var order = Enumerable.Range(0, builders.Count)
            .Where(index => !builders[index].IsEmpty)
            .OrderBy(index => builders[index].Start)
            .ThenBy(index => index)
            .ToArray();
        var indexes = new int?[builders.Count];
        for (var place = 0; place < order.Length; place++)
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

        return [.. order.Select(index => builders[index].Build(indexes))];
    }
}
