using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Sources.Commands;

/// <summary>What just runs.</summary>
/// <remarks>Source: https://just.systems/man/en/.</remarks>
internal sealed class Justfile : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Just;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        name.Equals("justfile", StringComparison.OrdinalIgnoreCase) || name.Equals(".justfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".just", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found) => new JustfileReader(text, found).Read();
}
