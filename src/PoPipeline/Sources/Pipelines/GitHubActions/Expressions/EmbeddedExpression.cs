namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>An expression in a text.</summary>
/// <param name="Offset">Where its opening mark starts in the text, from 0.</param>
/// <param name="Length">How many characters it has, marks included.</param>
/// <param name="Text">As written, marks included.</param>
/// <param name="Root">What it says; null where it is empty or cannot be read.</param>
/// <param name="Error">Why it cannot be read; null where it can.</param>
internal sealed record EmbeddedExpression(int Offset, int Length, string Text, Expression? Root, ExpressionError? Error);

/// <summary>Why an expression cannot be read.</summary>
/// <param name="Message">What is wrong, names quoted, without a full stop.</param>
/// <param name="Offset">Where in the scanned text, from 0.</param>
/// <param name="Length">How many characters it is about.</param>
internal sealed record ExpressionError(string Message, int Offset, int Length);
