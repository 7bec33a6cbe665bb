namespace PoPipeline.Rules.Model;

/// <summary>A value and where it is written.</summary>
/// <param name="Value">The value, as the platform reads it.</param>
/// <param name="Span">Where it is written.</param>
/// <typeparam name="T">What the value is.</typeparam>
public sealed record Located<T>(T Value, Place Span);
