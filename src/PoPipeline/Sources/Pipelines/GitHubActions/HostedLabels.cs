using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says from a runner's labels who keeps the machine.</summary>
internal static class HostedLabels
{
    private static readonly string[] Systems = ["ubuntu-", "windows-", "macos-"];
    private static readonly string[] Variants = ["arm", "large", "xlarge", "intel", "slim", "vs2026"];

    /// <summary>Who keeps a machine that bears all of these labels.</summary>
    /// <param name="labels">The labels of one machine.</param>
    /// <param name="hosted">Labels that the policy says are the platform's.</param>
    public static RunnerKind KindOf(IReadOnlyCollection<string> labels, IReadOnlyCollection<string> hosted) =>
        labels.Any(label => label.Equals("self-hosted", StringComparison.OrdinalIgnoreCase)) ? RunnerKind.SelfHosted
        : labels.Count > 0 && labels.All(label => IsHosted(label) || hosted.Contains(label, StringComparer.OrdinalIgnoreCase)) ? RunnerKind.Hosted
        : RunnerKind.Unknown;

    /// <summary>
    /// Whether it is one of GitHub's own labels: <c>ubuntu-latest</c>, <c>windows-11-arm</c>, <c>macos-15-xlarge</c>. A name like
    /// <c>ubuntu-latest-16-cores</c> is an organisation's own, of a larger hosted machine or of any other.
    /// </summary>
    public static bool IsHosted(string label)
    {
        var system = Systems.FirstOrDefault(system => label.StartsWith(system, StringComparison.OrdinalIgnoreCase));
        if (system is null)
        {
            return false;
        }

        var parts = label[system.Length..].Split('-');
        return (IsVersion(parts[0]) || parts[0].Equals("latest", StringComparison.OrdinalIgnoreCase) || parts is ["slim"])
            && parts.Skip(1).All(part => Variants.Contains(part, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether the label says that the machine runs Windows.</summary>
    public static bool IsWindows(string label) => label.StartsWith("windows", StringComparison.OrdinalIgnoreCase) || label.StartsWith("win-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the label says nothing of the system that the machine runs.</summary>
    public static bool IsNeutral(string label) =>
        label.Equals("self-hosted", StringComparison.OrdinalIgnoreCase) || label.Equals("x64", StringComparison.OrdinalIgnoreCase)
        || label.Equals("x86", StringComparison.OrdinalIgnoreCase) || label.Equals("arm64", StringComparison.OrdinalIgnoreCase);

    private static bool IsVersion(string text) => text.Length is > 0 and <= 8 && char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExcept(Letters.Numeric) < 0;
}
