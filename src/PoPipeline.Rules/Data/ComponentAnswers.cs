using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>What a command answers with, by the words that it is given.</summary>
public sealed record ComponentAnswers
{
    /// <summary>How its words ask for single fields; none where they cannot.</summary>
    public FieldLanguage Asks { get; init; }

    /// <summary>Options that take the word after them, so that this is no word of its own.</summary>
    public ImmutableArray<string> Valued { get; init; } = [];

    /// <summary>What the fields hold that can be asked for. A field that is not here is not known.</summary>
    public ImmutableArray<AnswerFields> Fields { get; init; } = [];

    /// <summary>The cases; the first one that fits counts. Where none fits, nothing is known.</summary>
    public ImmutableArray<AnswerCase> Cases { get; init; } = [];
}

/// <summary>Fields that hold a text.</summary>
/// <param name="Kind">What text.</param>
/// <param name="Names">The fields.</param>
public sealed record AnswerFields(TextKind Kind, ImmutableArray<string> Names);

/// <summary>What a command answers with in one case.</summary>
public sealed record AnswerCase
{
    /// <summary>What text; null for what the fields hold that are asked for: such a case fits only where some are.</summary>
    public TextKind? Kind { get; init; }

    /// <summary>When; null for always.</summary>
    public AnswerCondition? When { get; init; }
}

/// <summary>When a command answers with something. What is listed is one of which some must be there; what is not listed does not matter.</summary>
public sealed record AnswerCondition
{
    /// <summary>Whether it is given no words at all.</summary>
    public bool IsAlone { get; init; }

    /// <summary>How its words start that are no options: "pr view".</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Options: "--name-only"; also "-s" among other letters: "-sz".</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>What stands in one of the words: a part of an address.</summary>
    public ImmutableArray<string> Contains { get; init; } = [];
}

/// <summary>How the words of a command ask for single fields.</summary>
public enum FieldLanguage
{
    /// <summary>They cannot.</summary>
    None,

    /// <summary>Names of fields after <c>--json</c>, and a program of jq or a template that picks from them.</summary>
    Json,

    /// <summary>Signs after a percent sign, or names in brackets after one, as git has them.</summary>
    Format,
}
