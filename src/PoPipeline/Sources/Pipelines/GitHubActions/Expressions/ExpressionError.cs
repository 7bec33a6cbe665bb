namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Why an expression cannot be read.</summary>
/// <param name="Message">What is wrong, names quoted, without a full stop.</param>
/// <param name="Offset">Where in the scanned text, from 0.</param>
/// <param name="Length">How many characters it is about.</param>
internal sealed record ExpressionError(string Message, int Offset, int Length);
