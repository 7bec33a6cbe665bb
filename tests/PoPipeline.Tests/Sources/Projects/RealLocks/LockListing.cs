namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>A package as a lock file, or the tool that wrote it, lists it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">The hash; null where the tool does not say it.</param>
/// <param name="Source">Where it comes from; null where the tool does not say it.</param>
internal sealed record LockListing(string Name, string? Version, string? Hash = null, string? Source = null);
