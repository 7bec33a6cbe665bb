using System.Collections.Immutable;

namespace PoPipeline.Rules.Analysis;

/// <summary>One thing that a job can reach, or that leads to it.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Lines">What is known of it.</param>
public sealed record JobFact(string Name, ImmutableArray<string> Lines);
