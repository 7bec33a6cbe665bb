namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something by which more people than should may change or start a pipeline.</summary>
/// <param name="Kind">What is open.</param>
/// <param name="Text">What says so, as written, or what is missing.</param>
/// <param name="Span">Where it is written, or belongs.</param>
public sealed record OpenRight(OpenRightKind Kind, string Text, Place Span);

/// <summary>What is open to people.</summary>
public enum OpenRightKind
{
    /// <summary>The file says nothing of who may do what.</summary>
    Unsaid,

    /// <summary>The file grants nothing to anybody by name, so that nobody is kept away.</summary>
    Empty,

    /// <summary>It names nobody who may change it.</summary>
    NoWriters,

    /// <summary>It names nobody who may start it, so that whoever may look at it may.</summary>
    NoStarters,

    /// <summary>It names everybody.</summary>
    Everybody,

    /// <summary>Whoever reaches an address may start it, whatever is sent there.</summary>
    Callers,

    /// <summary>Every branch starts it, whoever pushes it.</summary>
    Branches,

    /// <summary>Every tag of an image starts it.</summary>
    Tags,
}
