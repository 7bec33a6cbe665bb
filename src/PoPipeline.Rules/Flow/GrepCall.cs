using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>What a call of grep looks for, and what it makes of what it finds.</summary>
internal sealed class GrepCall
{
    private readonly List<string> options;

    /// <summary>Reads the options and the pattern.</summary>
    /// <param name="command">The call.</param>
    public GrepCall(Command command)
    {
        var words = command.Words.Skip(1).Where(word => word.Text.Length > 0).ToList();
        options = [.. words.Where(word => word.Text is ['-', _, ..]).Select(word => word.Text)];
        var at = words.FindIndex(word => word.Text is "-m" or "--max-count");
        IsOneLine = (options.Exists(option => option is "--max-count=1" || (option[1] != '-' && option.EndsWith("m1", StringComparison.Ordinal))) || (at >= 0 && at + 1 < words.Count && words[at + 1].Text is "1"))
            && !options.Exists(option => option.StartsWith("--context", StringComparison.Ordinal) || option.StartsWith("--after", StringComparison.Ordinal) || option.StartsWith("--before", StringComparison.Ordinal) || (option[1] != '-' && option.AsSpan(1).IndexOfAny("ABC") >= 0));
        words = at >= 0 ? [.. words[..at], .. words[Math.Min(at + 2, words.Count)..]] : words;
        var pattern = words.Find(word => word.Text[0] != '-');
        Pattern = pattern is { Literal: true } ? TextPattern.Of(pattern.Text) : null;
    }

    /// <summary>The pattern; null where it is none that stands in the script.</summary>
    public TextPattern? Pattern { get; }

    /// <summary>Whether it tells how many lines match, or nothing but whether one does.</summary>
    public bool IsCount => Has('c', "--count") || Has('q', "--quiet") || Has('q', "--silent");

    /// <summary>Whether it gives the lines that do not match.</summary>
    public bool IsInverted => Has('v', "--invert-match");

    /// <summary>Whether it gives what matches, not the whole line.</summary>
    public bool IsOnlyMatch => Has('o', "--only-matching");

    /// <summary>Whether it ends at the first line that matches, and gives no others around it.</summary>
    public bool IsOneLine { get; }

    /// <summary>Whether a line matches as a whole or not at all.</summary>
    public bool IsWholeLine => Pattern?.IsWhole == true || Has('x', "--line-regexp");

    private bool Has(char letter, string word) => options.Exists(option => option == word || (option[1] != '-' && option.Contains(letter)));
}
