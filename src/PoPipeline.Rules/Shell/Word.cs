using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>A word of a command.</summary>
/// <param name="Text">The word without its quotes; expansions stay as written.</param>
/// <param name="Literal">Whether no variable, substitution or expression of the platform is expanded in it; patterns of file names count as literal.</param>
/// <param name="Offset">The offset of its first character in the script's text, quotes included, from 0.</param>
/// <param name="Length">How many characters it takes, quotes included.</param>
public sealed record Word(string Text, bool Literal, int Offset, int Length)
{
    /// <summary>What is expanded in it, in the order of the text; known for POSIX shells alone.</summary>
    public ImmutableArray<Expansion> Expansions { get; init; } = [];

    /// <summary>Equality by what is written; the expansions follow from it.</summary>
    public bool Equals(Word? other) => other is not null && Text == other.Text && Literal == other.Literal && Offset == other.Offset && Length == other.Length;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Offset, Length);
}

/// <summary>A part of a word that the shell, or the platform, replaces.</summary>
/// <param name="Offset">Where it starts in the word's <see cref="Word.Text"/>, from 0.</param>
/// <param name="Length">How many characters it takes there.</param>
/// <param name="Quoted">Whether it stands in double quotes, so that what it becomes stays one word.</param>
public readonly record struct Expansion(int Offset, int Length, bool Quoted);
