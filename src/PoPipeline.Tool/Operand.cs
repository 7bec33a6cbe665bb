namespace PoPipeline.Tool;

/// <summary>A word of the command line that is not an option.</summary>
/// <param name="Name">What it is called in the help: <c>PATH</c>.</param>
/// <param name="Argument">The argument of the build that it becomes.</param>
/// <param name="Summary">What it is, for the help; no full stop.</param>
internal sealed record Operand(string Name, string Argument, string Summary)
{
    /// <summary>Whether it has to be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether there may be several.</summary>
    public bool Repeats { get; init; }

    /// <summary>How it is written.</summary>
    public string Usage => (Required, Repeats) switch
    {
        (true, true) => $"{Name}…",
        (true, false) => Name,
        (false, true) => $"[{Name}…]",
        (false, false) => $"[{Name}]",
    };
}
