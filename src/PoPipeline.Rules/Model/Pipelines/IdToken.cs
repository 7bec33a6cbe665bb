using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A token by which a job proves to a service who it is, and that ends with it.</summary>
/// <param name="Name">The variable that holds it.</param>
/// <param name="Span">Where the name is written.</param>
/// <param name="Audiences">The services that it is meant for.</param>
public sealed record IdToken(string Name, Place Span, ImmutableArray<Located<string>> Audiences);
