using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources;

namespace PoPipeline.Tests;

/// <summary>The rules about scripts, secrets and components on 93 real repositories.</summary>
public sealed class ScriptRulesCorpusTests
{
    private static readonly string[] Rules = ["PO3208", "PO3210", "PO3211", "PO3212", "PO3215", "PO3218", "PO3220"];

    [Fact]
    public void Real_pipelines_are_read_and_seldom_found_wanting()
    {
        var corpus = Path.Combine(TestPaths.RequireCorpora(), "real");
        var snapshots = Directory.EnumerateDirectories(corpus)
            .Select(folder => new Collector(TimeProvider.System).Collect(folder, new Policy(), TestContext.Current.CancellationToken))
            .ToList();
        var pipelines = snapshots.Sum(snapshot => snapshot.Pipelines.Length);
        var scripts = snapshots.SelectMany(snapshot => snapshot.Pipelines).SelectMany(pipeline => pipeline.Jobs).SelectMany(job => job.Steps).SelectMany(step => step.Scripts).ToList();
        Assert.All(scripts, script => Assert.All(script.Commands, command => Assert.InRange(command.Offset + command.Length, 1, script.Text.Length)));
        Assert.All(
            scripts.Where(script => script.Shell is ShellKind.Posix && script.Text.Split('\n').Any(line => line.TrimStart() is [not '#', ..])),
            script => Assert.NotEmpty(script.Commands));

        var judgements = snapshots.SelectMany(snapshot => Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => Rules.Contains(rule.Id))]).Judgements).ToList();
        Assert.DoesNotContain(judgements, judgement => judgement.Verdict.Gaps.Any(gap => gap.Subject == judgement.Rule.Id));
        Assert.InRange(judgements.SelectMany(judgement => judgement.Findings).Count(finding => finding.Severity >= Severity.Medium), 0, pipelines / 100);
    }
}
