
namespace PoPipeline.Decisions.Records;

/// <summary>What came of a condition.</summary>
internal enum CheckOutcome
{
    /// <summary>It is met.</summary>
    Met,

    /// <summary>It is not met, and never will be by the same comment.</summary>
    Failed,

    /// <summary>It is not known, or not met yet: a later run looks again.</summary>
    Unknown,
}
