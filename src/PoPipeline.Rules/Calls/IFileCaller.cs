using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Knows which files some programs read, and what they run of them.</summary>
internal interface IFileCaller
{
    /// <summary>Whether it knows a program.</summary>
    /// <param name="program">Its name.</param>
    bool IsFor(string program);

    /// <summary>What a command has run.</summary>
    /// <param name="command">The command, of a program that it knows.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="around">What stands around it, worked out where it is asked for.</param>
    IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around);
}
