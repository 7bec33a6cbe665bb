namespace PoPipeline.Frosting;

/// <summary>Shows how far a run has come in one line, which a person sees and a pipe does not.</summary>
/// <param name="writer">Where to; null where nobody sees it.</param>
internal sealed class ProgressLine(TextWriter? writer) : IProgress<CollectionProgress>, IDisposable
{
    private const string Erase = "\r\e[K";

    /// <inheritdoc/>
    public void Report(CollectionProgress value) => writer?.Write($"{Erase}[{Math.Min(value.Done + 1, value.Total)}/{value.Total}] {value.Stage}…");

    /// <inheritdoc/>
    public void Dispose() => writer?.Write(Erase);
}
