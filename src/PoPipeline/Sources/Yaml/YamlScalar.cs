using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Yaml;

/// <summary>A scalar.</summary>
internal sealed class YamlScalar : YamlNode
{
    private readonly string source;
    private readonly int start;
    private readonly int end;
    private ImmutableArray<TextAnchor> anchors;

    /// <summary>Makes a scalar of a stretch of the document's source.</summary>
    public YamlScalar(Place span, string value, ScalarStyle style, string? tag, string source, int start, int end)
        : base(span)
    {
        Value = value;
        Style = style;
        Tag = tag;
        this.source = source;
        this.start = start;
        this.end = end;
    }

    /// <summary>The text as YAML reads it, whatever its type.</summary>
    public string Value { get; }

    /// <summary>How it is written.</summary>
    public ScalarStyle Style { get; }

    /// <summary>The explicit tag; null where there is none.</summary>
    public string? Tag { get; }

    /// <summary>The offset of the first character in the document's source, quotes and block header included.</summary>
    public int SourceStart => start;

    /// <summary>The offset behind the last character in the document's source.</summary>
    public int SourceEnd => end;

    /// <summary>Whether it is written without quotes, so that YAML may read it as null, a boolean or a number.</summary>
    public bool IsPlain => Style is ScalarStyle.Plain;

    /// <summary>Whether it is a literal or folded block.</summary>
    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;

    /// <summary>Whether it is null: nothing, <c>~</c> or the word.</summary>
    public bool IsNull => IsPlain && Tag is not "tag:yaml.org,2002:str" && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Where each part of the value is written; computed on first use.</summary>
    public ImmutableArray<TextAnchor> Anchors
    {
        get
        {
            if (anchors.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref anchors, ScalarAlignment.Align(Value, Style, source, start, end, Span.Region));
            }

            return anchors;
        }
    }

    /// <summary>Where the text is written: of a block without the header, which no reader looks at.</summary>
    public Place TextSpan => IsBlock && Value.AsSpan().TrimEnd().Length is > 0 and var length ? PlaceOf(0, length) : Span;

    /// <summary>A scalar in the same place whose text is what the platform makes of this one; all of it stands where this one does.</summary>
    /// <param name="value">The text.</param>
    public YamlScalar As(string value) => new(Span, value, Style, Tag, source, start, end) { anchors = [] };

    /// <summary>A text that another format than YAML holds.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="value">The text.</param>
    /// <param name="isPlain">Whether it is written without quotes.</param>
    /// <param name="anchors">Where each part of it is written; empty where all of it stands where the whole does.</param>
    public static YamlScalar Of(Place span, string value, bool isPlain, ImmutableArray<TextAnchor> anchors) =>
        new(span, value, isPlain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, tag: null, "", 0, 0) { anchors = anchors };

    /// <summary>Where a part of the value is written.</summary>
    public Place PlaceOf(int offset, int length) => TextAnchor.PlaceOf(Anchors, Span, offset, length);
}
