using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>That a command builds an image.</summary>
/// <param name="Command">The command; what a step is told, as one.</param>
/// <param name="File">The file that it builds it by; null where none is known.</param>
/// <param name="Target">The stage that it asks for; null for the last one.</param>
internal sealed record ImageCall(Command Command, CommandFile? File, string? Target)
{
    /// <summary>The folder of the build's context; null where it is not known.</summary>
    public string? Context { get; init; }

    /// <summary>Why the file is not known, as a clause; null where it is, and where what builds needs none.</summary>
    public string? Unknown { get; init; }
}
