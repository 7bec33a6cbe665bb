using System.Collections.Frozen;

namespace PoPipeline.Rules.Installs;

/// <summary>How a program reads its words.</summary>
internal sealed record Syntax
{
    /// <summary>The options that take the next word as their value, separated by blanks.</summary>
    public required string Valued
    {
        init => ValuedOptions = value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The options that take a value.</summary>
    public FrozenSet<string> ValuedOptions { get; private init; } = [];

    /// <summary>The options that take a value which is written to them, or a number as the next word, and no other word: <c>-j4</c>, <c>-j 4</c>.</summary>
    public string Numbered
    {
        init => NumberedOptions = value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Those options.</summary>
    public FrozenSet<string> NumberedOptions { get; private init; } = [];

    /// <summary>The letter of an option that takes a value only where that is written to it: <c>-Otarget</c>; none for none.</summary>
    public string Attached { get; init; } = "";

    /// <summary>Whether letters may stand together behind one dash: <c>-qr file</c>.</summary>
    public bool Clusters { get; init; }

    /// <summary>Whether an option that is on or off may be followed by <c>true</c> or <c>false</c> as a word of its own.</summary>
    public bool LooseBooleans { get; init; }

    /// <summary>Whether a colon separates an option from its value, too, and a slash starts one.</summary>
    public bool MsBuild { get; init; }

    /// <summary>Behind how many operands all words are those of another program, by the first operand; the empty one stands for all others.</summary>
    public FrozenDictionary<string, int> Ends { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Behind how many operands the words of another program begin.</summary>
    /// <param name="verb">The first operand.</param>
    public int EndOf(string verb) => Ends.TryGetValue(verb, out var end) || Ends.TryGetValue("", out end) ? end : int.MaxValue;
}
