namespace PoPipeline.Mending;

/// <summary>A text with edits.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kept">What is kept in it of the text without them.</param>
internal sealed record EditedText(string Text, KeptText Kept);
