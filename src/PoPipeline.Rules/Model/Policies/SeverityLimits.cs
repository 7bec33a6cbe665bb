using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>The limits of exceptions, by the severity of what they excuse.</summary>
public sealed record SeverityLimits
{
    /// <summary>For critical findings.</summary>
    public LimitsPolicy Critical { get; init; } = new(Days: 30, Approvals: 2);

    /// <summary>For high findings.</summary>
    public LimitsPolicy High { get; init; } = new(Days: 90, Approvals: 1);

    /// <summary>For medium findings.</summary>
    public LimitsPolicy Medium { get; init; } = new(Days: 180, Approvals: 1);

    /// <summary>For low findings.</summary>
    public LimitsPolicy Low { get; init; } = new(Days: 180, Approvals: 1);

    /// <summary>The most approvals and the fewest days of any severity, for what may change these limits.</summary>
    public LimitsPolicy Strictest => new(
        Math.Min(Math.Min(Critical.Days, High.Days), Math.Min(Medium.Days, Low.Days)),
        Math.Max(Math.Max(Critical.Approvals, High.Approvals), Math.Max(Medium.Approvals, Low.Approvals)));

    /// <summary>The limits for a severity.</summary>
    /// <param name="severity">The severity.</param>
    public LimitsPolicy Of(Severity severity) => severity switch
    {
        Severity.Critical => Critical,
        Severity.High => High,
        Severity.Medium => Medium,
        _ => Low,
    };
}
