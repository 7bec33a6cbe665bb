using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>Says what it takes to ask a forge about many repositories, beside the results.</summary>
/// <param name="writer">Where to.</param>
/// <param name="hidesLine">Whether a line of progress stands there, which gives way.</param>
internal sealed class ScanNotice(TerminalWriter writer, bool hidesLine) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value)
    {
        writer.WriteLine($"{(hidesLine ? "\r\e[K" : "")}po: {value}");
        writer.Flush();
    }
}
