namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Whom a pipeline, or what says how pipelines run, has the platform speak to.</summary>
/// <param name="Text">The address, or the switch, as written.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="IsUnchecked">Whether it is a switch that keeps the platform from looking whom it speaks to.</param>
public sealed record Connection(string Text, Place Span, bool IsUnchecked = false);
