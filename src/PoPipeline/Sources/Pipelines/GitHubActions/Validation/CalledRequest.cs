namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The most that a called workflow asks for of one scope.</summary>
/// <param name="Level">The level.</param>
/// <param name="Asker">Who asks, as a message begins.</param>
internal sealed record CalledRequest(int Level, string Asker);
