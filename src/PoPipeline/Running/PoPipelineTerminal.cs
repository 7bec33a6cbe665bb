using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>What a run speaks to, and what stops it. A host registers its own; otherwise the process's streams are used.</summary>
public sealed record PoPipelineTerminal
{
    /// <summary>Where results go.</summary>
    public TerminalWriter Output { get; init; } = StandardConsole.Output;

    /// <summary>Where progress goes.</summary>
    public TerminalWriter Error { get; init; } = StandardConsole.Error;

    /// <summary>Where paths are read from that are not on the command line.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Whether a person sees the output; there are no colours otherwise.</summary>
    public bool Interactive { get; init; } = !StandardConsole.IsOutputRedirected;

    /// <summary>Whether a person can answer a question on <see cref="Input"/>; nothing is asked otherwise.</summary>
    public bool Answers { get; init; }

    /// <summary>Whether a person sees what goes to <see cref="Error"/>; there is no progress otherwise.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The width of the output, in columns; 0 where it is unknown.</summary>
    public int Width { get; init; }

    /// <summary>Gives the value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Stops the run; nothing half-written is left.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The reasons that the output has said.</summary>
    public ShownReasons Shown { get; } = new();
}
