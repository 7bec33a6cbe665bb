using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Calls;

/// <summary>How a step comes to a command in a file of the repository.</summary>
/// <param name="Text">What the step itself says: <c>make deps</c>.</param>
/// <param name="From">Where that is written.</param>
/// <param name="File">The file that the command stands in.</param>
/// <param name="Target">What of it runs.</param>
/// <param name="Depth">How many files lie between, this one among them.</param>
/// <param name="IsImage">Whether it runs while an image is built, where nothing of the step's surroundings is seen.</param>
internal sealed record CallWay(string Text, Place From, CommandFile File, CommandTarget Target, int Depth, bool IsImage)
{
    /// <summary>Why it is not known whether the step comes to it; null where it does.</summary>
    public Doubt? Doubt { get; init; }

    /// <summary>Whether the shell that calls the file runs it itself: <c>source lib.sh</c>.</summary>
    public bool IsSourced { get; init; }

    /// <summary>What make was told, which it hands to each make below.</summary>
    public ImmutableArray<ToolSetting> Told { get; init; } = [];
}
