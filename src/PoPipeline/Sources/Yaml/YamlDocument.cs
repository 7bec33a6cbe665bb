using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>What one file of YAML holds.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Source">The text.</param>
/// <param name="Root">The first document's root; null where the file is empty or could not be read.</param>
/// <param name="Error">Why it could not be read; null where it was.</param>
/// <param name="Problems">What is odd without keeping it from being read: duplicate keys, keys that are not scalars.</param>
internal sealed record YamlDocument(string Path, string Source, YamlNode? Root, YamlProblem? Error, ImmutableArray<YamlProblem> Problems)
{
    /// <summary>Whether it could not be read because of a bound of our own, so that others may read it.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>The root of each document that was asked for; empty where the file could not be read.</summary>
    public ImmutableArray<YamlNode> Roots { get; init; } = [];

    /// <summary>What stands behind the document where one was asked for: another one, or what cannot be read; null where nothing does.</summary>
    public YamlProblem? Behind { get; init; }

    /// <summary>Whether a scalar has a tag.</summary>
    public bool HasTags { get; init; }

    /// <summary>Names of anchors and aliases that older readers of YAML do not take: they have other characters than letters, digits, dashes and underscores.</summary>
    public ImmutableArray<YamlProblem> OddAnchors { get; init; } = [];

    /// <summary>Anchors that no alias names.</summary>
    public ImmutableArray<YamlProblem> UnusedAnchors { get; init; } = [];

    /// <summary>The text of one line, without its line break; empty behind the last.</summary>
    /// <param name="line">The line, from 1.</param>
    public ReadOnlySpan<char> Line(int line)
    {
        var rest = Source.AsSpan();
        for (; line > 1; line--)
        {
            var next = rest.IndexOf('\n');
            if (next < 0)
            {
                return [];
            }

            rest = rest[(next + 1)..];
        }

        var end = rest.IndexOf('\n');
        return (end < 0 ? rest : rest[..end]).TrimEnd('\r');
    }
}

/// <summary>Something that keeps a document, or a part of it, from being read.</summary>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Span">Where.</param>
internal sealed record YamlProblem(string Message, Place Span)
{
    /// <summary>The message, to stand behind a colon.</summary>
    public string AsClause => char.ToLowerInvariant(Message[0]) + Message[1..];
}
