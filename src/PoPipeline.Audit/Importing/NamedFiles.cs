using System.Collections.Immutable;

namespace PoPipeline.Audit.Importing;

/// <summary>The files that a path names.</summary>
/// <param name="Files">Those that are read, in the order of their paths.</param>
/// <param name="PassedOver">What is in the folder besides.</param>
public sealed record NamedFiles(ImmutableArray<string> Files, ImmutableArray<PassedFile> PassedOver);

/// <summary>What is in a folder and is not read.</summary>
/// <param name="Path">The path.</param>
/// <param name="Reason">Why it is not, as a clause.</param>
public sealed record PassedFile(string Path, string Reason);
