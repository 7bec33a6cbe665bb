using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Sources.Commands;

/// <summary>What a builder of container images reads: <c>Dockerfile</c>, <c>Containerfile</c>.</summary>
/// <remarks>Source: https://docs.docker.com/reference/dockerfile/.</remarks>
internal sealed class Containerfile : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Containerfile;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        foreach (var word in (ReadOnlySpan<string>)["Dockerfile", "Containerfile"])
        {
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase)
                || (name.StartsWith(word, StringComparison.Ordinal) && name[word.Length] is '.' && !name.EndsWith(".dockerignore", StringComparison.Ordinal) && !name.EndsWith(".md", StringComparison.Ordinal))
                || (name.EndsWith(word, StringComparison.OrdinalIgnoreCase) && name[^(word.Length + 1)] is '.'))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        var stages = new ContainerStages(text, found);
        foreach (var instruction in ContainerInstructions.Of(text))
        {
            stages.Take(instruction);
        }

        stages.Finish();
    }
}
