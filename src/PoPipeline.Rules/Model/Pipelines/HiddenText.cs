namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Characters in a file that nobody sees, or that show the others in another order.</summary>
/// <param name="Kind">What they do.</param>
/// <param name="Characters">Which they are, each once: <c>U+202E, U+2066</c>.</param>
/// <param name="Span">Where they are.</param>
public sealed record HiddenText(HiddenKind Kind, string Characters, Place Span)
{
    /// <summary>Whether only people read what they stand in: a comment, a description.</summary>
    public bool IsRemark { get; init; }

    /// <summary>Whether letters that are written from right to left stand in the same line, which need such characters now and then.</summary>
    public bool IsBesideLetters { get; init; }
}

/// <summary>What characters do that nobody sees.</summary>
public enum HiddenKind
{
    /// <summary>They have what follows shown in an order that is not the one in which it is read.</summary>
    Override,

    /// <summary>They set a text apart from the order of what is around it.</summary>
    Embedding,

    /// <summary>They tell in which direction their neighbours are written.</summary>
    Mark,

    /// <summary>They take no room, or that of a blank, and are none to any program.</summary>
    Invisible,

    /// <summary>They spell a text that no person sees, and that a program or a model reads.</summary>
    Tag,
}
