namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A value that an input of a pipeline may have.</summary>
/// <param name="Input">The input.</param>
/// <param name="Value">The value, as it stands in a text.</param>
public sealed record InputValue(string Input, string Value);
