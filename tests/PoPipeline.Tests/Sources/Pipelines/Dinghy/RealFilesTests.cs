using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>Reads the files of public repositories: what is said of them was read against each file.</summary>
public sealed class RealFilesTests
{
    [Fact]
    public void Real_files_have_only_the_problems_and_findings_that_were_read_and_found_right()
    {
        var corpora = TestPaths.RequireCorpora();
        var count = 0;
        var told = new List<string>();
        foreach (var repository in Directory.EnumerateDirectories(Path.Combine(corpora, "real-dinghy")).Append(Path.Combine(corpora, "dinghy", "dinghy", "example")).Order(StringComparer.Ordinal))
        {
            var snapshot = CaseTree.CollectFolder(repository);
            var pipelines = snapshot.Pipelines.Where(pipeline => pipeline.Platform is Platform.Dinghy).ToList();
            count += pipelines.Count;
            told.AddRange(pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => $"{Path.GetFileName(repository)}/{pipeline.Path} cannot be read: {pipeline.Unreadable}\n"));
            told.AddRange(Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => rule.Id.StartsWith("PO32", StringComparison.Ordinal))]).Judgements
                .SelectMany(judgement => judgement.Findings.Select(finding => (judgement.Rule.Id, Found: finding)))
                .Where(entry => entry.Found.Severity >= Severity.Medium || entry.Id is "PO3202")
                .Select(entry => $"{Path.GetFileName(repository)}/{entry.Found.Finding.Place} {entry.Id} {entry.Found.Severity}: {entry.Found.Finding.Message.Split(". ")[0]}\n"));
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Pipelines", "Dinghy", "real-files.approved.txt"), string.Concat(told));
        Assert.True(count > 25, $"Only {count} pipelines.");
    }
}
