using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>Why a run ends as it does, as far as its output has said so already: whoever prints the reason of a failure need not say it again.</summary>
public sealed class ShownReasons
{
    private readonly HashSet<string> reasons = new(StringComparer.Ordinal);

    /// <summary>Whether a reason was shown.</summary>
    /// <param name="reason">The reason, as the failure has it.</param>
    public bool Contains(string reason) => reasons.Contains(reason);

    internal void Add(SafeTextHandler reason) => reasons.Add(SafeText.Of(reason).Disarmed().ToString());
}
