using System.Collections.Immutable;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Metadata;

/// <summary>A rule about the materials or products of a step.</summary>
public sealed record ArtifactRule
{
    private const string In = "IN";
    private const string With = "WITH";
    private const string From = "FROM";
    private const string Forms = "a rule is CREATE, DELETE, MODIFY, ALLOW, DISALLOW or REQUIRE with a pattern, or MATCH pattern [IN folder] WITH MATERIALS|PRODUCTS [IN folder] FROM step";

    private ArtifactRule(ImmutableArray<string> words, ArtifactRuleKind kind) => (Words, Kind) = (words, kind);

    /// <summary>The words of the rule, as they are written.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>What it does.</summary>
    public ArtifactRuleKind Kind { get; }

    /// <summary>The pattern of the artifacts that it is about; for <see cref="ArtifactRuleKind.Require"/> the name of one.</summary>
    public string Pattern => Words[1];

    /// <summary>For a match: the folder of the artifacts of this step; empty for none.</summary>
    public string SourcePrefix { get; private init; } = "";

    /// <summary>For a match: the folder of the artifacts of the other step; empty for none.</summary>
    public string DestinationPrefix { get; private init; } = "";

    /// <summary>For a match: whether it looks at the products of the other step, not at its materials.</summary>
    public bool WithProducts { get; private init; }

    /// <summary>For a match: the other step; empty for other rules.</summary>
    public string Step { get; private init; } = "";

    /// <summary>Reads a rule. Keywords may be written in small letters, as the reference implementation has it.</summary>
    /// <param name="words">Its words.</param>
    /// <returns>The rule, or what is wrong, as a clause.</returns>
    public static Parsed<ArtifactRule> Parse(ImmutableArray<string> words) => words switch
    {
        [] or [_] => new(Forms),
        [var kind, _] when KindOf(kind) is { } simple and not ArtifactRuleKind.Match => new(new ArtifactRule(words, simple)),
        [var kind, ..] when KindOf(kind) is ArtifactRuleKind.Match => Match(words),
        _ => new(Forms),
    };

    /// <summary>The rule as it is written, its words with blanks between them.</summary>
    public override string ToString() => string.Join(' ', Words);

    private static Parsed<ArtifactRule> Match(ImmutableArray<string> words) => words switch
    {
        [_, _, var first, var source, var second, var type, var third, var destination, var last, var step] when Is(first, In) && Is(second, With) && Is(third, In) && Is(last, From) =>
            Match(words, source, type, destination, step),
        [_, _, var first, var source, var second, var type, var last, var step] when Is(first, In) && Is(second, With) && Is(last, From) => Match(words, source, type, "", step),
        [_, _, var first, var type, var second, var destination, var last, var step] when Is(first, With) && Is(second, In) && Is(last, From) => Match(words, "", type, destination, step),
        [_, _, var first, var type, var last, var step] when Is(first, With) && Is(last, From) => Match(words, "", type, "", step),
        _ => new(Forms),
    };

    private static Parsed<ArtifactRule> Match(ImmutableArray<string> words, string source, string type, string destination, string step) =>
        !Is(type, "MATERIALS") && !Is(type, "PRODUCTS")
            ? new("MATCH compares WITH MATERIALS or WITH PRODUCTS")
            : new(new ArtifactRule(words, ArtifactRuleKind.Match) { SourcePrefix = source, DestinationPrefix = destination, WithProducts = Is(type, "PRODUCTS"), Step = step });

    private static bool Is(string word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private static ArtifactRuleKind? KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<ArtifactRuleKind>())
        {
            if (Is(word, kind.ToString()))
            {
                return kind;
            }
        }

        return null;
    }
}
