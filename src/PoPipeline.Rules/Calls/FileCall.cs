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

    /// <summary>Variables that the call sets besides those of its surroundings.</summary>
    public ImmutableArray<ToolSetting> Variables { get; init; } = [];
}
