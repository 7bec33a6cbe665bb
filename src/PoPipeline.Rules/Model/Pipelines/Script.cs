using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A program text in a pipeline.</summary>
public sealed record Script
{
    private ImmutableArray<Command> commands;
    private bool isRead;
    private object? reading;

    /// <summary>The language.</summary>
    public required ShellKind Shell { get; init; }

    /// <summary>How what runs it takes the failure of its commands.</summary>
    public ScriptStart Starts { get; init; }

    /// <summary>The text, as the platform reads it from the file; literal credentials are masked with <c>*</c> of the same length.</summary>
    public required string Text { get; init; }

    /// <summary>Where the text is written.</summary>
    public required Place Span { get; init; }

    /// <summary>Where each part of <see cref="Text"/> is written, by offset, ascending, the first at offset 0.</summary>
    public ImmutableArray<TextAnchor> Anchors { get; init; } = [];

    /// <summary>What the platform pastes into the text before the program starts.</summary>
    public ImmutableArray<Interpolation> Interpolations { get; init; } = [];

    /// <summary>Where it treats a text that somebody else controls, and that comes by the environment, a file or a program, as more than data.</summary>
    public ImmutableArray<TextSink> Sinks { get; init; } = [];

    /// <summary>The input that holds the text where an action runs it; null for a script of the step's own.</summary>
    public string? Input { get; init; }

    /// <summary>Where the program is fetched from, and the text only says so; null where the text is the program.</summary>
    public FetchedProgram? Fetched { get; init; }

    /// <summary>The commands in the text, read on first use; empty for languages that are not shells.</summary>
    [JsonIgnore]
    public ImmutableArray<Command> Commands
    {
        get
        {
            return Volatile.Read(ref isRead) ? commands : LazyInitializer.EnsureInitialized(ref commands, ref isRead, ref reading, Read);
        }
    }

    private ImmutableArray<Command> Read() => ShellReader.Read(Shell, Text, [.. Interpolations.Select(pasted => new PastedSpan(pasted.Offset, pasted.Text.Length))]);

    /// <summary>Where a part of <see cref="Text"/> is written in the file.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many characters.</param>
    public Place PlaceOf(int offset, int length) => TextAnchor.PlaceOf(Anchors, Span, offset, length);

    /// <summary>Two scripts are equal when what was read of them is; the commands follow from the text.</summary>
    public bool Equals(Script? other) =>
        other is not null
        && Shell == other.Shell
        && Text == other.Text
        && Span == other.Span
        && Input == other.Input
        && Starts == other.Starts
        && Fetched == other.Fetched
        && Anchors.AsSpan().SequenceEqual(other.Anchors.AsSpan())
        && Interpolations.AsSpan().SequenceEqual(other.Interpolations.AsSpan())
        && Sinks.AsSpan().SequenceEqual(other.Sinks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shell, Text, Span);
}
