namespace PoPipeline.Rules.Model.Deployments;

/// <summary>Something that is allowed beyond what anything needs.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">What says so, as written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record WideGrant(WideGrantKind Kind, string Text, Place Span)
{
    /// <summary>To whom it is granted, as written; empty where that is everybody who uses it.</summary>
    public string To { get; init; } = "";
}

/// <summary>What is allowed beyond what anything needs.</summary>
public enum WideGrantKind
{
    /// <summary>Code of any repository is deployed.</summary>
    AnySource,

    /// <summary>Each repository of an owner is deployed, also one that is yet to be made.</summary>
    EveryRepository,

    /// <summary>It is deployed to anywhere.</summary>
    AnyDestination,

    /// <summary>It may hold any kind of resource, also those that belong to the whole system.</summary>
    AnyResource,

    /// <summary>Whoever may write anywhere in the system may say what is deployed.</summary>
    AnyWriter,

    /// <summary>Somebody may do anything with anything.</summary>
    Everything,

    /// <summary>Somebody may do anything with all that is deployed.</summary>
    EveryDeployment,

    /// <summary>Somebody may run programs in all that is deployed.</summary>
    EveryShell,

    /// <summary>Everybody who can log in may do anything.</summary>
    EverythingToAll,

    /// <summary>Who has not logged in may do what everybody may who has.</summary>
    Anonymous,

    /// <summary>Programs can be run in what is deployed, from the pages of the tool.</summary>
    Shell,

    /// <summary>It belongs to the group that allows everything unless somebody changed it.</summary>
    OpenGroup,

    /// <summary>A token of it never ends.</summary>
    EndlessToken,

    /// <summary>Which group it belongs to, and so what it may do, is taken from a text that others write.</summary>
    NamedByOutsiders,

    /// <summary>The same, where those write the text who can push.</summary>
    NamedByContributors,

    /// <summary>What is deployed may read files of the tool and of others while it is made.</summary>
    ForeignFiles,

    /// <summary>What is deployed may run programs of its own while it is made.</summary>
    Programs,
}
