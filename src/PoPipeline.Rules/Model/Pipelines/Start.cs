namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What a job waits for, beside the jobs before it, where it does not start by itself.</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="Span">Where that is written.</param>
public sealed record Start(StartKind Kind, Place Span);

/// <summary>How a job starts that does not start by itself.</summary>
public enum StartKind
{
    /// <summary>A person may start it, and the pipeline goes on and succeeds without it.</summary>
    Optional,

    /// <summary>A person starts it, and the pipeline waits until then.</summary>
    Blocking,

    /// <summary>Nothing starts it.</summary>
    Never,
}
