using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Suppressions;

/// <summary>A comment <c># po: ignore PO3204 until 2027-01-31 -- reason</c>.</summary>
public sealed record InlineException
{
    /// <summary>The comment, from its <see cref="Mark"/>.</summary>
    public required Place Span { get; init; }

    /// <summary>What the comment covers: its own line, or the element after it when it stands alone on a line.</summary>
    public required Place Covers { get; init; }

    /// <summary>What starts a comment in its file: <c>#</c>, or <c>//</c>.</summary>
    public string Mark { get; init; } = "#";

    /// <summary>The rules that it names.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>The last day on which it holds; null where the comment gives none, or is malformed.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The reason given; empty where the comment is malformed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is wrong with the comment, as a sentence without a full stop, though with a question mark where it ends in one; null where it is well formed.</summary>
    public string? Fault { get; init; }
}
