using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Jenkins;

/// <summary>
/// Compares our rules with what the test data of another tool is meant to show: of pipeline-check a file that is unsafe and one that is safe for each of its rules.
/// Which rule of ours stands for which of theirs is written in <c>peer-fixtures.txt</c>, and why where they differ.
/// </summary>
public sealed class PeerFixturesTests
{
    private const string Unsafe = ".unsafe.jenkinsfile";
    private const string Safe = ".safe.jenkinsfile";

    // Of the pairs that one of our rules is about.
    private const double LeastAgreed = 0.85;
    private const string Documentation = "https://www.jenkins.io/doc/";

    private static readonly string Folder = Path.Combine(TestPaths.Project, "Jenkins");

    [Fact]
    public void Every_fixture_is_agreed_on_or_it_is_said_why_not()
    {
        var corpora = TestPaths.RequireCorpora();
        var pairs = Path.Combine(corpora, "pipelines", "pipeline-check", "tests", "fixtures", "per_check", "jenkins");
        Assert.SkipUnless(Directory.Exists(pairs), "The corpora on this machine lack 'pipelines/pipeline-check'.");
        var fixtures = Directory.EnumerateFiles(pairs, "*" + Unsafe).Select(file => Path.GetFileName(file)[..^Unsafe.Length])
            .Order(StringComparer.Ordinal)
            .ToList();
        var entries = ReadEntries().ToDictionary(entry => entry.Fixture, StringComparer.Ordinal);

        var compared = fixtures.Select(fixture => Compare(fixture, entries.GetValueOrDefault(fixture), pairs)).ToList();

        Approved.Text(Path.Combine(Folder, "peer-fixtures.approved.txt"), Table(compared));
        Assert.Equal(fixtures, entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is EntryKind.Refused), entry => Assert.Contains(Documentation, entry.Reason, StringComparison.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is not EntryKind.Same), entry => Assert.NotEmpty(entry.Reason));
        var unexplained = compared.Where(one => one.Result is Result.Unexplained).Select(one => one.Fixture).ToList();
        Assert.InRange((double)compared.Count(one => one.Result is Result.Agreed) / compared.Count(one => one.Result is not Result.NoRule), LeastAgreed, 1);
        Assert.True(unexplained.Count == 0, $"Say in peer-fixtures.txt why these differ, or that they do not any more: {string.Join(", ", unexplained)}");
    }

    private static Compared Compare(string fixture, Entry? entry, string pairs)
    {
        var found = Findings(Path.Combine(pairs, fixture + Unsafe));
        var safe = Findings(Path.Combine(pairs, fixture + Safe));
        var isTold = entry is not null && IsWorse(found.GetValueOrDefault(entry.Rule), safe.GetValueOrDefault(entry.Rule));
        var result = (entry?.Kind, isTold) switch
        {
            (EntryKind.NoRule, _) => Result.NoRule,
            (EntryKind.Same, true) => Result.Agreed,
            (EntryKind.Refused, false) => Result.Refused,
            (EntryKind.Missed, false) => Result.Missed,
            _ => Result.Unexplained,
        };
        return new Compared(fixture, entry, result, string.Join(" ", found.Where(one => IsWorse(one.Value, safe.GetValueOrDefault(one.Key))).Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    // A tag that always moves is told as worse than one that its owner can move: that tells the two apart, whatever their number.
    private static bool IsWorse(Told one, Told other) =>
        one.Count > 0 && (other.Count == 0 || (one.Worst, one.Count).CompareTo((other.Worst, other.Count)) > 0);

    private static Dictionary<string, Told> Findings(string file)
    {
        using var tree = new TempTree();
        tree.Write("Jenkinsfile", File.ReadAllText(file));
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });
        return Assessor.Assess(snapshot, RuleSet.All).Judgements
            .Where(judgement => judgement.Rule.Id.StartsWith("PO32", StringComparison.Ordinal))
            .ToDictionary(judgement => judgement.Rule.Id, judgement => new Told(judgement.Findings.Select(finding => finding.Severity).DefaultIfEmpty().Max(), judgement.Findings.Length), StringComparer.Ordinal);
    }

    private static string Table(List<Compared> compared)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{compared.Count} pairs, {string.Join(", ", Enum.GetValues<Result>().Select(result => $"{compared.Count(one => one.Result == result)} {Words(result)}"))}\n");
        foreach (var one in compared)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{one.Fixture}: {Words(one.Result)}{(one.Entry?.Rule is { Length: > 0 } rule ? $" {rule}" : "")}{(one.Entry?.Reason is { Length: > 0 } reason ? $" -- {reason}" : "")}\n  our rules that tell it: {(one.Rules.Length == 0 ? "none" : one.Rules)}\n");
        }

        return text.ToString();
    }

    private static string Words(Result result) => result switch
    {
        Result.Agreed => "agreed",
        Result.Refused => "refused",
        Result.Missed => "missed",
        Result.NoRule => "without a rule",
        _ => "not explained",
    };

    private static IEnumerable<Entry> ReadEntries() =>
        File.ReadLines(Path.Combine(Folder, "peer-fixtures.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" -- ", 2))
            .Select(parts => (Words: parts[0].Split(' '), Reason: parts.Length > 1 ? parts[1] : ""))
            .Select(line => new Entry(line.Words[0], Enum.Parse<EntryKind>(line.Words[1], ignoreCase: true), line.Words.Length > 2 ? line.Words[2] : "", line.Reason));

    private enum EntryKind
    {
        Same,
        Refused,
        Missed,
        NoRule,
    }

    private enum Result
    {
        Agreed,
        Refused,
        Missed,
        NoRule,
        Unexplained,
    }

    private readonly record struct Told(Severity Worst, int Count);

    private sealed record Entry(string Fixture, EntryKind Kind, string Rule, string Reason);

    private sealed record Compared(string Fixture, Entry? Entry, Result Result, string Rules);
}
