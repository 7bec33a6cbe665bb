using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says from a runner's labels who keeps the machine.</summary>
internal static class HostedLabels
{
    private const string OwnMachine = "self-hosted";

    private static readonly FrozenSet<string> Published = PublishedSchema.Labels.Where(label => label is not OwnMachine).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // A label is a system, a version, and what is particular about the machine. New versions and combinations come more often than new words.
    private static readonly ImmutableArray<string[]> Parts = [.. Published.Select(label => label.Split('-')).Where(parts => parts.Length > 1 && IsVersion(parts[1]))];
    private static readonly FrozenSet<string> Systems = Parts.Select(parts => parts[0]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Variants = Parts.SelectMany(parts => parts.Skip(2)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who keeps a machine that bears all of these labels.</summary>
    /// <param name="labels">The labels of one machine.</param>
    /// <param name="hosted">Labels that the policy says are the platform's.</param>
    public static RunnerKind KindOf(IReadOnlyCollection<string> labels, IReadOnlyCollection<string> hosted) =>
        labels.Any(label => label.Equals(OwnMachine, StringComparison.OrdinalIgnoreCase)) ? RunnerKind.SelfHosted
        : labels.Count > 0 && labels.All(label => IsHosted(label) || hosted.Contains(label, StringComparer.OrdinalIgnoreCase)) ? RunnerKind.Hosted
        : RunnerKind.Unknown;

    /// <summary>
    /// Whether it is one of GitHub's own labels: <c>ubuntu-latest</c>, <c>windows-11-arm</c>, <c>macos-15-xlarge</c>. A name like
    /// <c>ubuntu-latest-16-cores</c> is an organisation's own, of a larger hosted machine or of any other.
    /// </summary>
    public static bool IsHosted(string label)
    {
        var parts = label.Split('-');
        return Published.Contains(label)
            || (parts.Length > 1 && Systems.Contains(parts[0])
                && (IsVersion(parts[1]) || parts[1].Equals("latest", StringComparison.OrdinalIgnoreCase)) && parts.Skip(2).All(Variants.Contains));
    }

    /// <summary>Whether the label says that the machine runs Windows.</summary>
    public static bool IsWindows(string label) => label.StartsWith("windows", StringComparison.OrdinalIgnoreCase) || label.StartsWith("win-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the label says nothing of the system that the machine runs.</summary>
    public static bool IsNeutral(string label) =>
        label.Equals(OwnMachine, StringComparison.OrdinalIgnoreCase) || label.Equals("x64", StringComparison.OrdinalIgnoreCase)
        || label.Equals("x86", StringComparison.OrdinalIgnoreCase) || label.Equals("arm64", StringComparison.OrdinalIgnoreCase);

    private static bool IsVersion(string text) => text.Length is > 0 and <= 8 && char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExcept(Letters.Numeric) < 0;
}
