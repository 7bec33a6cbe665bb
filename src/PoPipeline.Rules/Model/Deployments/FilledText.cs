using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Deployments;

/// <summary>A text that a deployment is filled in with, where it becomes more than a value.</summary>
/// <param name="Text">As written, with its marks.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Part">What it becomes a part of.</param>
/// <param name="Provenance">Who controls it.</param>
public sealed record FilledText(string Text, Place Span, FilledPart Part, Provenance Provenance);

/// <summary>What a text becomes a part of.</summary>
public enum FilledPart
{
    /// <summary>The deployment itself, any field of it.</summary>
    Deployment,

    /// <summary>The values from which what is deployed is made, any of them.</summary>
    Values,
}
