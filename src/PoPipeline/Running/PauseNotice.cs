using PoPipeline.Forges.Http;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>Says what a run waits for, so that no log stands still without a reason.</summary>
/// <param name="writer">Where to.</param>
internal sealed class PauseNotice(TerminalWriter writer) : IProgress<Pause>
{
    /// <inheritdoc/>
    public void Report(Pause value)
    {
        writer.WriteLine($"po: {value.Service} {value.Why}; waiting for {Math.Ceiling(value.Length.TotalSeconds)} s, until {value.End}.");
        writer.Flush();
    }
}
