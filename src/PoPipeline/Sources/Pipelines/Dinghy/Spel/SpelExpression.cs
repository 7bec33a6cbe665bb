using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Dinghy.Spel;

/// <summary>An expression in a text, which Spinnaker evaluates when the stage runs.</summary>
/// <param name="Offset">Where it starts in the text, its marks included.</param>
/// <param name="Text">As written, its marks included.</param>
/// <param name="Provenance">Who controls what it gives.</param>
/// <param name="Constant">What it gives where that is the same in every run and a truth value; null where it is not.</param>
internal sealed record SpelExpression(int Offset, string Text, Provenance Provenance, bool? Constant)
{
    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Fault { get; init; }
}
