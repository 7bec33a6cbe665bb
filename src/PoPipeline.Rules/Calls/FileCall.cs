using System.Collections.Immutable;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Calls;

/// <summary>That a command, or a step, has a file of the repository run.</summary>
/// <param name="File">The file.</param>
/// <param name="Folder">
/// The folder, relative to the repository's root, that what it runs starts in where it says nothing else; for an image, that of the build's context. Null where it is not known.
/// </param>
internal sealed record FileCall(CommandFile File, string? Folder)
{
    /// <summary>What is asked of it, by name; empty for what runs where nobody names anything.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Variables of the environment that the call sets besides those of its surroundings.</summary>
    public ImmutableArray<ToolSetting> Variables { get; init; } = [];

    /// <summary>Variables of the file that the call sets, whatever the file says: <c>make MODE=ci</c>.</summary>
    public ImmutableArray<ToolSetting> Told { get; init; } = [];

    /// <summary>Whether the environment goes before what the file says: <c>make -e</c>.</summary>
    public bool IsEnvironmentFirst { get; init; }

    /// <summary>Why it is not known whether it is this file; null where it is.</summary>
    public Doubt? Doubt { get; init; }

    /// <summary>Whether the shell that calls it runs it itself, so that either may call the functions of the other: <c>source lib.sh</c>.</summary>
    public bool IsSourced { get; init; }

    /// <summary>Those of what the call and its surroundings set that decide what the file means.</summary>
    public ToldVariables Reading { get; init; } = ToldVariables.None;
}
