using PoPipeline.Outputs.Terminal;
using PoPipeline.Sources;

namespace PoPipeline.Running;

/// <summary>Shows how far a run has come in one line, which a person sees and a pipe does not.</summary>
/// <param name="writer">Where to; null where nobody sees it.</param>
internal sealed class ProgressLine(TerminalWriter? writer) : IProgress<CollectionProgress>, IDisposable
{
    private readonly Lock turn = new();
    private bool isOver;

    /// <inheritdoc/>
    public void Report(CollectionProgress value)
    {
        // What a stopped run left behind may still report.
        lock (turn)
        {
            if (!isOver)
            {
                writer?.Write($"\r\e[K[{Math.Min(value.Done + 1, value.Total)}/{value.Total}] {value.Stage}…");
            }
        }
    }

    /// <summary>Takes the line away for what is written next.</summary>
    public void Clear()
    {
        lock (turn)
        {
            if (!isOver)
            {
                writer?.Write($"\r\e[K");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn)
        {
            isOver = true;
            writer?.Write($"\r\e[K");
        }
    }
}
