using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes the page that explains a rule.</summary>
public static class RuleExplanation
{
    /// <summary>Writes it, as the Markdown that it is; where there are colours, headings stand out.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="colors">Whether there are colours.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Rule rule, bool colors, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(writer);
        var text = RulePages.Find(rule)?.Markdown ?? $"# {rule.Id} {RulePages.TitleOf(rule)}\n\n{rule.Summary}\n";
        var ansi = new Ansi(colors);
        var fenced = false;
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            writer.WriteLine($"{(!fenced && line.StartsWith('#') ? ansi.Bold($"{line}") : SafeText.Of($"{line}"))}");
        }

        writer.WriteLine($"");
        writer.WriteLine($"{rule.Help.AbsoluteUri}");
    }
}
