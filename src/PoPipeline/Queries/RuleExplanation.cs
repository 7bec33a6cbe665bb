using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes the page that explains a rule.</summary>
public static class RuleExplanation
{
    // Lines of prose that are longer are hard to read, however wide the terminal is.
    private const int MostColumns = 100;

    /// <summary>Writes it for people, no wider than the output.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="platform">What pages call the platform that the reader works with; null for all of them alike.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Rule rule, string? platform, ConsoleOptions options, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        var text = RulePages.Find(rule)?.Markdown ?? $"# {rule.Id} {RulePages.TitleOf(rule)}\n\n{rule.Summary}\n";
        new MarkdownText(new Ansi(options.Colors), Math.Min(options.Width, MostColumns), writer).Write(platform is null ? text : PlatformPage.Of(rule.Id, text, platform));
        writer.WriteLine($"");
        writer.WriteLine($"{rule.Help.AbsoluteUri}");
    }
}
