using System.Collections.Immutable;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>What a variable of a shell holds.</summary>
/// <param name="Words">The elements of a list, or one word; what is still expanded in them nobody has set where they were written.</param>
/// <param name="IsList">Whether it is a list: <c>args=(--access public)</c>.</param>
internal sealed record ShellValue(ImmutableArray<Word> Words, bool IsList)
{
    /// <summary>Of what a variable may hold, how much is told apart: who needs more was not writing for people.</summary>
    public const int MostChoices = 8;

    /// <summary>A list without elements.</summary>
    public static ShellValue Empty { get; } = new([], IsList: true);

    /// <summary>A text that is known.</summary>
    /// <param name="text">The text.</param>
    public static ShellValue Of(string text) => new([new Word(text, Literal: true, Offset: 0, Length: 1)], IsList: false);

    /// <summary>What a variable holds that the script has not set.</summary>
    /// <param name="name">The variable.</param>
    public static ShellValue Outside(string name) => Open(string.Concat("${", name, "}"));

    /// <summary>What only the run knows.</summary>
    /// <param name="name">The variable; empty where it is none.</param>
    public static ShellValue Unknown(string name) => Open(string.Concat("${", name, "!}"));

    /// <summary>What a variable may hold, where that is not too much; else, of many values that differ by what was added or not, that with the least and that with the most of it.</summary>
    /// <param name="choices">What it may hold, each once.</param>
    public static ImmutableArray<ShellValue> Few(ImmutableArray<ShellValue> choices) =>
        choices.Length <= MostChoices ? choices : [choices.MinBy(value => value.Size)!, choices.MaxBy(value => value.Size)!, Unknown("")];

    /// <summary>How many characters it has.</summary>
    public int Size => Words.Sum(word => word.Text.Length + 1);

    /// <summary>The same with more behind it.</summary>
    /// <param name="other">What is added.</param>
    public ShellValue With(ShellValue other) => IsList || other.IsList ? new(Words.AddRange(other.Words), IsList: true) : new([Joined(Words[0], other.Words[0])], IsList: false);

    /// <summary>Whether it is the same as another one.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(ShellValue? other) => other is not null && IsList == other.IsList && Words.Select(word => word.Text).SequenceEqual(other.Words.Select(word => word.Text));

    /// <inheritdoc/>
    public override int GetHashCode() => Words.Aggregate(IsList ? 1 : 0, (hash, word) => HashCode.Combine(hash, word.Text));

    private static ShellValue Open(string text) => new([new Word(text, Literal: false, Offset: 0, Length: 1) { Expansions = [new Expansion(0, text.Length, Quoted: true)] }], IsList: false);

    private static Word Joined(Word first, Word second) => first with
    {
        Text = first.Text + second.Text,
        Literal = first.Literal && second.Literal,
        Expansions = first.Expansions.AddRange(second.Expansions.Select(part => part with { Offset = first.Text.Length + part.Offset })),
    };
}
