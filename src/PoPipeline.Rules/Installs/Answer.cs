using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>What an option, a variable or a setting says to a question.</summary>
/// <param name="On">Yes or no; null where its value is not known.</param>
/// <param name="By">What says it, in quotes.</param>
/// <param name="At">The word, where it stands in the command.</param>
/// <param name="Setting">The variable or setting, where it is one.</param>
internal sealed record Answer(bool? On, string By, Word? At = null, ToolSetting? Setting = null)
{
    /// <summary>What a text says that stands for yes or no; null where it stands for neither.</summary>
    /// <param name="text">The text; null where it is not known.</param>
    public static bool? Read(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" or "Y" or "T" => true,
        "FALSE" or "0" or "NO" or "OFF" or "N" or "F" or "" => false,
        _ => null,
    };
}
