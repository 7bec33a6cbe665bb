namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What kind of problem a reader found; its word stands in fingerprints, so that a member is never renamed.</summary>
public enum ProblemKind
{
    /// <summary>It is not YAML, or uses what the platform does not read.</summary>
    Syntax,

    /// <summary>A key is unknown, missing or doubled.</summary>
    Key,

    /// <summary>A value is of the wrong type, or not one of those that are accepted.</summary>
    Type,

    /// <summary>An expression cannot be read, or its parts do not fit.</summary>
    Expression,

    /// <summary>An expression uses what is not available where it stands.</summary>
    Context,

    /// <summary>A job waits for one that does not exist, or for itself.</summary>
    Needs,

    /// <summary>An event, its types or its filters.</summary>
    Event,

    /// <summary>A permission that does not exist.</summary>
    Permissions,

    /// <summary>A matrix whose parts do not fit.</summary>
    Matrix,

    /// <summary>The id of a job, a step or a field.</summary>
    Id,

    /// <summary>The call of a workflow.</summary>
    WorkflowCall,

    /// <summary>A password that is written out.</summary>
    Credentials,

    /// <summary>A condition that never changes.</summary>
    Condition,

    /// <summary>A condition that is always true without looking so: its faults say more.</summary>
    AlwaysTrue,

    /// <summary>An input of an action.</summary>
    Input,

    /// <summary>A filter of branches, tags or paths.</summary>
    Pattern,

    /// <summary>The name of a shell.</summary>
    Shell,

    /// <summary>A name that the forge cannot use: an owner that is none, or a name that may stand only once.</summary>
    Name,

    /// <summary>A template that the forge does not offer.</summary>
    Hidden,

    /// <summary>The file as a whole is not used.</summary>
    File,

    /// <summary>A word that is no owner.</summary>
    Owner,

    /// <summary>A line that names no owner where one is meant.</summary>
    Unowned,

    /// <summary>The heading of a section.</summary>
    Section,

    /// <summary>A number of approvals.</summary>
    Approvals,

    /// <summary>An exclusion.</summary>
    Exclusion,

    /// <summary>An owner where the pattern belongs.</summary>
    Misplaced,

    /// <summary>A folder that is written like a file.</summary>
    Folder,

    /// <summary>A comment that the forge takes for an owner.</summary>
    Comment,

    /// <summary>A mention that reaches nobody.</summary>
    Mention,

    /// <summary>A lock file that does not have the form of one.</summary>
    LockSchema,

    /// <summary>A lock file and a pipeline that disagree.</summary>
    LockStale,

    /// <summary>A pipeline that the lock file does not list.</summary>
    LockMissingWorkflow,

    /// <summary>A pipeline that no lock file can cover.</summary>
    LockIneligible,

    /// <summary>Something that must be there.</summary>
    Missing,

    /// <summary>Something that the forge does not know, and passes over.</summary>
    Unknown,

    /// <summary>The choices of a field.</summary>
    Options,

    /// <summary>An attribute of a field.</summary>
    Attribute,

    /// <summary>The body of a form.</summary>
    Body,

    /// <summary>The label of a field.</summary>
    Label,

    /// <summary>Something that must be unlike all others.</summary>
    Unique,

    /// <summary>An address.</summary>
    Url,

    /// <summary>A part that nothing uses.</summary>
    Unused,
}
