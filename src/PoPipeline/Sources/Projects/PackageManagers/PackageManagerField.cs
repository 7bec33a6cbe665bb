using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Which package manager installs, in which version and with which hash, as <c>packageManager</c> in <c>package.json</c> says it.</summary>
/// <remarks>Source: https://nodejs.org/api/packages.html#packagemanager.</remarks>
internal sealed class PackageManagerField : SettingsFile
{
    private const string Field = "packageManager";

    /// <inheritdoc/>
    public override string Prefix => "package.json";

    // Which version it is decides what is default; where that is not known, what the commands say does.
    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes, isLenient: true);
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            var at = cursor.At;
            if (cursor.Name is Field && cursor.IsScalar() && cursor.Take() is { } value)
            {
                found.Add(Field, value, at);
            }
        }
    }
}
