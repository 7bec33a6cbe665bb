using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>A command that a step runs, itself or by what it calls.</summary>
/// <param name="Script">The script that it stands in.</param>
/// <param name="Command">The command.</param>
/// <param name="Standing">Where it stands; only until the next one is asked for.</param>
/// <param name="Surroundings">What stands around it, worked out where it is asked for.</param>
/// <param name="Way">How the step comes to it; null where the command stands in the step itself.</param>
internal sealed record FollowedCommand(Script Script, Command Command, StandingFolder Standing, Lazy<InstallSurroundings> Surroundings, CallWay? Way)
{
    /// <summary>What the step uses that runs the command by itself; null where the command stands somewhere.</summary>
    public string? By { get; init; }

    /// <summary>Which of the commands of its script it is.</summary>
    public required int Index { get; init; }

    /// <summary>Why it is not known whether the command is run; null where it is.</summary>
    public Doubt? Doubt { get; init; }

    /// <summary>Where the command is written, or what runs it by itself.</summary>
    public Place Place => Script.PlaceOf(Command.Offset, Command.Length);

    /// <summary>The command, as written.</summary>
    public string Text => Script.Text.Substring(Command.Offset, Command.Length);
}
