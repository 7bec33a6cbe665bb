namespace PoPipeline.Audit.Alerting;

/// <summary>How much an alert weighs.</summary>
public enum AlertSeverity
{
    /// <summary>To be looked at.</summary>
    Medium,

    /// <summary>To be looked at now.</summary>
    High,
}
