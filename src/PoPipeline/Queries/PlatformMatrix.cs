using System.Collections.Immutable;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Queries;

/// <summary>
/// Which rule judges the pipelines of which platform. Nobody keeps it: a rule says itself whether a platform has what it looks at, and
/// whether it lacks something in a pipeline of it in which nothing is wrong.
/// </summary>
public static class PlatformMatrix
{
    private const string Probe = "pipeline";

    // Between two columns of a terminal.
    private const int Gap = 2;

    /// <summary>The platforms whose pipelines are read, as people call them.</summary>
    public static ImmutableArray<string> Platforms { get; } = [.. Systems.Select(system => system.Name)];

    private static IEnumerable<PipelineSystem> Systems => PipelineSystem.Known.Where(system => system.Platform is not null);

    /// <summary>The platforms whose pipelines the rule judges, in the order of <see cref="Platforms"/>. A rule that needs no reader judges on each.</summary>
    /// <param name="rule">The rule.</param>
    public static ImmutableArray<string> JudgedOn(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. Systems.Where(system => rule.IsMeantFor(system.Platform!.Value) && !IsElsewhere(rule, system)).Select(system => system.Name)];
    }

    /// <summary>The platforms whose files cannot say what the rule asks for: it stands in settings, and the rule says so of each pipeline.</summary>
    /// <param name="rule">The rule.</param>
    public static ImmutableArray<string> SetElsewhere(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. Systems.Where(system => IsElsewhere(rule, system)).Select(system => system.Name)];
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
        writer.WriteLine($"settings  no file of the platform can say it: the rule names what it could not look at, and never says that it is met");
        writer.WriteLine($"none  the platform has nothing of what the rule looks at");
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
        .. rules.Select(rule => (Title: title(rule), On: JudgedOn(rule), Elsewhere: SetElsewhere(rule)))
            .Select(row => ImmutableArray.CreateRange([row.Title, .. Platforms.Select(platform => row.On.Contains(platform, StringComparer.Ordinal) ? "yes" : row.Elsewhere.Contains(platform, StringComparer.Ordinal) ? "settings" : "none")])),
    ];

    // Of a pipeline in which nothing is wrong, the rule lacks what its files cannot hold.
    private static bool IsElsewhere(Rule rule, PipelineSystem system)
    {
        var start = Place.StartOf(Probe);
        var pipeline = new Pipeline { Platform = system.Platform!.Value, Path = Probe, Kind = PipelineKind.Workflow, Jobs = [new Job { Id = Probe, Span = start }] };
        return rule.Judge(new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = new Repository { Files = [Probe] }, Pipelines = [pipeline] }).Gaps.Any(gap => gap.OnlySettings);
    }
}
