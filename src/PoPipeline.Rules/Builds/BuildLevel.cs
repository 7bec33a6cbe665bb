namespace PoPipeline.Rules.Builds;

/// <summary>How far it is assured that a project is built the same way again. Each level holds what those below it hold.</summary>
public enum BuildLevel
{
    /// <summary>L0: nothing says which packages are taken.</summary>
    None,

    /// <summary>L1: a lock file in the repository says which versions are taken, or the manifest names each one itself.</summary>
    Locked,

    /// <summary>L2: the lock file fits the manifest, and has a strong hash of all content that comes from elsewhere.</summary>
    Complete,

    /// <summary>L3: whatever the pipelines install of the project, they install as the lock file says, or fail.</summary>
    Enforced,

    /// <summary>L4: what is built of the same sources and packages has the same bytes.</summary>
    Deterministic,
}
