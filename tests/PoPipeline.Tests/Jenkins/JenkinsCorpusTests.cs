using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.Jenkins;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;
using PoPipeline.Sources.Pipelines.Jenkins.Validation;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Pipelines of public repositories.</summary>
public sealed class JenkinsCorpusTests
{
    [Fact]
    public void Real_pipelines_are_read_and_seldom_found_wanting()
    {
        var corpus = Path.Combine(TestPaths.RequireCorpora(), "real-jenkins");
        Assert.SkipUnless(Directory.Exists(corpus), "The corpora on this machine lack 'real-jenkins'.");
        var snapshots = Directory.EnumerateDirectories(corpus).Select(folder => new Collector(TimeProvider.System).Collect(folder, new Policy(), TestContext.Current.CancellationToken)).ToList();
        var pipelines = snapshots.SelectMany(snapshot => snapshot.Pipelines).Where(pipeline => pipeline.Platform is Platform.Jenkins).ToList();

        Assert.True(pipelines.Count > 200, $"{pipelines.Count} pipelines were read.");
        Assert.All(pipelines, pipeline => Assert.Null(pipeline.Unreadable));

        // Each of them runs where it comes from, so that whatever was told here would be wrong, but for what its authors have mended since.
        Assert.Empty(pipelines.SelectMany(pipeline => pipeline.Problems.Where(problem => problem.Kind is ProblemKind.Syntax)));
        var scripts = pipelines.SelectMany(pipeline => pipeline.Jobs).SelectMany(job => job.Steps).SelectMany(step => step.Scripts).ToList();
        Assert.True(scripts.Count > 500, $"{scripts.Count} scripts were read.");
        Assert.All(scripts, script => Assert.All(script.Commands, command => Assert.InRange(command.Offset + command.Length, 1, script.Text.Length)));
        Assert.All(scripts, script => Assert.All(script.Interpolations, pasted => Assert.Equal(pasted.Text, script.Text.Substring(pasted.Offset, pasted.Text.Length))));

        var judgements = snapshots.SelectMany(snapshot => Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => rule.Id.StartsWith("PO32", StringComparison.Ordinal))]).Judgements).ToList();
        Assert.DoesNotContain(judgements, judgement => judgement.Verdict.Gaps.Any(gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal)));
        var severe = judgements.SelectMany(judgement => judgement.Findings).Count(finding => finding.Severity >= Severity.Medium && !finding.Finding.Pedantic);
        Assert.InRange(severe, 0, pipelines.Count);
    }

    [Fact]
    public void Real_declarative_pipelines_are_what_the_platform_takes()
    {
        var files = GroovyFiles.Of(TestPaths.RequireCorpora()).Where(file => !file.Contains("pipeline-check", StringComparison.Ordinal)).ToList();
        var told = new List<string>();
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            told.AddRange(new DeclarativeValidator(new JenkinsText(Path.GetFileName(file), text)).Validate(GroovyParser.Parse(text)).Select(problem => $"{file}:{problem.Span.Region.StartLine} {problem.Message}"));
        }

        Assert.Empty(told);
    }
}
