using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>What a rendered text holds, with what no file tells in it.</summary>
internal sealed class DinghyTree
{
    private readonly Dictionary<YamlScalar, List<PutText>> put = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlScalar, UnknownText> unknown = new(ReferenceEqualityComparer.Instance);

    /// <summary>The root; null where nothing could be read.</summary>
    public YamlNode? Root { get; set; }

    /// <summary>What is wrong.</summary>
    public ProblemList Problems { get; } = new(ProblemEffect.Rejected);

    /// <summary>Whether a problem keeps the rest from being read.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether a key stands without quotes, as in YAML.</summary>
    public bool HasBareKeys { get; set; }

    /// <summary>Keeps what is put into a text.</summary>
    /// <param name="scalar">The text.</param>
    /// <param name="texts">What is put there.</param>
    public void Keep(YamlScalar scalar, List<PutText> texts) => put.Add(scalar, texts);

    /// <summary>Keeps that a whole value is not known.</summary>
    /// <param name="scalar">What stands for it.</param>
    /// <param name="text">What is known of it.</param>
    public void Keep(YamlScalar scalar, UnknownText text) => unknown.Add(scalar, text);

    /// <summary>What no file tells in a text.</summary>
    /// <param name="scalar">The text.</param>
    public IReadOnlyList<PutText> In(YamlScalar scalar) => put.GetValueOrDefault(scalar) ?? [];

    /// <summary>What is known of a value that no file tells; null where it is known.</summary>
    /// <param name="node">The value.</param>
    public UnknownText? UnknownOf(YamlNode? node) => node is YamlScalar scalar ? unknown.GetValueOrDefault(scalar) : null;
}

/// <summary>A text in another one that no file tells.</summary>
/// <param name="Offset">Where it stands there.</param>
/// <param name="Text">What is known of it.</param>
/// <param name="Span">Where what makes it is written.</param>
internal sealed record PutText(int Offset, UnknownText Text, Place Span)
{
    /// <summary>Where each character of what stands for it is written: where it begins, since it may go over lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where what makes it is written.</param>
    /// <param name="path">The file whose places are meant.</param>
    /// <param name="offset">The offset of its first character.</param>
    public static IEnumerable<TextAnchor> Anchors(UnknownText text, Place place, string path, int offset) =>
        place.Path != path ? [] : Enumerable.Range(offset, text.Text.Length).Select(at => new TextAnchor(at, place.Region.StartLine, place.Region.StartColumn));
}
