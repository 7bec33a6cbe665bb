using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A command among all of a job.</summary>
/// <param name="Command">The command.</param>
/// <param name="Index">Its index in its script.</param>
/// <param name="Script">The script.</param>
/// <param name="Step">The index of the step.</param>
internal sealed record JobCommand(Command Command, int Index, Script Script, int Step)
{
    /// <summary>Where it stands.</summary>
    public Place Place => Script.PlaceOf(Command.Offset, Command.Length);
}
