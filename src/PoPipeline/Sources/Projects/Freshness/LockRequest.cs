using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a lock file says that a manifest asked for.</summary>
/// <param name="Name">The package.</param>
/// <param name="Requirement">Which versions of it; null where the file does not repeat that.</param>
/// <param name="At">Where it says so.</param>
internal readonly record struct LockRequest(string Name, string? Requirement, Region At);
