using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Tests.Flow;

/// <summary>What holds of every way that a text can take.</summary>
public sealed class FlowLawTests
{
    private const int Many = 4000;

    [Fact]
    public void A_text_of_an_outsider_is_found_where_it_is_run_whatever_way_it_took() => Each(isCut: false, (flow, findings) =>
        findings.Any(finding => finding.Place.Region.StartLine == flow.SinkLine && finding.Severity >= Severity.Medium));

    [Fact]
    public void A_text_that_was_cut_off_on_its_way_is_found_nowhere() => Each(isCut: true, (flow, findings) =>
        findings.All(finding => finding.Place.Region.StartLine != flow.SinkLine || finding.Pedantic));

    // Several thousand workflows are one repository, so that reading them is read once.
    private static void Each(bool isCut, Func<GeneratedFlow, IReadOnlyList<Finding>, bool> holds)
    {
        using var tree = new TempTree();
        var flows = Enumerable.Range(0, Many).ToDictionary(seed => string.Create(CultureInfo.InvariantCulture, $".github/workflows/w{seed}.yml"), seed => GeneratedFlow.Of(seed, isCut), StringComparer.Ordinal);
        foreach (var (path, flow) in flows)
        {
            tree.Write(path, flow.Text);
        }

        var repository = new Repository { Owner = "acme", Name = "app", Files = [.. flows.Keys.Order(StringComparer.Ordinal)] };
        var pipelines = new GitHubActionsReader().Plan(repository, new Policy()).Read(new WorkingTree(tree.Root), TestContext.Current.CancellationToken).Pipelines;
        var findings = new PO3205KeepUntrustedTextOutOfScripts().Judge(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = repository, Pipelines = pipelines }).Findings.ToLookup(finding => finding.Place.Path, StringComparer.Ordinal);
        var wrong = flows.Where(entry => !holds(entry.Value, [.. findings[entry.Key]])).ToList();

        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {flows.Count} flows are told wrongly.\n" + string.Join("\n", wrong.OrderBy(entry => entry.Value.Text.Length).Take(3)
                .Select(entry => $"{entry.Value.Text}The sink is in line {entry.Value.SinkLine}; found: {string.Join(", ", findings[entry.Key].Select(finding => $"{finding.Place} {finding.Severity}"))}\n")));
    }
}
