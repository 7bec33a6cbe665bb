using System.Collections.Frozen;

namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings of projects of MSBuild, as <see cref="Model.Projects.Project.Settings"/> has them.</summary>
public static class MsBuildNames
{
    /// <summary>What stands before the name of a property: <c>MSBuild RestoreLockedMode</c>.</summary>
    public const string Property = "MSBuild ";

    /// <summary>What stands before the name of a package that is referenced; the value is its version.</summary>
    public const string Package = "MSBuild PackageReference ";

    /// <summary>What stands before the name of a package that an imported file references, of a project that references none itself.</summary>
    public const string Imported = "MSBuild imported package ";

    /// <summary>What stands before the path of another project, as written, that one without packages of its own builds with; the value is the path in the repository, or null.</summary>
    public const string Reference = "MSBuild ProjectReference ";

    /// <summary>What stands before the name of an SDK that does not come with that of .NET; the value is its version.</summary>
    public const string Sdk = "MSBuild Sdk ";

    /// <summary>The version of the SDK that <c>global.json</c> asks for.</summary>
    public const string SdkVersion = "global.json sdk.version";

    /// <summary>Which other versions of the SDK will do.</summary>
    public const string RollForward = "global.json sdk.rollForward";

    /// <summary>What stands before the name of an SDK of MSBuild whose version <c>global.json</c> says.</summary>
    public const string GlobalSdk = "global.json msbuild-sdks ";

    /// <summary>That <c>nuget.config</c> forgets the sources of files above it.</summary>
    public const string Cleared = "nuget.config packageSources clear";

    /// <summary>What stands before the key of a source; the value is its address, without credentials.</summary>
    public const string Source = "nuget.config packageSources ";

    /// <summary>What stands before the key of a source in <c>packageSourceMapping</c>; the value is the patterns of packages that come from it.</summary>
    public const string Mapping = "nuget.config packageSourceMapping ";

    /// <summary>The package that sets what a build needs that gives the same result again.</summary>
    public const string ReproducibleBuilds = "DotNet.ReproducibleBuilds";

    /// <summary>The SDK that keeps a build from what the machine has installed.</summary>
    public const string Isolated = "DotNet.ReproducibleBuilds.Isolated";

    /// <summary>The package that makes a project one of tests.</summary>
    public const string TestSdk = "Microsoft.NET.Test.Sdk";

    /// <summary>The properties that are always looked for, so that one without a setting is set nowhere in the repository.</summary>
    public static FrozenSet<string> Tracked { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "RestorePackagesWithLockFile", "RestoreLockedMode", "RestoreForceEvaluate", "NuGetLockFilePath", "ManagePackageVersionsCentrally", "Deterministic", "DeterministicSourcePaths", "ContinuousIntegrationBuild", "EmbedUntrackedSources", "PathMap", "DebugType",
        "ImportDirectoryBuildProps", "ImportDirectoryBuildTargets", "ImportDirectoryPackagesProps");
}
