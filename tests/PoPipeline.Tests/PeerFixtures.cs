using System.Globalization;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests;

/// <summary>
/// Compares our rules with what the test data of other tools is meant to show: a file for each of their rules, and where there is one, another that is safe. Which rule of
/// ours stands for which of theirs is written in <c>peer-fixtures.txt</c> of the platform's folder, and why where they differ.
/// </summary>
/// <param name="folder">The folder of the platform's tests.</param>
/// <param name="root">Where the platform looks for its pipeline.</param>
/// <param name="documentation">What the address begins with of a page that says that something is no fault there.</param>
internal sealed class PeerFixtures(string folder, string root, string documentation)
{
    private readonly string path = Path.Combine(TestPaths.Project, folder);

    /// <summary>Compares them, and fails where a difference is not explained, or is one no more.</summary>
    /// <param name="fixtures">The fixtures, in the order of their names.</param>
    /// <param name="heading">What stands above the table, with how many have come out how.</param>
    public List<Compared> Compare(IReadOnlyList<Fixture> fixtures, Func<List<Compared>, string> heading)
    {
        var entries = ReadEntries().ToDictionary(entry => entry.Fixture, StringComparer.Ordinal);

        var compared = fixtures.Select(fixture => Compare(fixture, entries.GetValueOrDefault(fixture.Name))).ToList();

        Approved.Text(Path.Combine(path, "peer-fixtures.approved.txt"), heading(compared) + Table(compared));
        Assert.Equal(fixtures.Select(fixture => fixture.Name), entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is EntryKind.Refused), entry => Assert.Contains(documentation, entry.Reason, StringComparison.Ordinal));
        Assert.All(entries.Values.Where(entry => entry.Kind is not EntryKind.Same), entry => Assert.NotEmpty(entry.Reason));
        var unexplained = compared.Where(one => one.Result is Result.Unexplained).Select(one => one.Fixture).ToList();
        Assert.True(unexplained.Count == 0, $"Say in peer-fixtures.txt why these differ, or that they do not any more: {string.Join(", ", unexplained)}");
        return compared;
    }

    /// <summary>The pairs of a folder of pipeline-check: a file that is unsafe and one that is safe for each of its rules.</summary>
    /// <param name="platform">What it calls the platform.</param>
    /// <param name="ending">The ending of its files.</param>
    /// <param name="prefix">What stands before the name of each.</param>
    public static List<Fixture> PairsOf(string platform, string ending, string prefix = "")
    {
        var pairs = Path.Combine(TestPaths.RequireCorpora(), "pipelines", "pipeline-check", "tests", "fixtures", "per_check", platform);
        Assert.SkipUnless(Directory.Exists(pairs), "The corpora on this machine lack 'pipelines/pipeline-check'.");
        return
        [
            .. Directory.EnumerateFiles(pairs, $"*.unsafe{ending}")
                .Select(file => Path.GetFileName(file)[..^$".unsafe{ending}".Length])
                .Order(StringComparer.Ordinal)
                .Select(name => new Fixture(prefix + name, Path.Combine(pairs, $"{name}.unsafe{ending}"), Path.Combine(pairs, $"{name}.safe{ending}"))),
        ];
    }

    /// <summary>How many have come out how, in words.</summary>
    /// <param name="compared">They.</param>
    public static string Counts(IEnumerable<Compared> compared)
    {
        var results = compared.Select(one => one.Result).ToList();
        return string.Join(", ", Enum.GetValues<Result>().Select(result => $"{results.Count(one => one == result)} {Words(result)}"));
    }

    private Compared Compare(Fixture fixture, Entry? entry)
    {
        var found = Findings(fixture.Unsafe);
        var safe = fixture.Safe is null ? [] : Findings(fixture.Safe);
        var isTold = entry is not null && IsWorse(found.GetValueOrDefault(entry.Rule), safe.GetValueOrDefault(entry.Rule));
        var result = (entry?.Kind, isTold) switch
        {
            (EntryKind.NoRule, _) => Result.NoRule,
            (EntryKind.Same, true) => Result.Agreed,
            (EntryKind.Refused, false) => Result.Refused,
            (EntryKind.Missed, false) => Result.Missed,
            _ => Result.Unexplained,
        };
        return new Compared(fixture.Name, entry, result, string.Join(" ", found.Where(one => IsWorse(one.Value, safe.GetValueOrDefault(one.Key))).Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    // A tag that always moves is told as worse than one that its owner can move, and what only those hear of who ask for more is less: that tells the two apart, whatever their number.
    private static bool IsWorse(Told one, Told other) =>
        one.Count > 0 && (other.Count == 0 || (one.Worst, one.Plain, one.Count).CompareTo((other.Worst, other.Plain, other.Count)) > 0);

    private Dictionary<string, Told> Findings(string file)
    {
        using var tree = new TempTree();
        tree.Write(root, File.ReadAllText(file));
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });
        return Assessor.Assess(snapshot, RuleSet.All).Judgements
            .Where(judgement => judgement.Rule.Id.StartsWith("PO32", StringComparison.Ordinal))
            .ToDictionary(
                judgement => judgement.Rule.Id,
                judgement => new Told(judgement.Findings.Select(finding => finding.Severity).DefaultIfEmpty().Max(), judgement.Findings.Count(finding => !finding.Finding.Pedantic), judgement.Findings.Length),
                StringComparer.Ordinal);
    }

    private static string Table(List<Compared> compared)
    {
        var text = new StringBuilder();
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

    private IEnumerable<Entry> ReadEntries() =>
        File.ReadLines(Path.Combine(path, "peer-fixtures.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" -- ", 2))
            .Select(parts => (Words: parts[0].Split(' '), Reason: parts.Length > 1 ? parts[1] : ""))
            .Select(line => new Entry(line.Words[0], Enum.Parse<EntryKind>(line.Words[1], ignoreCase: true), line.Words.Length > 2 ? line.Words[2] : "", line.Reason));

    public enum EntryKind
    {
        Same,
        Refused,
        Missed,
        NoRule,
    }

    public enum Result
    {
        Agreed,
        Refused,
        Missed,
        NoRule,
        Unexplained,
    }

    public sealed record Fixture(string Name, string Unsafe, string? Safe);

    public sealed record Entry(string Fixture, EntryKind Kind, string Rule, string Reason);

    public sealed record Compared(string Fixture, Entry? Entry, Result Result, string Rules);

    private readonly record struct Told(Severity Worst, int Plain, int Count);
}
