using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Reads of each kind of manifests what its lock file repeats.</summary>
internal static class ManifestRecords
{
    // More than any that people write; most of them are kept as a whole while they are compared.
    private const int MaximumBytes = 8 * 1024 * 1024;

    /// <summary>Reads one.</summary>
    /// <param name="format">The kind.</param>
    /// <param name="file">The file.</param>
    /// <param name="facts">What else it says.</param>
    /// <returns>Null where no lock file repeats any of it, or it cannot be read.</returns>
    public static ManifestRecord? Read(ManifestFormat format, LockText file, ManifestFacts facts)
    {
        try
        {
            return facts.Unreadable is not null ? null : file.Bytes.Length > MaximumBytes ? new ManifestRecord { Unknown = $"it is longer than {MaximumBytes / 1024 / 1024} MiB" } : format switch
            {
                PackageJson => PackageJsonRecord.Read(file),
                PnpmWorkspace => PnpmWorkspaceRecord.Read(file),
                PyprojectToml => PyprojectRecord.Read(file, facts.Ecosystem),
                RequirementsTxt when file.Path.EndsWith(".in", StringComparison.Ordinal) => RequirementsRecord.Read(file),
                Pipfile => PipfileRecord.Read(file),
                GoMod => GoModRecord.Read(file),
                CargoToml => CargoTomlRecord.Read(file),
                ComposerJson => ComposerJsonRecord.Read(file),
                Gemfile => GemfileRecord.Read(file),
                MsBuildProject or PackagesProps => MsBuildRecord.Read(file),
                _ => null,
            };
        }
        catch (Exception exception) when (TextFault.Of(exception) is not null || exception is InvalidCastException)
        {
            return new ManifestRecord { Unknown = "it cannot be read as a whole" };
        }
    }
}
