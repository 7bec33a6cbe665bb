namespace PoPipeline.InToto.Linting;

/// <summary>A weakness of a layout.</summary>
/// <param name="Weakness">Which.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">What it is and what to do, in sentences.</param>
public sealed record LayoutRemark(LayoutWeakness Weakness, Place Place, string Text);
