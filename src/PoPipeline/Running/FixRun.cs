using PoPipeline.Ledger;
using PoPipeline.Mending;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>Shows what can be mended as a patch, or writes it; what is said about it goes beside, so that the patch can be piped.</summary>
/// <param name="settings">What to do with it.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class FixRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    /// <summary>Shows it, or writes it.</summary>
    /// <param name="plan">What can be mended.</param>
    /// <exception cref="RunException">With exit code 1: there are fixes, or some were not applied; with exit code 3: a pipeline could not be read.</exception>
    public void Run(MendingPlan plan)
    {
        foreach (var gap in plan.Snapshot.Records.Gaps)
        {
            terminal.Error.WriteLine($"po: the exceptions on record are not all known: {gap.Subject}: {gap.Reason}.");
        }

        foreach (var closed in LeftOutWords.ClosedFolders(plan.Snapshot))
        {
            terminal.Error.WriteLine($"po: {closed}");
        }

        foreach (var left in plan.Left)
        {
            terminal.Error.WriteLine($"po: {left.Finding.Finding.Place}: {left.Finding.Rule.Id} is left: {left.Reason}.");
        }

        foreach (var path in plan.Unread)
        {
            terminal.Error.WriteLine($"po: '{path}' could not be read, so that nobody knows what there is to mend in it; see 'po check'.");
        }

        var failed = settings.Apply ? Write(plan) : Show(plan);
        terminal.Output.Flush();
        if (failed.Any(finding => finding.Severity >= settings.FailOnFix))
        {
            throw Failure.Of(ExitCode.Failed, $"{Counting.Of(failed.Count, "fix", "fixes")} {(failed.Count == 1 ? "is" : "are")} not applied.");
        }

        if (!plan.Unread.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counting.Of(plan.Unread.Length, "pipeline")} could not be read.");
        }
    }

    private List<AssessedFinding> Show(MendingPlan plan)
    {
        var options = ConsoleOptions.For(!terminal.Interactive, terminal.Width, terminal.Variable);
        foreach (var file in plan.Files)
        {
            terminal.Cancellation.ThrowIfCancellationRequested();
            if (file.IsReadOnly)
            {
                terminal.Error.WriteLine($"po: '{file.Path}' may not be written to: its patch is shown, and --apply leaves it as it is.");
            }

            if (!PatchText.Write(file, plan.Snapshot, options.Colors && settings.Color, terminal.Output))
            {
                terminal.Error.WriteLine($"po: the patch of '{file.Path}' is for reading only, since a line in it cannot be shown as it is{(file.IsReadOnly ? "" : "; --apply writes the file")}.");
            }
        }

        terminal.Output.Flush();
        Tell(plan, plan.Files.Length == 0 ? "Nothing to mend" : $"{Counting.Of(plan.Mended.Length, "fix", "fixes")} in {Counting.Of(plan.Files.Length, "file")}; --apply writes {(plan.Files.Length == 1 ? "it" : "them")}");
        return [.. plan.Mended, .. Unapplied(plan)];
    }

    private List<AssessedFinding> Write(MendingPlan plan)
    {
        var failed = Unapplied(plan).ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in plan.Files)
        {
            terminal.Cancellation.ThrowIfCancellationRequested();
            var mended = plan.Mended.Where(finding => finding.Finding.Fix?.Edits.Any(edit => edit.Place.Path == file.Path) is true).ToList();
            if (file.HasOtherChanges)
            {
                terminal.Error.WriteLine($"po: '{file.Path}' has changes that are not staged; the fixes are added to them.");
            }

            try
            {
                file.Write();
                written.Add(file.Path);
                foreach (var fix in mended.GroupBy(finding => (finding.Rule.Id, finding.Finding.Fix?.Description)))
                {
                    terminal.Output.WriteLine($"mends  {file.Path}: {fix.Key.Id} {fix.Key.Description}{(fix.Count() == 1 ? "" : $" ({Counting.Of(fix.Count(), "time")})")}");
                }
            }
            catch (RefusedException exception)
            {
                terminal.Error.WriteLine($"po: {exception.Message}");
                failed.AddRange(mended);
            }
        }

        terminal.Output.Flush();
        Tell(plan, written.Count == 0 ? "Nothing was mended" : $"{Counting.Of(plan.Mended.Length - failed.Intersect(plan.Mended).Count(), "finding")} mended in {Counting.Of(written.Count, "file")}");
        return failed;
    }

    private static IEnumerable<AssessedFinding> Unapplied(MendingPlan plan) => plan.Left.Where(left => !left.Excused).Select(left => left.Finding);

    private void Tell(MendingPlan plan, string what) =>
        terminal.Error.WriteLine($"po: {what}.{(plan.WithoutFix == 0 ? "" : $" {Counting.Of(plan.WithoutFix, "open finding")} {(plan.WithoutFix == 1 ? "has" : "have")} no fix; see 'po check'.")}");
}
