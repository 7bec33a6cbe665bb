namespace PoPipeline.Tool;

/// <summary>A value of the command line.</summary>
/// <param name="Argument">The argument of the build that it becomes.</param>
/// <param name="Text">The value.</param>
internal sealed record Value(string Argument, string Text);
