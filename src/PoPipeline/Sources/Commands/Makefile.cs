using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Sources.Commands;

/// <summary>What make reads.</summary>
/// <remarks>Source: https://www.gnu.org/software/make/manual/make.html.</remarks>
internal sealed class Makefile : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Make;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "Makefile" or "makefile" or "GNUmakefile" || name.EndsWith(".mk", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found) => new MakefileReader(text, found).Read();
}
