using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.Running;

/// <summary>Artifacts as people name them: <c>NAME@sha256:DIGEST</c>, or the digest alone.</summary>
internal static class ArtifactText
{
    // In hexadecimal digits.
    private const int Shortest = 40;
    private const int Longest = 128;

    /// <summary>Reads artifacts.</summary>
    /// <param name="texts">What is written.</param>
    /// <exception cref="RunException">With exit code 2: one of them is none.</exception>
    public static ImmutableArray<Resource> All(ImmutableArray<string> texts) => [.. texts.Select(Of)];

    /// <summary>An artifact as people write it.</summary>
    /// <param name="artifact">The artifact.</param>
    public static string Of(Resource artifact) => $"{(artifact.Name is { } name ? $"{name}@" : "")}{string.Join(',', artifact.Digests.Select(digest => $"{digest.Key}:{digest.Value}"))}";

    private static Resource Of(string text)
    {
        var at = text.LastIndexOf('@');
        var digest = text[(at + 1)..].Split(':');
        return digest is [{ Length: > 0 } algorithm, { Length: >= Shortest and <= Longest } hexadecimal] && algorithm.All(char.IsAsciiLetterOrDigit) && hexadecimal.All(char.IsAsciiHexDigit) && at != 0
            ? new Resource(at > 0 ? text[..at] : null, Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add(algorithm, hexadecimal.ToLowerInvariant()))
            : throw PoPipelineSettings.Wrong($"'{text}' names no artifact by its digest; write 'NAME@sha256:DIGEST'.");
    }
}
