using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Judging;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.CodeOwners;

namespace PoPipeline.Tests.CodeOwners;

public sealed class CodeOwnersCorpusTests
{
    private static readonly ImmutableArray<Rule> Rules = [.. RuleSet.All.Where(rule => rule.Id.StartsWith("PO210", StringComparison.Ordinal) && !rule.Pedantic && rule.Settings.IsEmpty)];

    [Fact]
    public void Matching_agrees_with_the_answers_that_others_collected_from_GitHub()
    {
        var file = Path.Combine(TestPaths.RequireCorpora(), "codeowners", "hmarr", "testdata", "patterns.json");
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var judged = 0;
        foreach (var one in document.RootElement.EnumerateArray())
        {
            var walk = new PatternWalk(new PatternTree([one.GetProperty("pattern").GetString()!], Forge.GitHub));
            foreach (var path in one.GetProperty("paths").EnumerateObject())
            {
                Assert.True(path.Value.GetBoolean() == (walk.LastMatch(path.Name) == 0), $"{one.GetProperty("pattern")} against {path.Name}");
                judged++;
            }
        }

        Assert.Equal(153, judged);
    }

    // Each of these findings was read: a line that GitHub skips, lines without a pattern, and pipelines that nobody owns.
    [Fact]
    public void Files_of_others_get_few_findings_and_every_one_of_medium_severity_is_known()
    {
        var files = 0;
        var findings = new List<string>();
        foreach (var (name, snapshot) in Snapshots())
        {
            files++;
            var judgements = Assessor.Assess(snapshot, Rules).Judgements;
            Assert.DoesNotContain(judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Failed);
            findings.AddRange(judgements.SelectMany(judgement => judgement.Findings).Where(finding => !finding.Finding.Pedantic).Select(finding => $"{name} {finding.Rule.Id} {finding.Severity} {finding.Finding.Place}"));
        }

        Assert.Equal(37, files);
        Assert.Equal(
            [
                "CircleCI-Public__circleci-config-sdk-ts PO2101 Medium .github/CODEOWNERS:1:1",
                "CircleCI-Public__circleci-config-sdk-ts PO2102 Medium .github/CODEOWNERS:1:1",
                "CircleCI-Public__circleci-config-sdk-ts PO2102 Medium .github/CODEOWNERS:2:1",
                "CircleCI-Public__circleci-config-sdk-ts PO2102 Medium .github/CODEOWNERS:3:1",
                "astral-sh__ruff PO2104 Medium .github/CODEOWNERS:1:1",
                "astral-sh__ruff PO2104 Medium .github/CODEOWNERS:1:1",
                "konflux-ci__konflux-sast-tasks PO2104 Medium CODEOWNERS:1:1",
                "konflux-ci__konflux-sast-tasks PO2104 Medium CODEOWNERS:1:1",
                "runatlantis__atlantis PO2101 Medium CODEOWNERS:1:1",
                "runatlantis__atlantis PO2102 Medium CODEOWNERS:3:62",
            ],
            findings.Where(finding => !finding.Contains(" Low ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.InRange(findings.Count(finding => finding.Contains(" Low ", StringComparison.Ordinal)), 1, 20);
    }

    // The trees are partial; a list beside a tree says which files the repository tracks.
    private static IEnumerable<(string Name, Snapshot Snapshot)> Snapshots()
    {
        var root = Path.Combine(TestPaths.RequireCorpora(), "real");
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var tree = new WorkingTree(folder);
            var list = folder + ".files";
            var repository = new Repository
            {
                Forge = Forge.GitHub,
                Files = File.Exists(list) ? [.. File.ReadLines(list).Where(line => !line.StartsWith('"')).Order(StringComparer.Ordinal)] : tree.Describe().Files,
            };
            var files = new CodeOwnersSource().Plan(repository, new Policy()).Read(tree, TestContext.Current.CancellationToken).CodeOwners;
            if (files.Length > 0)
            {
                yield return (Path.GetFileName(folder), new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = repository, CodeOwners = files });
            }
        }
    }
}
