using System.Collections.Immutable;
using Cake.Core;
using Microsoft.Extensions.Logging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Frosting;

/// <summary>One run: what was collected and judged so far. Each method is what one task does.</summary>
/// <param name="settings">What to look at and where to write.</param>
/// <param name="terminal">What to speak to.</param>
/// <param name="logger">Where to log.</param>
public sealed class PoPipelineRun(PoPipelineSettings settings, PoPipelineTerminal terminal, ILogger logger)
{
    /// <summary>What was collected; null before.</summary>
    public Snapshot? Snapshot { get; private set; }

    /// <summary>What came of judging it; null before.</summary>
    public Assessment? Assessment { get; private set; }

    /// <summary>Collects a snapshot of the folder, or reads the one that is to be judged.</summary>
    /// <exception cref="CakeException">With exit code 2: there is no such folder.</exception>
    public void Collect()
    {
        RunLog.Collecting(logger, settings.Path);
        if (!Directory.Exists(settings.Path))
        {
            throw PoPipelineSettings.Wrong(File.Exists(settings.Path)
                ? $"'{settings.Path}' is a file: name the folder of a repository."
                : $"There is no folder '{settings.Path}'.");
        }

        Snapshot = new Collector(terminal.Time).Collect(settings.Path, new Policy(), terminal.Cancellation);
    }

    /// <summary>Judges the snapshot.</summary>
    public void Assess() => Assess(Selected());

    /// <summary>Writes the snapshot.</summary>
    public void WriteSnapshot() => terminal.Error.WriteLine("WriteSnapshot: to come");

    /// <summary>Writes the verdicts as SARIF.</summary>
    public void WriteSarif() => terminal.Error.WriteLine("WriteSarif: to come");

    /// <summary>Writes the summary.</summary>
    public void WriteSummary() => terminal.Error.WriteLine("WriteSummary: to come");

    /// <summary>Writes the reports of other formats, and shows the findings.</summary>
    public void Report()
    {
        foreach (var finding in Judged().Findings)
        {
            terminal.Output.WriteLine($"{finding.Finding.Place.Path}:{finding.Finding.Place.Region.StartLine}:{finding.Finding.Place.Region.StartColumn} {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id} {finding.Finding.Message}");
        }

        terminal.Output.WriteLine($"{Judged().Findings.Count()} findings, {Judged().Judgements.Length} rules");
    }

    /// <summary>Fails when a finding is open that the gate minds.</summary>
    /// <exception cref="CakeException">With exit code 1, 3 or 4: the gate is not met.</exception>
    public void Gate()
    {
        var open = Judged().Findings.Count(finding => finding.Suppression is not { Accepted: true } && finding.Severity >= settings.FailOn);
        if (open > 0)
        {
            throw new CakeException(PoPipelineExitCode.Failed, $"{open} findings fail the gate.");
        }
    }

    /// <summary>Judges, reports and gates one SSDF task alone.</summary>
    /// <param name="task">The task: <c>PO.3.2</c>.</param>
    public void Check(string task)
    {
        Assess([.. Selected().Where(rule => rule.Task == task)]);
        Report();
        Gate();
    }

    /// <summary>Shows the rules.</summary>
    public void ShowRules() => terminal.Error.WriteLine("ShowRules: to come");

    /// <summary>Shows the page of a rule.</summary>
    public void Explain() => terminal.Error.WriteLine("Explain: to come");

    /// <summary>Shows the schema of the policy file.</summary>
    public void ShowSchema() => terminal.Error.WriteLine("ShowSchema: to come");

    /// <summary>Shows who owns paths.</summary>
    public void ShowOwners() => terminal.Error.WriteLine("ShowOwners: to come");

    private void Assess(ImmutableArray<Rule> rules)
    {
        terminal.Cancellation.ThrowIfCancellationRequested();
        Assessment = Assessor.Assess(Snapshot ?? throw new InvalidOperationException("There is no snapshot yet."), rules);
        RunLog.Assessed(logger, rules.Length);
    }

    // A rule that is named is evaluated even where it is hygiene.
    private ImmutableArray<Rule> Selected() =>
    [
        .. RuleSet.All
            .Where(rule => settings.Rules.IsEmpty || settings.Rules.Contains(rule.Id))
            .Where(rule => settings.Tasks.IsEmpty || settings.Tasks.Contains(rule.Task))
            .Where(rule => settings.Pedantic || !rule.Pedantic || settings.Rules.Contains(rule.Id)),
    ];

    private Assessment Judged() => Assessment ?? throw new InvalidOperationException("Nothing was judged yet.");
}
