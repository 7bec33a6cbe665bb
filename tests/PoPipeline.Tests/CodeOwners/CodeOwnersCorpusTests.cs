using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.CodeOwners;

namespace PoPipeline.Tests.CodeOwners;

public sealed class CodeOwnersCorpusTests
{
    private static readonly ImmutableArray<Rule> Rules = [.. RuleSet.All.Where(rule => rule.Id.StartsWith("PO210", StringComparison.Ordinal))];

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

    [Fact]
    public void Files_of_others_are_read_and_judged_without_a_dispute()
    {
        var findings = new List<string>();
        foreach (var (name, snapshot) in Snapshots())
        {
            var judgements = Assessor.Assess(snapshot, Rules).Judgements;
            Assert.DoesNotContain(judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Failed);
            findings.AddRange(judgements.SelectMany(judgement => judgement.Findings).Select(finding => $"{name}\t{finding.Rule.Id}\t{finding.Severity}\t{finding.Finding.Place}\t{finding.Finding.Message}"));
        }

        var output = Environment.GetEnvironmentVariable("POPIPELINE_FINDINGS");
        if (output is not null)
        {
            File.WriteAllLines(output, findings);
        }
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
            var files = CodeOwnersReader.Read(tree, repository);
            if (files.Length > 0)
            {
                yield return (Path.GetFileName(folder), new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = repository, CodeOwners = files });
            }
        }
    }
}
