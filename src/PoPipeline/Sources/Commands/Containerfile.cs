using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;

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
        found.Frontend = FrontendOf(text);
    }

    // Directives stand before all else: '# syntax=docker/dockerfile:1'.
    private static Reference? FrontendOf(LinedText text)
    {
        const int most = 20;
        for (var line = 0; line < Math.Min(most, text.Lines); line++)
        {
            var start = text.StartOf(line);
            var written = text.Text.AsSpan(start, (line + 1 < text.Lines ? text.StartOf(line + 1) : text.Text.Length) - start).TrimEnd();
            var equals = written.IndexOf('=');
            if (!written.StartsWith("#", StringComparison.Ordinal) || equals < 0)
            {
                break;
            }

            var value = written[(equals + 1)..].Trim();
            if (written[1..equals].Trim().Equals("syntax", StringComparison.OrdinalIgnoreCase) && value.Length > 0)
            {
                var image = value.ToString();
                var at = start + equals + 1 + written[(equals + 1)..].IndexOf(value, StringComparison.Ordinal);
                return ContainerStages.ReferenceOf(image, image, text.PlaceOf(at, at + image.Length));
            }
        }

        return null;
    }
}
