using System.Collections.Immutable;
using PoPipeline.Frosting;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>An option of the command line.</summary>
/// <param name="Argument">The argument of the build that it becomes.</param>
/// <param name="Summary">What it does, for the help; no full stop.</param>
internal sealed record Option(string Argument, string Summary)
{
    /// <summary>The name, without dashes: <c>fail-on</c>. It is that of the argument, unless a verb has a word of its own for it.</summary>
    public string Name { get; init; } = Argument.StartsWith(PoPipelineArguments.Prefix, StringComparison.Ordinal) ? Argument[PoPipelineArguments.Prefix.Length..] : Argument;

    /// <summary>What its value is called in the help; null for a flag.</summary>
    public string? Value { get; init; }

    /// <summary>What holds where it is not given, for the help.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>The values that it takes; empty where any will do.</summary>
    public ImmutableArray<string> Known { get; init; } = [];

    /// <summary>How it is written.</summary>
    public string Flag => "--" + Name;

    /// <summary>Its letter, for the short way to write it; null where there is none.</summary>
    public char? Letter { get; init; }

    /// <summary>How it is written with its value.</summary>
    public string Usage => $"{(Letter is { } letter ? $"-{letter}, " : "")}{Flag}{(Value is null ? "" : $" {Value}")}";

    /// <summary>Whether a word of the command line writes it.</summary>
    /// <param name="flag">The word, without its value.</param>
    public bool IsWritten(string flag) => flag == Flag || (Letter is { } letter && flag == $"-{letter}");
}
