using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Reads words of the form <c>NAME=value</c> as variables.</summary>
internal static class Assignments
{
    /// <summary>The variables that some words set, in their order; what the shell expands has no value here, and words of another form set none.</summary>
    /// <param name="words">The words.</param>
    public static IEnumerable<ToolSetting> In(IEnumerable<Word> words)
    {
        foreach (var word in words)
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                // What is added to a variable is not all of it.
                var isAdded = equals > 1 && word.Text[equals - 1] is '+';
                yield return new ToolSetting(isAdded ? word.Text[..(equals - 1)] : word.Text[..equals], word.Literal && !isAdded ? word.Text[(equals + 1)..] : null);
            }
        }
    }
    /// <summary>What a variable is for a command, which may set it for itself alone; null where that is not known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The variable.</param>
    /// <param name="around">What stands around the command.</param>
    public static string? ValueFor(Command command, string name, Lazy<InstallSurroundings> around) =>
        (In(command.Assignments).LastOrDefault(variable => variable.Name == name) ?? around.Value.Variables.GetValueOrDefault(name))?.Value;
}
