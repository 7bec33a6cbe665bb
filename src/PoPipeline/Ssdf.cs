using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>The tasks of the group "Prepare the Organization" of NIST SP 800-218, the Secure Software Development Framework 1.1.</summary>
public static class Ssdf
{
    /// <summary>The version of the framework.</summary>
    public const string Version = "1.1";

    /// <summary>Where it is published.</summary>
    public static Uri Publication { get; } = new("https://doi.org/10.6028/NIST.SP.800-218");

    // Titles are ours and short; the framework's own sentences run to several lines.
    private static readonly FrozenDictionary<string, string> Titles = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PO.1.1"] = "Security requirements for development infrastructure",
        ["PO.1.2"] = "Security requirements for the organization's software",
        ["PO.1.3"] = "Security requirements for third parties",
        ["PO.2.1"] = "Roles and responsibilities",
        ["PO.2.2"] = "Role-based training",
        ["PO.2.3"] = "Commitment of the management",
        ["PO.3.1"] = "Toolchains: which tools",
        ["PO.3.2"] = "Toolchains: secure operation",
        ["PO.3.3"] = "Toolchains: artifacts as evidence",
        ["PO.4.1"] = "Criteria for security checks",
        ["PO.4.2"] = "Gathering and safeguarding of evidence",
        ["PO.5.1"] = "Separated and protected environments",
        ["PO.5.2"] = "Secured and hardened endpoints",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All tasks, in their order.</summary>
    public static ImmutableArray<string> Tasks { get; } = [.. Titles.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The tasks that a rule judges. Of the others nothing is known, so that what requires them is never met.</summary>
    public static ImmutableArray<string> Judged { get; } = [.. RuleSet.All.Select(rule => rule.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The short title of a task; the task itself where the framework has no such task.</summary>
    /// <param name="task">The task: <c>PO.3.2</c>.</param>
    public static string TitleOf(string task) => Titles.GetValueOrDefault(task, task);
}
