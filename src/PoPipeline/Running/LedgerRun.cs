using System.Collections.Immutable;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;

namespace PoPipeline.Running;

/// <summary>What the verbs of the ledger do.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class LedgerRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private readonly string folder = settings.Ledger ?? (settings.Part is null ? LedgerFolder.DefaultPath : Path.Combine(settings.Path, LedgerFolder.DefaultPath));

    /// <summary>Verifies the ledger and shows what came of it.</summary>
    /// <exception cref="RunException">With exit code 4: the ledger is not valid. With exit code 3: there is none. With exit code 2: it cannot be verified as asked.</exception>
    public void Verify()
    {
        RequireFolder();
        var keys = settings.Keys.SelectMany(key => VerifierKeys.Of(key)).ToImmutableArray();
        var anchors = settings.Anchors.Select(AnchorOf).ToImmutableArray();

        // An anchor says that there was one, but for an anchor without entries.
        if (anchors.All(anchor => anchor.Checkpoint.Size == 0))
        {
            RequireLedger(folder);
        }

        var report = LedgerVerifier.Verify(folder, keys, anchors, terminal.Cancellation);
        if (settings.Json)
        {
            LedgerReportText.WriteJson(folder, report, terminal.Output);
        }
        else
        {
            LedgerReportText.WriteText(folder, report, terminal.Output);
        }

        terminal.Output.Flush();
        if (report.Condition is not LedgerCondition.Valid)
        {
            throw Failure.Of(
                ExitCode.Tampering,
                $"The ledger '{folder}' is not valid ({LedgerReportText.NameOf(report.Condition)}): {LedgerReportText.MeaningOf(report.Condition)}.");
        }
    }

    /// <summary>Signs the checkpoint of the ledger with the key of the environment.</summary>
    /// <exception cref="RunException">With exit code 4: the ledger is not valid. With exit code 3: there is none. With exit code 2: there is no key.</exception>
    public void Sign()
    {
        RequireFolder();
        var signer = RequireSigner(terminal.Variable);
        RequireLedger(folder);
        PoPipelineRun.RequireNoLink(folder, PoPipelineRun.TreesOf(folder, settings), "Replace it by a folder.");
        var keys = settings.Keys.SelectMany(key => VerifierKeys.Of(key)).ToImmutableArray();
        WriteSigned(SignWith(signer, keys), signer, terminal.Output);
    }

    /// <summary>Takes the key of the environment.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <exception cref="RunException">With exit code 2: there is none.</exception>
    public static LedgerSigner RequireSigner(Func<string, string?> variable) => LedgerSigner.OfEnvironment(variable)
        ?? throw PoPipelineSettings.Wrong($"There is no key to sign with: set {LedgerSigner.KeyVariable} or {LedgerSigner.KeyFileVariable}.");

    /// <summary>Says what was signed.</summary>
    /// <param name="signed">What.</param>
    /// <param name="signer">By what.</param>
    /// <param name="output">Where to.</param>
    public static void WriteSigned(Checkpoint signed, LedgerSigner signer, TerminalWriter output) =>
        output.WriteLine($"Entries    {signed.Size}\nRoot hash  {signed.RootHash}\nSigned     {signer.Verifier}");

    private Checkpoint SignWith(LedgerSigner signer, ImmutableArray<NoteVerifier> keys)
    {
        try
        {
            return LedgerFolder.Sign(folder, signer, keys, terminal.Cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure.Of(ExitCode.Usage, $"The ledger in '{folder}' cannot be signed: {Refusal.OfWriting(exception)}. See to it that whoever runs this may write there, and run again.", exception);
        }
    }

    /// <summary>Reads an anchor.</summary>
    /// <exception cref="RunException">With exit code 2: the file is no checkpoint.</exception>
    public static LedgerAnchor AnchorOf(string file)
    {
        var bytes = new byte[SignedNote.MaximumLength + 1];
        var length = 0;
        try
        {
            using var stream = File.OpenRead(file);
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoPipelineSettings.Wrong($"The anchor '{file}' cannot be read: {(Directory.Exists(file) ? "it is a folder" : Refusal.Of(exception))}. Name a checkpoint of the ledger that was kept elsewhere.");
        }

        return LedgerAnchor.Parse(file, bytes.AsSpan(0, length)).IsValue(out var anchor, out var fault)
            ? anchor
            : throw PoPipelineSettings.Wrong($"The anchor '{file}' is not the checkpoint of a ledger: {fault}.");
    }

    /// <summary>Requires that a folder holds a ledger. Of one that holds none, nothing can be said to be valid.</summary>
    /// <exception cref="RunException">With exit code 3: there is none.</exception>
    public static void RequireLedger(string folder)
    {
        if (!LedgerFolder.IsLedger(folder))
        {
            throw Failure.Of(ExitCode.Incomplete, $"There is no ledger in '{folder}': it has neither a checkpoint nor entries. Name the folder of the ledger.");
        }
    }

    private void RequireFolder()
    {
        // Of a ledger that nobody named, and that is not there, nothing is wrong; nothing is known of it either.
        if (!Directory.Exists(folder) && settings.Ledger is null && settings.Anchors.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"There is no ledger: the folder '{folder}' is not there. It begins with the first thing that is put on record; where it is kept elsewhere, name its folder.");
        }

        if (!Directory.Exists(folder))
        {
            throw PoPipelineSettings.Wrong($"There is no folder '{folder}'. Name the folder of the ledger.");
        }
    }
}
