using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Alerting;

/// <summary>What an assessor asks about.</summary>
/// <param name="Id">What it is, the same on every forge.</param>
/// <param name="Forge">The forge whose words the actions are.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Title">What happened, as a sentence without an end.</param>
/// <param name="Actions">Patterns of actions, one of which has to match.</param>
/// <param name="Source">Where the forge describes them.</param>
/// <param name="When">What the event has to say besides.</param>
public sealed record AlertRule(
    string Id, AuditForge Forge, AlertSeverity Severity, string Title, ImmutableArray<string> Actions, Uri Source, ImmutableArray<AlertCondition> When);

/// <summary>What a field has to say.</summary>
/// <param name="Fields">The field, in the ways in which it is called.</param>
/// <param name="Values">What it may say.</param>
public sealed record AlertCondition(ImmutableArray<string> Fields, ImmutableArray<string> Values);
