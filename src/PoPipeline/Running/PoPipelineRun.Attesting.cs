using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.InToto.Attesting;
using PoPipeline.Ledger;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Attesting;
using PoPipeline.Sources.Git;

namespace PoPipeline.Running;

/// <content>How a run attests what it found.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Collects and judges, joins the records, and writes the result as an attestation, whatever it is: signed, or for another program to sign.</summary>
    public async Task AttestAsync()
    {
        // What is missing is said before anything is judged.
        var form = settings.UnsignedForm ?? AttestationForm.Envelope;
        Guarded(RequireSubjects);
        var key = form is AttestationForm.Envelope ? SigningKey() : null;
        Collect();
        Guarded(RequireCommit);
        Assess();
        await KeepRecordsAsync().ConfigureAwait(false);
        Writing(() =>
        {
            var commit = TestResultStatement.CommitOf(Collected().Repository) ?? throw NoCommit();
            var result = TestResultStatement.Of(Judged(), settings.FailOn);
            var attestation = form is AttestationForm.Predicate ? StatementWriter.WritePredicate(result) : StatementWriter.Write([commit, .. ArtifactText.All(settings.Artifacts)], result);
            RequireOwnOutput();
            OutputFolder.Hide(settings.Output, LedgersInOutput());
            Wrote(Reports.WriteAttestation(key is null ? attestation : DsseSigner.Sign(key, attestation), form, settings.Output));
            terminal.Output.WriteLine($"Result     {result.Outcome.ToString().ToUpperInvariant()}: {result.Passed.Length} passed, {result.Warned.Length} warned, {result.Failed.Length} failed");
            terminal.Output.WriteLine($"Commit     {Collected().Repository.Revision}");
            terminal.Output.WriteLine($"Signed     {key?.Verifier.ToString() ?? "not: it proves nothing until something vouches for it"}");
            terminal.Output.WriteLine($"Written    {Path.Combine(settings.Output, TestResultStatement.FileNameOf(form))}");
            terminal.Output.Flush();
        });
    }

    private void RequireSubjects()
    {
        if (settings.UnsignedForm is AttestationForm.Predicate && !settings.Artifacts.IsEmpty)
        {
            throw PoPipelineSettings.Wrong("A predicate does not say what it is about: whatever signs it does. Leave the artifacts to that, or write a statement.");
        }

        _ = ArtifactText.All(settings.Artifacts);
    }

    private LedgerSigner SigningKey()
    {
        LedgerSigner? key = null;
        Guarded(() =>
        {
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
        if (settings.Config is null && Collected().Policy.Path is { } policy && !store.Tracks(policy))
        {
            throw Failure.Of(ExitCode.Incomplete, $"The policy '{policy}' is not in the commit, so that it judges what others cannot see it judge. Commit it, or take it away, and attest again.");
        }

        if (store.Unwatched() is { } unwatched)
        {
            throw Unwatched(unwatched, store.IsCheckedOut(unwatched.Path));
        }

        if (store.Changed() is { } file)
        {
            throw Failure.Of(ExitCode.Incomplete, $"'{file}' is not as the commit has it, so that what is judged is not that commit. Commit it, or put it back, and attest again.");
        }
    }

    private static RunException Unwatched(UnwatchedFile file, bool isThere) => Failure.Of(ExitCode.Incomplete, file switch
    {
        { IsSkipped: true } when !isThere => $"'{file.Path}' is in the commit and not in the working tree, as in a sparse checkout, so that what is judged is not all of the commit. Check out all of it with 'git sparse-checkout disable', and attest again.",
        { IsSkipped: true } => $"Git was told to leave out '{file.Path}', so that it does not tell whether it is as the commit has it. Take that back with 'git update-index --no-skip-worktree', and attest again.",
        _ => $"Git was told to take '{file.Path}' as unchanged, so that it does not tell whether it is as the commit has it. Take that back with 'git update-index --no-assume-unchanged', and attest again.",
    });

    private static RunException NoCommit() => Failure.Of(ExitCode.Incomplete, $"There is no commit that an attestation could be about. Attest in a clone, or judge a snapshot that was collected in one.");
}
