namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>What the files tell of a condition.</summary>
internal enum Truth
{
    /// <summary>Only a run tells.</summary>
    Unknown,

    /// <summary>It holds in every run.</summary>
    True,

    /// <summary>It holds in none.</summary>
    False,
}
