using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.GitLabCi;

/// <summary>
/// Compares our rules with what the test data of two other tools is meant to show: of glsec a file for each of its rules, of pipeline-check a file that is
/// unsafe and one that is safe. Which rule of ours stands for which of theirs is written in <c>peer-fixtures.txt</c>, and why where they differ.
/// </summary>
public sealed class PeerFixturesTests
{
    private const string Pairs = "pipeline-check/";
    private const string Documentation = "https://docs.gitlab.com/";

    private static readonly string Folder = Path.Combine(TestPaths.Project, "GitLabCi");

    [Fact]
    public void Every_fixture_is_agreed_on_or_it_is_said_why_not()
    {
        var corpora = TestPaths.RequireCorpora();
        var glsec = Path.Combine(corpora, "gitlab", "glsec", "testdata", "fixtures");
        var pairs = Path.Combine(corpora, "pipelines", "pipeline-check", "tests", "fixtures", "per_check", "gitlab");
        Assert.SkipUnless(Directory.Exists(glsec) && Directory.Exists(pairs), "The corpora on this machine lack 'gitlab/glsec' or 'pipelines/pipeline-check'.");
        var fixtures = Directory.EnumerateFiles(glsec, "gl*.yml").Select(file => $"glsec/{Path.GetFileNameWithoutExtension(file)}")
            .Concat(Directory.EnumerateFiles(pairs, "*.unsafe.yml").Select(file => $"{Pairs}{Path.GetFileName(file)[..^".unsafe.yml".Length]}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        var entries = ReadEntries().ToDictionary(entry => entry.Fixture, StringComparer.Ordinal);

        var compared = fixtures.Select(fixture => Compare(fixture, entries.GetValueOrDefault(fixture), glsec, pairs)).ToList();

        Approved.Text(Path.Combine(Folder, "peer-fixtures.approved.txt"), Table(compared));
        Assert.Equal(fixtures, entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is EntryKind.Refused), entry => Assert.Contains(Documentation, entry.Reason, StringComparison.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is not EntryKind.Same), entry => Assert.NotEmpty(entry.Reason));
        var unexplained = compared.Where(one => one.Result is Result.Unexplained).Select(one => one.Fixture).ToList();
        Assert.True(unexplained.Count == 0, $"Say in peer-fixtures.txt why these differ, or that they do not any more: {string.Join(", ", unexplained)}");
    }

    private static Compared Compare(string fixture, Entry? entry, string glsec, string pairs)
    {
        var isPair = fixture.StartsWith(Pairs, StringComparison.Ordinal);
        var name = fixture[(fixture.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var found = Findings(isPair ? Path.Combine(pairs, name + ".unsafe.yml") : Path.Combine(glsec, name + ".yml"));
        var safe = isPair ? Findings(Path.Combine(pairs, name + ".safe.yml")) : [];
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
        tree.Write(GitLabCiReader.Root, File.ReadAllText(file));
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });
        return Assessor.Assess(snapshot, RuleSet.All).Judgements
            .Where(judgement => judgement.Rule.Id.StartsWith("PO32", StringComparison.Ordinal))
            .ToDictionary(judgement => judgement.Rule.Id, judgement => new Told(judgement.Findings.Select(finding => finding.Severity).DefaultIfEmpty().Max(), judgement.Findings.Length), StringComparer.Ordinal);
    }

    private static string Table(List<Compared> compared)
    {
        var text = new StringBuilder();
        foreach (var peer in compared.GroupBy(one => one.Fixture.Split('/')[0], StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{peer.Key}: {peer.Count()} fixtures, {string.Join(", ", Enum.GetValues<Result>().Select(result => $"{peer.Count(one => one.Result == result)} {Words(result)}"))}\n");
        }

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
