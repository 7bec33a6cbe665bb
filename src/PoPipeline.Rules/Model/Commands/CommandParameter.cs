namespace PoPipeline.Rules.Model.Commands;

/// <summary>What a target takes behind its name: <c>just build release</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="TakesRest">Whether it takes all that follows.</param>
public sealed record CommandParameter(string Name, bool TakesRest);
