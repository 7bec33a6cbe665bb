using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What a text of a pipeline is for.</summary>
/// <param name="Place">What a secret in it is put into.</param>
/// <param name="Scope">Where its expressions are evaluated.</param>
/// <param name="Step">The key of the step; null outside steps.</param>
/// <param name="Subject">The logical place, for fingerprints: <c>jobs/build/env</c>.</param>
internal sealed record TextUse(SecretPlace Place, ActionsScope Scope, string? Step, string Subject);
