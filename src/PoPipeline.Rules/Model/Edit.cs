namespace PoPipeline.Rules.Model;

/// <summary>One replacement of text.</summary>
/// <param name="Place">What is replaced; an empty region inserts.</param>
/// <param name="Text">The new text.</param>
public sealed record Edit(Place Place, string Text);
