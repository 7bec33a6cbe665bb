namespace PoPipeline.Rules.Model.Projects;

/// <summary>A variable of the environment, or a setting of a file, that a program reads which installs packages or builds.</summary>
/// <param name="Name">The name: <c>UV_LOCKED</c>, <c>.npmrc package-lock</c>.</param>
/// <param name="Value">The value; null where it is set to something that is only known while the pipeline runs.</param>
/// <param name="Span">Where it is written; null where it is not in a file of the repository.</param>
public sealed record ToolSetting(string Name, string? Value, Place? Span = null)
{
    /// <summary>What must hold for it to be set, as the file writes it: <c>'$(CI)' == 'true'</c>; null where nothing must.</summary>
    public string? Condition { get; init; }
}
