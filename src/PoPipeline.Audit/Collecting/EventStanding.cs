namespace PoPipeline.Audit.Collecting;

/// <summary>What an event that the forge answers, or a file brings, is to what is kept.</summary>
internal enum EventStanding
{
    /// <summary>It is not kept.</summary>
    New,

    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>Something else is kept under its id.</summary>
    Different,

    /// <summary>It may be kept: one of the two has no id, and lacks what would tell.</summary>
    Unsure,
}
