using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>A simple command in a script.</summary>
public sealed record Command
{
    /// <summary>The program, without its folder and extension: <c>curl</c>; empty where it is computed.</summary>
    public required string Name { get; init; }

    /// <summary>The words, the program first.</summary>
    public required ImmutableArray<Word> Words { get; init; }

    /// <summary>Assignments before the command: <c>GIT_SSL_NO_VERIFY=1 git clone</c>.</summary>
    public ImmutableArray<Word> Assignments { get; init; } = [];

    /// <summary>Where the command's output goes: files named by <c>&gt;</c> and <c>&gt;&gt;</c>.</summary>
    public ImmutableArray<Word> OutputFiles { get; init; } = [];

    /// <summary>The index, in the script's commands, of the command that reads this one's output through a pipe; null where none does.</summary>
    public int? PipedTo { get; init; }

    /// <summary>What follows when the command fails: the index of the command behind <c>||</c>; null where there is none.</summary>
    public int? OnFailure { get; init; }

    /// <summary>The index of the command whose substitution or <c>sh -c</c> text this one stands in; null at the top.</summary>
    public int? Inside { get; init; }

    /// <summary>The offset of the first character in the script's text, from 0.</summary>
    public required int Offset { get; init; }

    /// <summary>How many characters it takes.</summary>
    public required int Length { get; init; }
}
