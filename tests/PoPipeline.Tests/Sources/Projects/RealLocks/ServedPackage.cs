namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>A package that a registry of a test serves.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
/// <param name="Needs">What it asks for, with the range; null for nothing.</param>
internal sealed record ServedPackage(string Name, string Version, (string Name, string Range)? Needs = null);
