namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something that must hold before a job or step runs, and that keeps outsiders away.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">As written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Gate(GateKind Kind, string Text, Place Span)
{
    /// <summary>Whether somebody must do it for each run anew, as with the label whose setting starts the run; one that lasts lets in the runs that come after it, too.</summary>
    public bool IsAnew { get; init; }

    /// <summary>Whether it names nobody, so that everybody who may look after runs can open it.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>What keeps outsiders away from a job.</summary>
public enum GateKind
{
    /// <summary>A deployment environment, which may demand a reviewer.</summary>
    Environment,

    /// <summary>A label that only people with triage rights can set.</summary>
    Label,

    /// <summary>A check of the sender's rights on the repository.</summary>
    Permission,

    /// <summary>The author's association with the repository.</summary>
    AuthorAssociation,

    /// <summary>The change comes from the repository itself, not from a fork.</summary>
    SameRepository,

    /// <summary>A named person or bot.</summary>
    Actor,

    /// <summary>The change was merged, or the run is for a protected branch or event.</summary>
    TrustedEvent,

    /// <summary>Somebody is asked, before the job or in the middle of the run.</summary>
    Approval,
}
