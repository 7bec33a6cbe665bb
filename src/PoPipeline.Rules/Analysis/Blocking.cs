namespace PoPipeline.Rules.Analysis;

/// <summary>Whether what a tool finds, or that it could not run, fails the pipeline.</summary>
public enum Blocking
{
    /// <summary>The files do not tell.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>It does not.</summary>
    No,
}
