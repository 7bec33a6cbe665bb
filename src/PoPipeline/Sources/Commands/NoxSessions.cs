using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Sources.Commands;

/// <summary>What nox runs: <c>noxfile.py</c>, of which only calls with texts are read.</summary>
/// <remarks>Source: https://nox.thea.codes/en/stable/config.html.</remarks>
internal sealed class NoxSessions : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Nox;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "noxfile.py";

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found) => new NoxReader(text, found).Read();
}
