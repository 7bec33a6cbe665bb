using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Init;

/// <summary>What a repository is started with.</summary>
/// <param name="Root">The repository's root, absolute.</param>
/// <param name="Forge">The forge.</param>
/// <param name="Files">The files, in the order in which they are written.</param>
public sealed record InitPlan(string Root, Forge Forge, ImmutableArray<InitFile> Files);
