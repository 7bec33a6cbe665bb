using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>A file that was found.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Role">What it is for.</param>
internal sealed record FoundFile(string Path, FileRole Role);
