namespace PoPipeline.Rules.Model;

/// <summary>Something that must hold before a job or step runs, and that keeps outsiders away.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">As written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Gate(GateKind Kind, string Text, Place Span);
