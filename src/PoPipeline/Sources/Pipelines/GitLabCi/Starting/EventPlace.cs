namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Where the jobs of a pipeline run.</summary>
internal enum EventPlace
{
    /// <summary>In the project that the configuration belongs to, with what it has.</summary>
    Project,

    /// <summary>In a fork, with the fork's runners and variables.</summary>
    Fork,

    /// <summary>Nowhere: no jobs of the configuration are made.</summary>
    Nowhere,
}
