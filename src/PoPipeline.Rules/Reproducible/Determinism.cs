namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether two builds of the same sources give the same bytes, as far as one setting decides it.</summary>
internal enum Determinism
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>They do not.</summary>
    No,

    /// <summary>They do.</summary>
    Deterministic,
}
