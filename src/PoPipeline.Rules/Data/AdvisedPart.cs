using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>An advisory, and what it is about.</summary>
/// <param name="Component">The name of the component: that of a repository, or of something below it.</param>
/// <param name="Advisory">The advisory.</param>
internal sealed record AdvisedPart(string Component, Advisory Advisory);
