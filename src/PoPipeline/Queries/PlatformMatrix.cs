using System.Collections.Immutable;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Queries;

/// <summary>
/// Which rule judges the pipelines of which platform. Nobody keeps it: a rule says itself whether it lacks something where the only
/// pipeline of a repository is one that no reader reads.
/// </summary>
public static class PlatformMatrix
{
    private const string Probe = "pipeline";

    // Between two columns of a terminal.
    private const int Gap = 2;

    /// <summary>The platforms that are read, or will be, as people call them.</summary>
    public static ImmutableArray<string> Platforms { get; } = [.. Systems.Select(system => system.Name)];

    private static IEnumerable<PipelineSystem> Systems => PipelineSystem.Known.Where(system => system.Platform is not null);

    /// <summary>The platforms whose pipelines the rule judges, in the order of <see cref="Platforms"/>. A rule that needs no reader judges on each.</summary>
    /// <param name="rule">The rule.</param>
    public static ImmutableArray<string> JudgedOn(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. Systems.Where(system => IsRead(system) || !Lacks(rule, system)).Select(system => system.Name)];
    }

    /// <summary>Writes a table for people, no wider than the output.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteTable(ImmutableArray<Rule> rules, ConsoleOptions options, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        var rows = Rows(rules, Title);
        var isWide = rows[0].Select((_, column) => rows.Max(row => row[column].Length) + Gap).Sum() - Gap > options.Width;
        new MarkdownText(new Ansi(options.Colors), options.Width, writer).Write(Markdown(isWide ? Rows(rules, rule => rule.Id) : rows));
        writer.WriteLine($"");
        writer.WriteLine($"-  no reader yet: the files of the platform, where their names tell them, are named as not looked at, and beside such a file the rule never says that it is met");
    }

    /// <summary>The table as Markdown.</summary>
    /// <param name="rules">The rules.</param>
    internal static string Markdown(ImmutableArray<Rule> rules) => Markdown(Rows(rules, Title));

    private static string Title(Rule rule) => $"{rule.Id} {RulePages.TitleOf(rule)}";

    private static string Markdown(ImmutableArray<ImmutableArray<string>> rows) =>
        string.Concat(rows.Insert(1, [.. rows[0].Select((_, column) => column == 0 ? "---" : ":-:")]).Select(row => $"| {string.Join(" | ", row)} |\n"));

    private static ImmutableArray<ImmutableArray<string>> Rows(ImmutableArray<Rule> rules, Func<Rule, string> title) =>
    [
        ["Rule", .. Platforms],
        .. rules.Select(rule => (Title: title(rule), On: JudgedOn(rule)))
            .Select(row => ImmutableArray.CreateRange([row.Title, .. Platforms.Select(platform => row.On.Contains(platform, StringComparer.Ordinal) ? "yes" : "-")])),
    ];

    private static bool IsRead(PipelineSystem system) => SourceList.Readers.Any(reader => reader.Platforms.Any(platform => platform == system.Platform));

    private static bool Lacks(Rule rule, PipelineSystem system) =>
        rule.Judge(new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = new Repository { Files = [Probe] }, UnreadPipelines = [new UnreadPipeline(system.Name, Probe)] })
            .Gaps.Any(gap => gap.Subject is Probe);
}
