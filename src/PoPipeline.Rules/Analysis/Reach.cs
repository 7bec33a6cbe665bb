namespace PoPipeline.Rules.Analysis;

/// <summary>Whether something runs on an occasion; what is more comes behind what is less.</summary>
public enum Reach
{
    /// <summary>Never.</summary>
    No,

    /// <summary>The files do not tell.</summary>
    Unknown,

    /// <summary>Sometimes: a condition or the files that change decide.</summary>
    Partly,

    /// <summary>Always.</summary>
    Yes,
}
