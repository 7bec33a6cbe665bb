using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Tests.Reproducible;

/// <summary>Makes commands that build out of a script.</summary>
internal static class BuildCommands
{
    public static List<BuildCommand> Of(string script, params (string Name, string? Value)[] variables)
    {
        var all = variables.ToDictionary(variable => variable.Name, variable => new ToolSetting(variable.Name, variable.Value), StringComparer.Ordinal);
        return [.. ShellReader.Read(ShellKind.Posix, script, []).Where(command => command.Inside is null).Select(command => BuildCommand.Of(command, Place.StartOf("build.sh"), all))];
    }
}
