namespace PoPipeline.InToto.Attesting;

/// <summary>What a test result comes to. The predicate knows no other words.</summary>
public enum TestOutcome
{
    /// <summary>All of it passed.</summary>
    Passed,

    /// <summary>It passed, with warnings.</summary>
    Warned,

    /// <summary>Something failed.</summary>
    Failed,
}
