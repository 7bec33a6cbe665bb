namespace PoPipeline.Rules.Data;

/// <summary>What is handed out, by how it may be signed.</summary>
[Flags]
public enum ReleaseKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Packages, and files of a release.</summary>
    Packages = 1,

    /// <summary>Images of containers.</summary>
    Images = 2,

    /// <summary>Either, or both.</summary>
    Any = Packages | Images,
}
