using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests;

/// <summary>
/// Compares our rules with what the test data of zizmor is meant to show. Its folders are named after its audits; comments and names in
/// the files mark what is wrong, and a file without marks shows one fault unless it is explained as clean. Every difference is
/// explained in <c>Approved/zizmor-explained.txt</c>.
/// </summary>
public sealed partial class ZizmorComparisonTests
{
    private const string Explained = "Approved/zizmor-explained.txt";

    // Which of our rules stands for which audit. An audit that is not here has no rule.
    private static readonly (string Audit, string Rule)[] Concepts =
    [
        ("archived-uses", "PO3220"), ("artipacked", "PO3209"), ("bot-conditions", "PO3217"), ("cache-poisoning", "PO3216"), ("concurrency-limits", "PO3221"),
        ("dangerous-triggers", "PO3206"), ("excessive-permissions", "PO3207"), ("hardcoded-credentials", "PO3208"), ("known-vulnerable-actions", "PO3220"),
        ("overprovisioned-secrets", "PO3209"), ("secrets-inherit", "PO3209"), ("self-hosted", "PO3214"), ("template-injection", "PO3205"), ("unpinned-images", "PO3203"),
        ("unpinned-uses", "PO3204"), ("unredacted-secrets", "PO3210"), ("unsound-condition", "PO3217"), ("unsound-contains", "PO3217"), ("unsound-ternary", "PO3217"),
        ("use-trusted-publishing", "PO3218"),
    ];

    [Fact]
    public void Every_difference_from_zizmor_is_explained()
    {
        var root = Path.Combine(TestPaths.RequireCorpora(), "github-actions", "zizmor", "crates", "zizmor", "tests", "integration", "test-data");
        var explanations = ReadExplanations();
        var clean = explanations.Where(entry => entry.Kind is "clean").Select(entry => entry.Place).ToHashSet(StringComparer.Ordinal);

        var comparisons = Concepts
            .SelectMany(concept => FilesOf(root, concept.Audit).Select(file => Compare(root, file, concept.Audit, concept.Rule, clean)))
            .ToList();

        var differences = comparisons.SelectMany(comparison => comparison.Differences).Order(StringComparer.Ordinal).ToList();
        var reasons = explanations.Where(entry => entry.Kind is not "clean").ToDictionary(entry => $"{entry.Kind} {entry.Place}", entry => entry.Reason, StringComparer.Ordinal);
        var unexplained = differences.FindAll(difference => ReasonFor(difference, reasons) is null);
        var needless = reasons.Keys.Where(key => !differences.Exists(difference => difference == key || difference.StartsWith(key + ":", StringComparison.Ordinal))).ToList();
        Assert.True(unexplained.Count == 0, $"Explain in {Explained}:\n{string.Join('\n', unexplained)}");
        Assert.True(needless.Count == 0, $"Remove from {Explained}, nothing differs there:\n{string.Join('\n', needless)}");
        Approved.Text(Path.Combine(TestPaths.Project, "Approved", "zizmor.txt"), Table(comparisons, differences, reasons));
    }

    private static IEnumerable<string> FilesOf(string root, string audit)
    {
        var single = Path.Combine(root, audit + ".yml");
        var folder = Path.Combine(root, audit);
        return (File.Exists(single) ? [single] : Enumerable.Empty<string>())
            .Concat(Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories) : [])
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}configs{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static Comparison Compare(string root, string file, string audit, string ruleId, HashSet<string> clean)
    {
        var name = Path.GetRelativePath(root, file).Replace('\\', '/');
        var rule = RuleSet.All.SingleOrDefault(rule => rule.Id == ruleId);
        var text = File.ReadAllText(file);
        var snapshot = CollectAlone(file, text);
        var pipeline = snapshot.Pipelines.SingleOrDefault();
        if (rule is null || pipeline is null)
        {
            return new Comparison(audit, ruleId, 0, 0, [$"missed {name}"]);
        }

        var lines = Assessor.Assess(snapshot, [rule]).Judgements.Single().Findings.Select(finding => finding.Finding.Place.Region.StartLine).ToList();
        var faults = FaultsOf(text, pipeline).ToList();
        if (faults.Count == 0)
        {
            return clean.Contains(name) ? new Comparison(audit, ruleId, 0, 0, [.. lines.Distinct().Select(line => Difference("extra", name, line))])
                : lines.Count > 0 ? new Comparison(audit, ruleId, 1, 1, [])
                : new Comparison(audit, ruleId, 1, 0, [$"missed {name}"]);
        }

        var missed = faults.Where(fault => !lines.Exists(fault.Holds)).Select(fault => Difference("missed", name, fault.Start)).ToList();
        var extra = lines.Distinct().Where(line => !faults.Exists(fault => fault.Holds(line))).Select(line => Difference("extra", name, line));
        return new Comparison(audit, ruleId, faults.Count, faults.Count - missed.Count, [.. missed, .. extra]);
    }

    private static Snapshot CollectAlone(string file, string text)
    {
        var folder = Directory.CreateTempSubdirectory("po-zizmor-");
        try
        {
            var isAction = Path.GetFileName(file) is "action.yml" or "action.yaml";
            var target = isAction ? Path.Combine(folder.FullName, "action.yml") : Path.Combine(folder.FullName, ".github", "workflows", Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
            return new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(folder.FullName, new Policy(), TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The smallest step or job around each line that a comment or a name marks as wrong.
    private static IEnumerable<Scope> FaultsOf(string text, Pipeline pipeline)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var scopes = ScopesOf(pipeline, lines.Length).ToList();
        return lines
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(entry => IsMarked(entry.Line))
            .Select(entry => entry.Line.TrimStart().StartsWith('#') ? NextCode(lines, entry.Number) : entry.Number)
            .Select(number => scopes.Where(scope => scope.Holds(number)).OrderBy(scope => scope.End - scope.Start).FirstOrDefault() ?? new Scope(number, number))
            .Distinct();
    }

    private static IEnumerable<Scope> ScopesOf(Pipeline pipeline, int count) =>
        pipeline.Jobs
            .SelectMany(job => job.Steps.Select(step => new Scope(step.Span.Region.StartLine, step.Span.Region.EndLine)))
            .Concat(pipeline.Jobs.Select((job, index) => new Scope(job.Span.Region.StartLine, index + 1 < pipeline.Jobs.Length ? pipeline.Jobs[index + 1].Span.Region.StartLine - 1 : count)));

    private static int NextCode(string[] lines, int number)
    {
        var next = number;
        while (next < lines.Length && (lines[next].Length == 0 || lines[next].TrimStart().StartsWith('#')))
        {
            next++;
        }

        return next + 1;
    }

    private static bool IsMarked(string line) => line.Contains("NOT OK", StringComparison.Ordinal) || BadName().IsMatch(line);

    [GeneratedRegex(@"^\s*(?:- )?name: *[""']?(?:vulnerable-\d|(?:[a-z0-9-]*-)?true-positive|[a-z0-9-]*not-ok)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BadName();

    private static string Difference(string kind, string name, int line) => string.Create(CultureInfo.InvariantCulture, $"{kind} {name}:{line}");

    // A reason for a whole file holds for each of its lines.
    private static string? ReasonFor(string difference, Dictionary<string, string> reasons) =>
        reasons.GetValueOrDefault(difference) ?? reasons.GetValueOrDefault(WithoutLine(difference));

    private static string WithoutLine(string difference) => difference.LastIndexOf(':') is var colon and > 0 ? difference[..colon] : difference;

    private static ImmutableArray<(string Kind, string Place, string Reason)> ReadExplanations() =>
    [
        .. File.ReadLines(Path.Combine(TestPaths.Project, Explained))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" -- ", 2))
            .Select(parts => (parts[0].Split(' ')[0], parts[0].Split(' ')[1], parts[1])),
    ];

    private static string Table(List<Comparison> comparisons, List<string> differences, Dictionary<string, string> reasons)
    {
        var table = new StringBuilder("audit                     rule    shown  agreed  missed  extra\n");
        foreach (var group in comparisons.GroupBy(comparison => (comparison.Audit, comparison.Rule)))
        {
            var all = group.SelectMany(comparison => comparison.Differences).ToList();
            var missed = all.Count(difference => difference.StartsWith("missed", StringComparison.Ordinal));
            table.Append(CultureInfo.InvariantCulture, $"{group.Key.Audit,-26}{group.Key.Rule}  {group.Sum(entry => entry.Shown),5}  {group.Sum(entry => entry.Agreed),6}  {missed,6}  {all.Count - missed,5}\n");
        }

        table.Append('\n');
        foreach (var difference in differences)
        {
            table.Append(CultureInfo.InvariantCulture, $"{difference} -- {ReasonFor(difference, reasons)}\n");
        }

        return table.ToString();
    }

    private sealed record Scope(int Start, int End)
    {
        public bool Holds(int line) => line >= Start && line <= End;
    }

    private sealed record Comparison(string Audit, string Rule, int Shown, int Agreed, ImmutableArray<string> Differences);
}
