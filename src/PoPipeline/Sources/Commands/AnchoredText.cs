using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Commands;

/// <summary>A text, and where each part of it is written.</summary>
/// <param name="Span">Where the whole is written.</param>
/// <param name="Text">The text.</param>
/// <param name="Anchors">Where its parts are written; empty where all of it stands where the whole does.</param>
internal sealed record AnchoredText(Place Span, string Text, ImmutableArray<TextAnchor> Anchors)
{
    /// <summary>Where a part of it is written.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many characters.</param>
    public Place PlaceOf(int offset, int length) => TextAnchor.PlaceOf(Anchors, Span, offset, length);

    /// <summary>A part of it.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many characters.</param>
    public AnchoredText Slice(int offset, int length)
    {
        if (Anchors.IsEmpty)
        {
            return this with { Text = Text.Substring(offset, length) };
        }

        var span = PlaceOf(offset, length);
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        anchors.Add(new TextAnchor(0, span.Region.StartLine, span.Region.StartColumn));
        foreach (var anchor in Anchors)
        {
            if (anchor.Offset > offset && anchor.Offset < offset + length)
            {
                anchors.Add(anchor with { Offset = anchor.Offset - offset });
            }
        }

        return new AnchoredText(span, Text.Substring(offset, length), anchors.DrainToImmutable());
    }

    /// <summary>What follows an offset.</summary>
    /// <param name="offset">The first character, from 0.</param>
    public AnchoredText From(int offset) => Slice(offset, Text.Length - offset);

    /// <summary>It without the white space around it.</summary>
    public AnchoredText Trimmed()
    {
        var start = Text.Length - Text.AsSpan().TrimStart().Length;
        return start == 0 && Text.AsSpan().TrimEnd().Length == Text.Length ? this : Slice(start, Text.AsSpan().Trim().Length);
    }

    /// <summary>A program of it, literal credentials masked.</summary>
    /// <param name="shell">The language.</param>
    /// <param name="starts">How what runs it takes the failure of its commands.</param>
    public Script AsScript(ShellKind shell = ShellKind.Posix, ScriptStart starts = ScriptStart.None) =>
        new() { Shell = shell, Starts = starts, Text = CredentialFormats.MaskAll(Text), Span = Span, Anchors = Anchors };
}
