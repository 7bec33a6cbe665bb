using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>The pages of the rules, which the engine carries with it.</summary>
public static class RulePages
{
    /// <summary>The page of a rule; null where there is none.</summary>
    /// <param name="rule">The rule.</param>
    public static RulePage? Find(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Find(rule.Id);
    }

    /// <summary>The page of a rule; null where there is none.</summary>
    /// <param name="id">The id: <c>PO3204</c>.</param>
    public static RulePage? Find(string id)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"rules/{id}.md");
        if (stream is null)
        {
            return null;
        }

        // In one piece, since its length is known: a reader would gather it from many.
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var text = bytes.AsSpan();
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        return new RulePage(id, Encoding.UTF8.GetString(text).ReplaceLineEndings("\n"));
    }

    /// <summary>A rule's name as a person writes it: <c>Pin reused pipeline code</c>.</summary>
    /// <param name="rule">The rule.</param>
    public static string TitleOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var title = new StringBuilder(rule.Name.Length + 8);
        foreach (var letter in rule.Name)
        {
            var startsWord = char.IsAsciiLetterUpper(letter) && title.Length > 0;
            _ = startsWord ? title.Append(' ').Append(char.ToLowerInvariant(letter)) : title.Append(letter);
        }

        return title.ToString();
    }
}
