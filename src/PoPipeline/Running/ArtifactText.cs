using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;
using PoPipeline.Rules.Model;

namespace PoPipeline.Running;

/// <summary>Artifacts as people name them: <c>NAME@sha256:DIGEST</c>, or the digest alone.</summary>
internal static class ArtifactText
{
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
        if (at == 0 || text[(at + 1)..].Split(':') is not [{ Length: > 0 } algorithm, { Length: > 0 } digest])
        {
            throw Wrong(text, "a digest is written as the name of its algorithm, a colon and its digits");
        }

        var lengths = DigestAlgorithm.LengthsOf(algorithm);
        return lengths.IsEmpty ? throw Wrong(text, $"'{algorithm}' is none of the algorithms that are taken, which are {string.Join(", ", DigestAlgorithm.Names)}")
            : !digest.All(char.IsAsciiHexDigit) ? throw Wrong(text, "its digest is not written in hexadecimal digits")
            : !lengths.Contains(digest.Length) ? throw Wrong(text, $"its digest has {Counted.Of(digest.Length, "digit")}, where one of {algorithm} has {string.Join(" or ", lengths)}")
            : new Resource(at > 0 ? text[..at] : null, Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add(algorithm, digest.ToLowerInvariant()));
    }

    private static RunException Wrong(string text, string reason) => PoPipelineSettings.Wrong($"'{text}' names no artifact by its digest: {reason}. Write 'NAME@sha256:DIGEST'.");
}
