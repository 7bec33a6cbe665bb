namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>How a job starts.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#when.</remarks>
internal enum StartMode
{
    /// <summary>It is not in the pipeline.</summary>
    Never,

    /// <summary>By itself, when the jobs before it succeeded.</summary>
    ByItself,

    /// <summary>By itself, whatever the jobs before it did.</summary>
    Always,

    /// <summary>By itself, when a job before it failed.</summary>
    OnFailure,

    /// <summary>When somebody starts it by hand.</summary>
    ByHand,

    /// <summary>By itself, some time later.</summary>
    Delayed,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
