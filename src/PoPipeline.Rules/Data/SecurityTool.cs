using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>A security tool, and how it is known in a pipeline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Types">What it is for.</param>
internal sealed record SecurityTool(string Name, params ImmutableArray<ToolType> Types)
{
    /// <summary>Actions that run it, in small letters, without version.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Commands that run it: the program, and the word that must follow it where it does more than this.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>Images that hold it, without version.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Inputs of its actions that make a finding harmless: name and value.</summary>
    public ImmutableArray<(string Name, string Value)> SoftInputs { get; init; } = [];

    /// <summary>Options of its commands that make a finding harmless; a value follows a blank.</summary>
    public ImmutableArray<string> SoftOptions { get; init; } = [];

    /// <summary>Whether it judges, so that its failure says something; a tool that only lists or signs does not.</summary>
    public bool IsCheck => Types.Any(type => type is not (ToolType.BillOfMaterials or ToolType.Signing or ToolType.Posture or ToolType.Fuzzing));
}
