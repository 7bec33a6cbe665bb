using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>Something that a file of MSBuild does while it is evaluated.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The name of the property, the package or the SDK; the path of an import or of another project, as written.</param>
/// <param name="Value">The value, or the version, as written; null where there is none.</param>
/// <param name="Conditions">What must hold for it, each as written, the outermost first.</param>
/// <param name="At">Where it is written.</param>
internal sealed record MsBuildStep(MsBuildStepKind Kind, string Name, string? Value, ImmutableArray<string> Conditions, Region At);

/// <summary>What a file of MSBuild does.</summary>
internal enum MsBuildStepKind
{
    /// <summary>It sets a property.</summary>
    Property,

    /// <summary>It imports another file.</summary>
    Import,

    /// <summary>It uses an SDK.</summary>
    Sdk,

    /// <summary>It references a package.</summary>
    Package,

    /// <summary>It builds with another project.</summary>
    Reference,

    /// <summary>It says which version of a package all projects take.</summary>
    Version,
}
