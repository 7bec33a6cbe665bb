namespace PoPipeline.Rules.Calls;

/// <summary>A place where what a pipeline runs cannot be followed, so that it may install anything there.</summary>
/// <param name="Subject">Which file, and what of it.</param>
/// <param name="Why">Why, as a clause.</param>
/// <param name="Folder">The folder that it works in, relative to the root; null where that is not known.</param>
internal sealed record CommandHole(string Subject, string Why, string? Folder);
