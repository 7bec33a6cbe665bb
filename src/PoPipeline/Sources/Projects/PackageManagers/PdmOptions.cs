using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The options that PDM adds to its commands, as <c>[tool.pdm.options]</c> in <c>pyproject.toml</c> says them.</summary>
/// <remarks>Source: https://pdm-project.org/latest/usage/config/#set-options-for-commands.</remarks>
internal sealed class PdmOptions : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => "tool.pdm.options";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        Enter(cursor, ["tool", "pdm", "options"], found);
    }

    private static void Enter(TomlCursor cursor, ReadOnlySpan<string> path, SettingsCollector found)
    {
        while (cursor.NextName())
        {
            if (path.IsEmpty && cursor.Name is "install" or "sync")
            {
                var (name, at) = (cursor.Name, cursor.At);
                found.Add(name, string.Join(' ', cursor.TakeAll()), at);
            }
            else if (!path.IsEmpty && cursor.Name == path[0] && cursor.EnterTable())
            {
                Enter(cursor, path[1..], found);
            }
        }
    }
}
