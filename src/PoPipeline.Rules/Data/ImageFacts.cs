using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>The command that does the same as a component which builds images: what its inputs become of it.</summary>
public sealed record ImageFacts
{
    /// <summary>The program and its verb: <c>docker build</c>.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>The options that its inputs become, one for each line.</summary>
    public ImmutableArray<InputOption> Options { get; init; } = [];

    /// <summary>The input whose words stand behind the options, as they are; null where there is none.</summary>
    public string? Words { get; init; }

    /// <summary>The input that names what is built, or the folder of it, which is the last word; null where there is none.</summary>
    public string? Last { get; init; }

    /// <summary>What is the last word where that input says nothing; null where there is none then.</summary>
    public string? LastOtherwise { get; init; }
}

/// <summary>An option that an input becomes.</summary>
/// <param name="Input">The input.</param>
/// <param name="Option">The option.</param>
public sealed record InputOption(string Input, string Option)
{
    /// <summary>Whether the option is there, or is not, as the input says.</summary>
    public bool IsSwitch { get; init; }
}
