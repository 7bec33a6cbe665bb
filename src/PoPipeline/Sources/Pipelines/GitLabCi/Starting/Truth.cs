namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Whether something holds.</summary>
internal enum Truth
{
    /// <summary>It does not.</summary>
    False,

    /// <summary>It cannot be told from the files.</summary>
    Unknown,

    /// <summary>It does.</summary>
    True,
}
