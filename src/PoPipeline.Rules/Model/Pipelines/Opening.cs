namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something that lets changes of others run, or decide what runs, with what runs of the repository are given.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">As written; empty where it is so because nothing is written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Opening(OpeningKind Kind, string Text, Place Span);

/// <summary>What lets changes of others in.</summary>
public enum OpeningKind
{
    /// <summary>The pipelines are taken from the change that they run for, which so decides what runs.</summary>
    OwnPipelines,

    /// <summary>Whoever was let in once is let in with all that they push afterwards.</summary>
    LastingConsent,
}
