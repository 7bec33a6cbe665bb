using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Words by which a program hands out what was built.</summary>
/// <param name="Words">
/// The words, in this order, with others between them: an option stands for itself and its value behind an equals sign, a star behind a word for all tasks that begin like it, and a tilde before a part of a word for each that holds it.
/// </param>
internal sealed record ReleaseVerb(string Words)
{
    private readonly string[] words = Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is handed out.</summary>
    public ReleaseKind Kind { get; init; } = ReleaseKind.Packages;

    /// <summary>Words with which it does not.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>A part of a word with which it does not; null for none.</summary>
    public string? Unless { get; init; }

    /// <summary>How the last word must begin; null where it does not matter.</summary>
    public string? Ends { get; init; }

    /// <summary>The options that take a value, where what is handed out are the files that stand behind the first word which is no option; default where that does not matter.</summary>
    public ImmutableArray<string> FilesBehind { get; init; }

    /// <summary>The words, as they are told.</summary>
    public string Name => Words.Replace("~", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal);

    /// <summary>Whether a command has them.</summary>
    /// <param name="command">The command.</param>
    public bool Fits(Command command)
    {
        var next = 0;
        var at = 1;
        for (; at < command.Words.Length && next < words.Length; at++)
        {
            next += Is(command.Words[at].Text, words[next]) ? 1 : 0;
        }

        return next == words.Length
            && !command.Words.Any(word => Without.Contains(word.Text) || (Unless is not null && word.Text.Contains(Unless, StringComparison.Ordinal)))
            && (Ends is null || command.Words[^1].Text.StartsWith(Ends, StringComparison.Ordinal))
            && (FilesBehind.IsDefault || HasFiles(command, at));
    }

    private static bool Is(string text, string pattern) => pattern switch
    {
        ['-', ..] => text == pattern || (text.StartsWith(pattern, StringComparison.Ordinal) && text[pattern.Length] is '='),
        ['~', .. var part] => text.Contains(part, StringComparison.Ordinal),
        [.. var start, '*'] => text[(text.LastIndexOf(':') + 1)..].StartsWith(start, StringComparison.Ordinal),
        _ => text == pattern,
    };

    // The first such word is the tag.
    private bool HasFiles(Command command, int at)
    {
        var named = 0;
        for (; at < command.Words.Length; at++)
        {
            var text = command.Words[at].Text;
            if (FilesBehind.Contains(text))
            {
                at++;
            }
            else if (!text.StartsWith('-'))
            {
                named++;
            }
        }

        return named > 1;
    }
}
