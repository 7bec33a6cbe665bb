using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>A simple command in a script.</summary>
public sealed record Command
{
    /// <summary>
    /// The program, without its folder and <c>.exe</c>: <c>curl</c>; in small letters where the shell ignores case; empty where it is computed,
    /// and where there are only assignments or redirections. Words of the shell that carry others stand here like programs: <c>[[</c>, <c>for</c>
    /// with the variable and what it goes through, <c>case</c> with what is compared and the patterns, <c>function</c> with its name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The words, the program first; programs that only run it (<c>sudo</c>, <c>env</c>, <c>timeout 5</c>) are left out.</summary>
    public required ImmutableArray<Word> Words { get; init; }

    /// <summary>The words before the program that belong to others which only run it: <c>sudo -E</c>, <c>timeout 5</c>.</summary>
    public ImmutableArray<Word> Wrappers { get; init; } = [];

    /// <summary>Assignments before the command, in the form <c>NAME=value</c>: <c>GIT_SSL_NO_VERIFY=1 git clone</c>, <c>env A=1 make</c>, <c>$env:A = '1'</c>.</summary>
    public ImmutableArray<Word> Assignments { get; init; } = [];

    /// <summary>Where the command's output goes: files named by <c>&gt;</c> and <c>&gt;&gt;</c>; not where its errors go.</summary>
    public ImmutableArray<Word> OutputFiles { get; init; } = [];

    /// <summary>The files named by <c>&lt;</c>.</summary>
    public ImmutableArray<Word> InputFiles { get; init; } = [];

    /// <summary>Texts handed to its input: heredocs and here-strings.</summary>
    public ImmutableArray<Word> Documents { get; init; } = [];

    /// <summary>The index, in the script's commands, of the command that reads this one's output through a pipe; null where none does.</summary>
    public int? PipedTo { get; init; }

    /// <summary>What follows when the command fails: the index of the command behind <c>||</c>; null where there is none.</summary>
    public int? OnFailure { get; init; }

    /// <summary>The index of the command whose substitution or <c>sh -c</c> text this one stands in; null at the top.</summary>
    public int? Inside { get; init; }

    /// <summary>How it stands inside that command.</summary>
    public Nesting Nesting { get; init; }

    /// <summary>What decides whether it runs, the outermost first; inside another command, only what is decided there. Known for POSIX shells alone.</summary>
    public ImmutableArray<Branch> Branches { get; init; } = [];

    /// <summary>Whether <c>!</c> turns its success round.</summary>
    public bool Negated { get; init; }

    /// <summary>Whether <c>&amp;</c> puts it into the background, so that nothing waits for how it ends. Known for POSIX shells alone.</summary>
    public bool InBackground { get; init; }

    /// <summary>Whether it runs in a shell of its own, between parentheses: what it sets, and where it ends, is gone behind them.</summary>
    public bool InSubshell { get; init; }

    /// <summary>What tells the parentheses that it stands in from others, the outermost first. Known for POSIX shells alone.</summary>
    public ImmutableArray<int> Subshells { get; init; } = [];

    /// <summary>The offset of the first character in the script's text, from 0.</summary>
    public required int Offset { get; init; }

    /// <summary>How many characters it takes.</summary>
    public required int Length { get; init; }
}
