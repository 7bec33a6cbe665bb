using System.Globalization;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.CircleCi;

/// <summary>
/// Compares our rules with what the test data of pipeline-check is meant to show: of each of its rules a file that is unsafe and one that is safe. Which rule of ours
/// stands for which of theirs is written in <c>peer-fixtures.txt</c>, and why where they differ.
/// </summary>
public sealed class PeerFixturesTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Project, "CircleCi");

    [Fact]
    public void Every_pair_is_agreed_on_or_it_is_said_why_not()
    {
        var pairs = Path.Combine(TestPaths.RequireCorpora(), "pipelines", "pipeline-check", "tests", "fixtures", "per_check", "circleci");
        Assert.SkipUnless(Directory.Exists(pairs), "The corpora on this machine lack 'pipelines/pipeline-check'.");
        var fixtures = Directory.EnumerateFiles(pairs, "*.unsafe.yml").Select(file => Path.GetFileName(file)[..^".unsafe.yml".Length]).Order(StringComparer.Ordinal).ToList();
        var entries = File.ReadLines(Path.Combine(Folder, "peer-fixtures.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Entry.Of).ToDictionary(entry => entry.Fixture, StringComparer.Ordinal);

        var text = new StringBuilder();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fixture in fixtures)
        {
            Assert.True(entries.TryGetValue(fixture, out var entry), $"Say in peer-fixtures.txt what we say of '{fixture}'.");
            var unsafeOne = Findings(Path.Combine(pairs, fixture + ".unsafe.yml"));
            var safeOne = Findings(Path.Combine(pairs, fixture + ".safe.yml"));
            var told = unsafeOne.Where(one => IsWorse(one.Value, safeOne.GetValueOrDefault(one.Key))).Select(one => one.Key).Order(StringComparer.Ordinal).ToList();
            Assert.True(entry.Kind is "norule" || (entry.Kind is "same") == told.Contains(entry.Rule), $"'{fixture}' is said to be '{entry.Kind}', and our rules that tell the two apart are: {string.Join(", ", told)}.");
            Assert.True(entry.Kind is "same" || entry.Reason.Length > 0, $"Say why '{fixture}' is '{entry.Kind}'.");
            Assert.True(entry.Kind is not "refused" || entry.Reason.Contains("https://", StringComparison.Ordinal), $"A public page says why '{fixture}' is refused.");
            counts[entry.Kind] = counts.GetValueOrDefault(entry.Kind) + 1;
            text.Append(CultureInfo.InvariantCulture, $"{fixture}: {entry.Kind}{(entry.Rule.Length > 0 ? " " + entry.Rule : "")}{(entry.Reason.Length > 0 ? " -- " + entry.Reason : "")}\n  our rules that tell it: {(told.Count == 0 ? "none" : string.Join(' ', told))}\n");
        }

        Assert.Equal(fixtures, entries.Keys.Order(StringComparer.Ordinal));
        text.Insert(0, $"{fixtures.Count} pairs: {string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")))}\n\n");
        Approved.Text(Path.Combine(Folder, "peer-fixtures.approved.txt"), text.ToString());

        // Of those whose concept is one of ours.
        var meant = fixtures.Count - counts.GetValueOrDefault("norule");
        Assert.True(counts.GetValueOrDefault("same") + counts.GetValueOrDefault("refused") >= 0.85 * meant, "Fewer than 85 of 100 pairs are told apart.");
    }

    // A tag that always moves is told as worse than one that its owner can move, and what only those hear of who ask for more is less: that tells the two apart, whatever their number.
    private static bool IsWorse(Told one, Told other) => one.Count > 0 && (other.Count == 0 || (one.Worst, one.Plain, one.Count).CompareTo((other.Worst, other.Plain, other.Count)) > 0);

    private static Dictionary<string, Told> Findings(string file)
    {
        using var tree = new TempTree();
        tree.Write(CircleCiReader.Root, File.ReadAllText(file));
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });
        return Assessor.Assess(snapshot, RuleSet.All).Judgements
            .Where(judgement => judgement.Rule.Id.StartsWith("PO32", StringComparison.Ordinal))
            .ToDictionary(judgement => judgement.Rule.Id, judgement => new Told(judgement.Findings.Select(finding => finding.Severity).DefaultIfEmpty().Max(), judgement.Findings.Count(finding => !finding.Finding.Pedantic), judgement.Findings.Length), StringComparer.Ordinal);
    }

    private readonly record struct Told(Severity Worst, int Plain, int Count);

    private sealed record Entry(string Fixture, string Kind, string Rule, string Reason)
    {
        public static Entry Of(string line)
        {
            var parts = line.Split(" -- ", 2);
            var words = parts[0].Split(' ');
            return new Entry(words[0], words[1], words.Length > 2 ? words[2] : "", parts.Length > 1 ? parts[1] : "");
        }
    }
}
