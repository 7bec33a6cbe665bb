using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs;

/// <summary>The words and numbers of others for a severity.</summary>
internal static class Severities
{
    /// <summary>Every severity, the most severe first.</summary>
    public static ImmutableArray<Severity> Descending { get; } = [Severity.Critical, Severity.High, Severity.Medium, Severity.Low];

    /// <summary>In lower case: <c>high</c>.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        _ => "low",
    };

    /// <summary>The number, from 0.1 to 10.0, in the middle of the band that GitHub gives the same name.</summary>
    public static string Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        _ => "2.0",
    };
}
