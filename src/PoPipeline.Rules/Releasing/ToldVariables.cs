using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>What the commands of a job tell those behind them as variables do: <c>echo NAME=value &gt;&gt; "$GITHUB_ENV"</c> to later steps, and <c>npm config set name value</c>, which counts like the variable of npm.</summary>
internal sealed class ToldVariables
{
    private const string Npms = "NPM_CONFIG_";

    private readonly List<ToolSetting> told = [];
    private readonly List<ToolSetting> later = [];

    /// <summary>Those that hold now.</summary>
    public IEnumerable<ToolSetting> Now => told;

    /// <summary>Goes on to the next step.</summary>
    public void GoOn()
    {
        told.AddRange(later);
        later.Clear();
    }

    /// <summary>Whether a command may tell something.</summary>
    /// <param name="command">The command.</param>
    public static bool Tells(Command command) => IsLater(command) || (command.Name is "npm" or "pnpm" && command.Words.Any(word => word.Text is "set"));

    /// <summary>Takes the next command.</summary>
    /// <param name="command">The command.</param>
    public void Take(Command command)
    {
        if (IsLater(command))
        {
            later.AddRange(command.Words.Skip(1).Select(word => Of(word.Text, "")).OfType<ToolSetting>());
        }
        else if (command.Name is "npm" or "pnpm")
        {
            string[] words = [.. command.Words.Skip(1).Select(word => word.Text).Where(text => !text.StartsWith('-'))];
            var settings = words switch { ["set", .. var own] => own, ["config" or "c", "set", .. var own] => own, _ => [] };
            told.AddRange(settings is [var name, var value] && !name.Contains('=', StringComparison.Ordinal) ? [Set(name, value)] : settings.Select(text => Of(text, Npms)).OfType<ToolSetting>());
        }
    }

    private static bool IsLater(Command command) => command.Name is "echo" or "printf" && command.OutputFiles.Any(file => PlatformProfiles.EnvironmentFiles.Any(name => file.Text.Contains(name, StringComparison.Ordinal)));

    private static ToolSetting Set(string name, string value) => new(Npms + name.Replace('-', '_'), value);

    private static ToolSetting? Of(string text, string prefix) =>
        text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? new ToolSetting(prefix + text[..equals], text[(equals + 1)..].Replace("\\n", "", StringComparison.Ordinal)) : null;
}
