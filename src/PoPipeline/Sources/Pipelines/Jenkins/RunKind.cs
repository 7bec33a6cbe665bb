namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>What a multibranch project runs a file for.</summary>
internal enum RunKind
{
    /// <summary>New commits of the default branch.</summary>
    DefaultBranch,

    /// <summary>A proposed change.</summary>
    Change,

    /// <summary>A version that is tagged.</summary>
    Tag,

    /// <summary>Whatever it is: nothing is known of the run.</summary>
    Any,
}
