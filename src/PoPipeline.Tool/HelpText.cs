using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Tool;

/// <summary>Writes the help from the table of verbs and options.</summary>
internal static class HelpText
{
    private const int Margin = 2;
    private const int Gap = 2;
    private const int Width = 80;
    private const int MostOfName = 28;

    /// <summary>The help of the whole.</summary>
    public static string Of()
    {
        var text = new StringBuilder();
        text.Append("po: proves that a repository follows the \"Prepare the Organization\" practices\nof NIST SSDF (SP 800-218)\n\n");
        text.Append("Usage: po VERB [OPTIONS]\n\nVerbs:\n");
        Table(text, Usage.Verbs.Select(verb => (WithOperand(verb.Name, verb), verb.Summary)));
        text.Append("\nOptions:\n");
        Table(text, [("-h, --help", "Show this; po VERB --help shows the options of a verb"), ("-V, --version", "Show the version")]);
        text.Append("""

            To begin, in the folder of a repository: po check
            What fails it, by severity:              po check --fail-on high

            """);
        return text.ToString();
    }

    /// <summary>The help of a verb.</summary>
    /// <param name="verb">The verb.</param>
    public static string Of(Verb verb)
    {
        var text = new StringBuilder();
        text.Append($"{verb.Summary}\n\nUsage: po {verb.Name} [OPTIONS]{(verb.Operand is { } usage ? " " + usage.Usage : "")}\n");
        if (verb.Operand is { } operand)
        {
            text.Append('\n');
            Table(text, [(operand.Name, operand.Summary)]);
        }

        text.Append("\nOptions:\n");
        Table(text, Usage.OptionsOf(verb).Select(option => (option.Usage, SummaryOf(option))).Append(("-h, --help", "Show this")));
        if (verb.Details.Length > 0)
        {
            text.Append('\n').AppendJoin("\n", verb.Details.ReplaceLineEndings("\n").Split("\n\n").Select(paragraph => paragraph.StartsWith(' ') ? $"{paragraph}\n" : string.Concat(Wrapped(paragraph.Replace('\n', ' '), Width).Select(line => line + "\n"))));
        }

        return text.ToString();
    }

    /// <summary>The help of the verbs that share their first word.</summary>
    /// <param name="verbs">The verbs there are.</param>
    /// <param name="group">The first word.</param>
    public static string Of(ImmutableArray<Verb> verbs, string group)
    {
        var text = new StringBuilder();
        text.Append($"Usage: po {group} VERB [OPTIONS]\n\nVerbs:\n");
        Table(text, verbs.Where(verb => verb.Group == group).Select(verb => (WithOperand(verb.LastWord, verb), verb.Summary)));
        text.Append("\nOptions:\n");
        Table(text, [("-h, --help", $"Show this; po {group} VERB --help shows the options of a verb")]);
        return text.ToString();
    }

    private static string WithOperand(string name, Verb verb) => verb.Operand is { } operand ? $"{name} {operand.Usage}" : name;

    private static string SummaryOf(Option option) => string.Concat(
        option.Summary,
        option.Known.IsEmpty ? "" : $": {string.Join(", ", option.Known)}",
        option.Repeats ? "; may be given more than once" : "",
        option.Default is null ? "" : $" (default: {option.Default})");

    // A name that is too long for its column has a line of its own.
    private static void Table(StringBuilder text, IEnumerable<(string Name, string Summary)> rows)
    {
        var list = rows.ToList();
        var column = Margin + list.Select(row => row.Name.Length).Where(length => length <= MostOfName).DefaultIfEmpty(0).Max() + Gap;
        foreach (var (name, summary) in list)
        {
            var lead = $"{new string(' ', Margin)}{name}";
            if (lead.Length + Gap > column)
            {
                text.Append(lead).Append('\n');
                lead = "";
            }

            foreach (var line in Wrapped(summary, Width - column))
            {
                text.Append(lead.PadRight(column)).Append(line).Append('\n');
                lead = "";
            }
        }
    }

    private static List<string> Wrapped(string text, int width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }
}
