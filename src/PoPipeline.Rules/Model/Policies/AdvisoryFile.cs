using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>Advisories that the policy adds to those that PoPipeline knows, and that win over them.</summary>
/// <param name="Path">The file that says so.</param>
/// <param name="Components">The components, each with what is known of it.</param>
public sealed record AdvisoryFile(string Path, ImmutableArray<AdvisedComponent> Components);

/// <summary>A component with what is publicly known to be wrong with it.</summary>
/// <param name="Name">Its name, in small letters.</param>
/// <param name="Advisories">What is known.</param>
public sealed record AdvisedComponent(string Name, ImmutableArray<Advisory> Advisories);
