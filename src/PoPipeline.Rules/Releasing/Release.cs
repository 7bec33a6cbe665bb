using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>Where a pipeline hands out what was built.</summary>
/// <param name="What">What does it: a command with its verb, or what a step uses.</param>
/// <param name="Span">Where that is.</param>
/// <param name="Kind">What is handed out.</param>
/// <param name="Program">The program that does it, by whose settings it may be signed; null where that is not known.</param>
/// <param name="Step">The step.</param>
/// <param name="Job">The job.</param>
/// <param name="Enabled">The tools that a variable has run there.</param>
internal sealed record Release(string What, Place Span, ReleaseKind Kind, string? Program, Step Step, Job Job, ImmutableArray<SecurityTool> Enabled);
