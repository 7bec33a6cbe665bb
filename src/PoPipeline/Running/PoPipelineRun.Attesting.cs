using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.InToto.Attesting;
using PoPipeline.Ledger;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Attesting;

namespace PoPipeline.Running;

/// <content>How a run attests what it found.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Collects and judges, joins the records, and writes the result as a signed attestation, whatever it is.</summary>
    public async Task AttestAsync()
    {
        // What is missing is said before anything is judged.
        var key = SigningKey();
        Collect();
        Guarded(RequireCommit);
        Assess();
        await KeepRecordsAsync().ConfigureAwait(false);
        Writing(() =>
        {
            var commit = TestResultStatement.CommitOf(Collected().Repository) ?? throw NoCommit();
            var result = TestResultStatement.Of(Judged(), settings.FailOn);
            var envelope = DsseSigner.Sign(key, StatementWriter.Write([commit, .. ArtifactText.All(settings.Artifacts)], result));
            RequireOwnOutput();
            OutputFolder.Hide(settings.Output, LedgersInOutput());
            Wrote(Reports.WriteAttestation(envelope, settings.Output));
            terminal.Output.WriteLine($"Result     {result.Outcome.ToString().ToUpperInvariant()}: {result.Passed.Length} passed, {result.Warned.Length} warned, {result.Failed.Length} failed");
            terminal.Output.WriteLine($"Commit     {Collected().Repository.Revision}");
            terminal.Output.WriteLine($"Signed     {key.Verifier}");
            terminal.Output.WriteLine($"Written    {Path.Combine(settings.Output, TestResultStatement.FileName)}");
            terminal.Output.Flush();
        });
    }

    private LedgerSigner SigningKey()
    {
        LedgerSigner? key = null;
        Guarded(() =>
        {
            _ = ArtifactText.All(settings.Artifacts);
            key = LedgerSigner.OfEnvironment(terminal.Variable)
                ?? throw PoPipelineSettings.Wrong($"There is no key to sign with: set {LedgerSigner.KeyVariable} or {LedgerSigner.KeyFileVariable}.");
        });
        return key!;
    }

    // What is said of a commit has to be what its files say. A snapshot is taken at its word, as by every other verb.
    private void RequireCommit()
    {
        // Nobody could see in it that something was left out.
        if (settings.Part is not null || !settings.Rules.IsEmpty || !settings.Tasks.IsEmpty || !settings.Platforms.IsEmpty || Collected().Part is not null || Collected().Platforms is not null)
        {
            throw PoPipelineSettings.Wrong("An attestation is about a commit as a whole, and all that is judged of it. Name the root of the repository, and no rules, tasks or platforms.");
        }

        if (Collected().Repository.Revision is null)
        {
            throw NoCommit();
        }

        if (settings.Snapshot is not null)
        {
            return;
        }

        using var store = GitStore.Open(Path.GetFullPath(settings.Path));
        if (store.Changed() is { } file)
        {
            throw Failure.Of(ExitCode.Incomplete, $"'{file}' is not as the commit has it, so that what is judged is not that commit. Commit it, or put it back, and attest again.");
        }
    }

    private static RunException NoCommit() => Failure.Of(ExitCode.Incomplete, $"There is no commit that an attestation could be about. Attest in a clone, or judge a snapshot that was collected in one.");
}
