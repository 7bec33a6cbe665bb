using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Who controls what a component puts out. A star stands for anything at the start or the end of a name; alone, for every output that is not listed. Where several entries
/// of a list fit, the first one counts.
/// </summary>
public sealed record ComponentOutputs
{
    /// <summary>Outputs that hold names of files, branches and texts that whoever caused the run wrote.</summary>
    public ImmutableArray<TextOutputs> Texts { get; init; } = [];

    /// <summary>Outputs of a form that nobody chooses.</summary>
    public ImmutableArray<string> Fixed { get; init; } = [];

    /// <summary>Outputs that name somebody's proposal: of a fixed form, a commit, where they are not listed as texts.</summary>
    public ImmutableArray<string> Proposed { get; init; } = [];

    /// <summary>Outputs that are made of inputs.</summary>
    public ImmutableArray<PassedOutput> Passes { get; init; } = [];

    /// <summary>Variables that it sets for the steps after it; null where it sets none that matter.</summary>
    public ComponentVariables? Variables { get; init; }

    /// <summary>Since when texts are escaped for a shell; null where they are not.</summary>
    public EscapedOutputs? Escaped { get; init; }

    /// <summary>Whether an output is of a fixed form, by its name.</summary>
    public bool IsFixed(string output) => Fixed.Any(name => name is not NamePattern.Every && NamePattern.Matches(name, output));

    /// <summary>Whether an output that no list names is of a fixed form.</summary>
    public bool AreOthersFixed => Fixed.Contains(NamePattern.Every);

    /// <summary>Whether an output names somebody's proposal.</summary>
    public bool IsProposed(string output) => Proposed.Any(name => NamePattern.Matches(name, output));

    /// <summary>What text an output holds; null where it holds none that is known.</summary>
    public TextOutputs? TextOf(string output) => Texts.FirstOrDefault(text => text.Outputs.Any(name => NamePattern.Matches(name, output)));

    /// <summary>The inputs that an output is made of; null where it is made of none that are known.</summary>
    public PassedOutput? PassOf(string output) => Passes.FirstOrDefault(pass => NamePattern.Matches(pass.Output, output));
}

/// <summary>Outputs that hold a text.</summary>
/// <param name="Kind">What text.</param>
/// <param name="Outputs">The outputs.</param>
public sealed record TextOutputs(TextKind Kind, ImmutableArray<string> Outputs)
{
    /// <summary>What is free in it after what the component does to it; null where it leaves it as it is.</summary>
    public Charset? Charset { get; init; }

    /// <summary>What the one who writes it is free to write.</summary>
    public Charset Freedom => Charset ?? Kind.Freedom();
}

/// <summary>An output that is made of inputs.</summary>
/// <param name="Output">The output.</param>
/// <param name="Inputs">The inputs, as a pattern each.</param>
public sealed record PassedOutput(string Output, ImmutableArray<string> Inputs)
{
    /// <summary>What is free in it after what the component does to it; null where it leaves it as it is.</summary>
    public Charset? Charset { get; init; }

    /// <summary>Whether it is made of an input.</summary>
    public bool Takes(string input) => Inputs.Any(name => NamePattern.Matches(name, input));
}

/// <summary>Variables of the environment that a component sets for the steps after it.</summary>
public sealed record ComponentVariables
{
    /// <summary>Inputs whose values it sets variables to, as a pattern each.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>The input that holds the name of the variable; null where the inputs hold lines of names and values, or name the variables themselves.</summary>
    public string? NamedBy { get; init; }

    /// <summary>Variables that it sets of itself. Where several fit, the first one counts.</summary>
    public ImmutableArray<GivenVariables> Gives { get; init; } = [];

    /// <summary>Whether it sets a variable to the value of an input.</summary>
    public bool Takes(string input) => Inputs.Any(name => NamePattern.Matches(name, input));

    /// <summary>What text a variable holds; null where it holds none that is known.</summary>
    public GivenVariables? GivenOf(string variable) => Gives.FirstOrDefault(given => given.Names.Any(name => NamePattern.Matches(name, variable)));
}

/// <summary>Variables that hold a text.</summary>
/// <param name="Kind">What text.</param>
/// <param name="Names">The variables.</param>
public sealed record GivenVariables(TextKind Kind, ImmutableArray<string> Names)
{
    /// <summary>What is free in it after what the component does to it; null where it leaves it as it is.</summary>
    public Charset? Charset { get; init; }

    /// <summary>What the one who writes it is free to write.</summary>
    public Charset Freedom => Charset ?? Kind.Freedom();
}

/// <summary>Since when outputs are escaped for a shell.</summary>
/// <param name="Since">The first version that does it; 0 for every version, also where it is not known.</param>
/// <param name="Input">The input that switches it off by 'false', or on by a value of its own.</param>
public sealed record EscapedOutputs(int Since, string Input)
{
    /// <summary>The value that the input needs for it; null where nothing is needed.</summary>
    public string? Value { get; init; }
}
