namespace PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

/// <summary>A key of a mapping in a published schema.</summary>
/// <param name="Key">The key.</param>
/// <param name="Definition">The definition of its value.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record SchemaProperty(string Key, string Definition, bool IsRequired);
