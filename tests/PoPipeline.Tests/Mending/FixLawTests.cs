using System.Text;
using PoPipeline.Judging;
using PoPipeline.Mending;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Mending;

/// <summary>What holds for every fix of every rule, on every case.</summary>
public sealed class FixLawTests
{
    private static readonly RuleSelection Everything = new() { Pedantic = true };

    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> Fixable = new(() => CaseTree.Names
        .Select(name => (name, Rules: RulesWithFixes(CaseTree.Collect(name))))
        .Where(entry => entry.Rules.Length > 0)
        .ToDictionary(entry => entry.name, entry => entry.Rules));

    public static TheoryData<string> Cases() => [.. Fixable.Value.Keys];

    [Fact]
    public void A_rule_says_that_it_has_fixes_and_a_case_shows_one() => Assert.Equal(
        RuleSet.All.Where(rule => rule.Fixable).Select(rule => rule.Id),
        Fixable.Value.SelectMany(entry => entry.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fix_mends_its_finding_and_nothing_new_is_found(string name) => Hold(name, text => text);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fix_keeps_how_a_file_is_written(string name)
    {
        Hold(name, text => "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Hold(name, text => text.TrimEnd('\n'));
        Hold(name, text => "# \ta comment  \n" + text.Replace("    runs-on:", "    # \tanother  \r\n    runs-on:", StringComparison.Ordinal));
    }

    private static void Hold(string name, Func<string, string> write)
    {
        using var tree = new TempTree();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file).Replace('\\', '/');
            tree.Write(path, path.Contains("workflows/", StringComparison.Ordinal) ? write(File.ReadAllText(file)) : File.ReadAllText(file));
        }

        var before = Assessor.Assess(Collect(tree), Everything);
        var plan = Plan(tree);

        Assert.NotEmpty(plan.Mended);
        Assert.All(plan.Left, left => Assert.True(left.Excused, left.Reason));
        foreach (var file in plan.Files)
        {
            Assert.Equal(file.Mark + file.Before, Encoding.UTF8.GetString(File.ReadAllBytes(tree.PathOf(file.Path))));
            KeepsTheRest(plan, file);
            file.Write();
            Assert.Equal(Encoding.UTF8.GetBytes(file.Mark + file.After), File.ReadAllBytes(tree.PathOf(file.Path)));
        }

        var after = Assessor.Assess(Collect(tree), Everything);
        Assert.DoesNotContain(after.Findings.Select(Key), plan.Mended.Select(Key).Contains);
        Assert.Empty(after.Findings.Select(Key).Except(before.Findings.Select(Key)));
        Assert.Empty(after.Judgements.SelectMany(judgement => judgement.Verdict.Gaps).Except(before.Judgements.SelectMany(judgement => judgement.Verdict.Gaps)));
        var again = Plan(tree);
        Assert.Empty(again.Mended);
        Assert.Empty(again.Files);
    }

    // Every line is there as it was, in its order, but for those that an edit replaces; and to YAML nothing else is there than the edits say.
    private static void KeepsTheRest(MendingPlan plan, MendedFile file)
    {
        var edits = plan.Mended.SelectMany(finding => finding.Finding.Fix?.Edits ?? []).Where(edit => edit.Place.Path == file.Path).ToList();
        var replaced = edits.Count(edit => edit.Place.Region is var region && (region.StartLine, region.StartColumn) != (region.EndLine, region.EndColumn));
        var young = new Queue<string>(file.After.Split('\n'));
        var lost = 0;
        foreach (var line in file.Before.Split('\n'))
        {
            var rest = young.ToList();
            var at = rest.IndexOf(line);
            at = at < 0 ? rest.IndexOf(line + "\r") : at;
            lost += at < 0 ? 1 : 0;
            for (var skipped = 0; skipped <= at; skipped++)
            {
                young.Dequeue();
            }
        }

        // What is put before the first key of a list's item takes the line that the item starts with.
        Assert.InRange(lost, 0, replaced + edits.Count(edit => edit.Place.Region.StartColumn > 1 && !edit.Text.StartsWith('\n')));
        var added = new List<string>();
        Compare(YamlReader.Read("a.yml", file.Before).Root, YamlReader.Read("a.yml", file.After).Root, added);
        Assert.All(added, key => Assert.Contains(edits, edit => edit.Text.Contains(key, StringComparison.Ordinal)));
    }

    private static void Compare(YamlNode? before, YamlNode? after, List<string> added)
    {
        switch (before, after)
        {
            case (YamlMapping old, YamlMapping young):
                Assert.Empty(old.Entries.Select(entry => entry.Key.Value).Except(young.Entries.Select(entry => entry.Key.Value)));
                added.AddRange(young.Entries.Select(entry => entry.Key.Value).Except(old.Entries.Select(entry => entry.Key.Value)));
                foreach (var entry in old.Entries)
                {
                    Compare(entry.Value, young.Entry(entry.Key.Value)?.Value, added);
                }

                break;
            case (YamlSequence old, YamlSequence young):
                Assert.Equal(old.Items.Length, young.Items.Length);
                for (var index = 0; index < old.Items.Length; index++)
                {
                    Compare(old.Items[index], young.Items[index], added);
                }

                break;
            case (YamlScalar old, YamlScalar young) when old.Value != young.Value:
                added.Add(young.Value);
                break;
            default:
                Assert.Equal(before?.GetType(), after?.GetType());
                break;
        }
    }

    private static (string Rule, string Subject, string Fingerprint) Key(AssessedFinding finding) => (finding.Rule.Id, finding.Finding.Subject, finding.Fingerprint);

    private static string[] RulesWithFixes(Snapshot snapshot) =>
        [.. Assessor.Assess(snapshot, Everything).Findings.Where(finding => finding is { Finding.Fix: not null, Suppression: null }).Select(finding => finding.Rule.Id).Distinct(StringComparer.Ordinal)];

    private static CollectionRequest Request(TempTree tree)
    {
        var (policy, trust) = TestPolicy.InForce(tree.Root, "trusted.popipeline.yml");
        return new CollectionRequest { Root = tree.Root, Policy = policy, Trust = trust, UseGit = false };
    }

    private static Snapshot Collect(TempTree tree) => new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(Request(tree));

    private static MendingPlan Plan(TempTree tree) => new Mender(new FixedTime(CaseTree.ObservedAt)).Plan(Request(tree), Collect(tree), [], Everything);
}
