using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>A step that runs as it is: one of the platform's own, or a command of an orb of others.</summary>
/// <param name="Name">What it is called: <c>run</c>, <c>checkout</c>, <c>slack/notify</c>.</param>
/// <param name="Value">What is handed to it; null where nothing is.</param>
/// <param name="Span">All of it.</param>
/// <param name="Scope">What names in it mean.</param>
/// <param name="Uses">The command of others; null where it is the platform's own.</param>
/// <param name="Conditions">What must hold for it to run.</param>
internal sealed record ExpandedStep(YamlScalar Name, YamlNode? Value, Place Span, Scope Scope, Reference? Uses, ImmutableArray<StepCondition> Conditions);

/// <summary>What must hold for steps to run.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Wanted">Whether it must be true.</param>
/// <param name="Scope">What names in it mean.</param>
internal sealed record StepCondition(YamlNode Statement, bool Wanted, Scope Scope);
