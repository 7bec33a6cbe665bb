using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>What an expression does with secrets.</summary>
/// <param name="Kind">How many, and how.</param>
/// <param name="Name">The secret's name; null where none is named.</param>
/// <param name="Offset">Where in the scanned text.</param>
/// <param name="Length">How many characters.</param>
internal sealed record SecretReference(SecretUseKind Kind, string? Name, int Offset, int Length);
