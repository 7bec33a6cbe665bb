namespace PoPipeline.Audit.Events;

/// <summary>A file of audit events is not what it should be.</summary>
/// <param name="place">Where.</param>
/// <param name="fault">What is wrong, as a clause.</param>
/// <param name="advice">What to do, as a sentence.</param>
public sealed class AuditFormatException(AuditPlace place, string fault, string advice) : AuditException($"{place}: {fault}. {advice}")
{
    /// <summary>Where.</summary>
    public AuditPlace Place { get; } = place;

    /// <summary>What is wrong, as a clause.</summary>
    public string Fault { get; } = fault;
}
