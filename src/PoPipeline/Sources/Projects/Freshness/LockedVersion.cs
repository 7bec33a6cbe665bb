using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>A version that a lock file has of a package.</summary>
/// <param name="Version">The version.</param>
/// <param name="At">Where it is written.</param>
internal readonly record struct LockedVersion(string Version, Region At);
