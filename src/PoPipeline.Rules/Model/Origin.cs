namespace PoPipeline.Rules.Model;

/// <summary>Who controls a text or a piece of code; the order is from the most to the least trusted.</summary>
public enum Origin
{
    /// <summary>Nobody: it is written in the pipeline, or the platform makes it in a fixed form.</summary>
    Constant,

    /// <summary>Those who administer or maintain the repository: variables, secrets, manual inputs.</summary>
    Maintainer,

    /// <summary>Those who can push to the repository.</summary>
    Contributor,

    /// <summary>Whoever calls this pipeline code: an input of an action or of a reusable workflow, whose callers are not all known.</summary>
    Caller,

    /// <summary>It cannot be told from the files: the output of a step, a file of the workspace.</summary>
    Unknown,

    /// <summary>Anybody, from outside.</summary>
    Outsider,
}
