using System.Collections.Immutable;
using Cake.Core;
using PoPipeline.Evidence.Ledger;
using PoPipeline.Queries;

namespace PoPipeline.Frosting;

/// <summary>What the verbs of the ledger do.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class LedgerRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    /// <summary>Verifies the ledger and shows what came of it.</summary>
    /// <exception cref="CakeException">With exit code 4: the ledger is not valid. With exit code 2: it cannot be verified as asked.</exception>
    public void Verify()
    {
        RequireFolder();
        var keys = settings.Keys.SelectMany(key => VerifierKeys.Of(key)).ToImmutableArray();
        var report = LedgerVerifier.Verify(settings.Ledger, keys, [.. settings.Anchors.Select(AnchorOf)], terminal.Cancellation);
        if (settings.Json)
        {
            LedgerReportText.WriteJson(settings.Ledger, report, terminal.Output);
        }
        else
        {
            LedgerReportText.WriteText(settings.Ledger, report, terminal.Output);
        }

        terminal.Output.Flush();
        if (report.Condition is not LedgerCondition.Valid)
        {
            throw new CakeException(
                (int)ExitCode.Tampering,
                $"The ledger '{settings.Ledger}' is {LedgerReportText.NameOf(report.Condition)}: {LedgerReportText.MeaningOf(report.Condition)}.");
        }
    }

    /// <summary>Signs the checkpoint of the ledger with the key of the environment.</summary>
    /// <exception cref="CakeException">With exit code 4: the ledger is not valid. With exit code 2: there is no key.</exception>
    public void Sign()
    {
        RequireFolder();
        var signer = LedgerSigner.OfEnvironment(Environment.GetEnvironmentVariable)
            ?? throw PoPipelineSettings.Wrong($"There is no key to sign with: set {LedgerSigner.KeyVariable} or {LedgerSigner.KeyFileVariable}.");
        var checkpoint = LedgerFolder.Sign(settings.Ledger, signer, [.. settings.Keys.SelectMany(key => VerifierKeys.Of(key))], terminal.Cancellation);
        terminal.Output.WriteLine($"Entries    {checkpoint.Size}\nRoot hash  {checkpoint.RootHash}\nSigned     {signer.Verifier}");
    }

    private static LedgerAnchor AnchorOf(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[SignedNote.MaximumLength + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return LedgerAnchor.Parse(file, bytes.AsSpan(0, length)).IsValue(out var anchor, out var fault)
            ? anchor
            : throw PoPipelineSettings.Wrong($"The anchor '{file}' is not the checkpoint of a ledger: {fault}.");
    }

    private void RequireFolder()
    {
        if (!Directory.Exists(settings.Ledger))
        {
            throw PoPipelineSettings.Wrong($"There is no folder '{settings.Ledger}'. Name the folder of the ledger.");
        }
    }
}
