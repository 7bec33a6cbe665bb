using System.Collections.Immutable;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Ledger;
using PoPipeline.Queries;

namespace PoPipeline.Running;

/// <summary>What the verbs that verify supply chains and attestations do. Keys come from whoever runs them, and from no file that is judged.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class InTotoRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Verifies a supply chain by its layout.</summary>
    /// <exception cref="RunException">With exit code 1: it fails. With exit code 3: whether it holds is not known. With exit code 2: it cannot be verified as asked.</exception>
    public void VerifyLayout()
    {
        var file = settings.Layout ?? throw PoPipelineSettings.Wrong($"Name the layout: '--{PoPipelineArguments.Layout}=root.layout'.");
        var keys = Keys("Give the public keys of those who own the layout");
        if (settings.Links is { } links && !Directory.Exists(links))
        {
            throw PoPipelineSettings.Wrong($"There is no folder '{links}'. Name the folder of the links.");
        }

        var request = new VerificationRequest
        {
            LayoutFile = file,
            Layout = Read(file),
            Keys = keys,
            Links = new MetadataFolder(settings.Links ?? Path.GetDirectoryName(Path.GetFullPath(file)) ?? "."),
            Parameters = Parameters(),
        };
        var result = new LayoutVerifier(terminal.Time).Verify(request);
        if (settings.Json)
        {
            VerificationText.WriteJson(result, terminal.Output);
        }
        else
        {
            VerificationText.WriteText(result, terminal.Output);
        }

        terminal.Output.Flush();
        if (result.Holds)
        {
            return;
        }

        // Whether more is signed than is supported, or holds beyond what is looked at, nobody knows.
        var isFailure = result.State is VerificationState.Expired || (result.State is VerificationState.Failed && result.Failure?.Kind is not (FailureKind.Unsupported or FailureKind.Limit));
        throw isFailure
            ? Failure.Of(ExitCode.Failed, $"The supply chain of '{file}' does not verify ({VerificationText.NameOf(result.State)}).")
            : Failure.Of(ExitCode.Incomplete, $"Whether the supply chain of '{file}' verifies is not known ({VerificationText.NameOf(result.State)}).");
    }

    /// <summary>Verifies an attestation, or each of several.</summary>
    /// <exception cref="RunException">With exit code 1: it fails. With exit code 3: whether it holds is not known. With exit code 2: it cannot be verified as asked.</exception>
    public void VerifyAttestation()
    {
        var file = settings.Attestation ?? throw PoPipelineSettings.Wrong($"Name the attestation: '--{PoPipelineArguments.Attestation}=popipeline.intoto.jsonl'.");
        var keys = Keys("Give the public keys of those who may vouch for it");
        var asked = ArtifactText.All(settings.Artifacts);
        var results = AttestationVerifier.VerifyAll(Read(file), keys).Select(result => new JudgedAttestation(result, MissingOf(result, asked))).ToList();
        if (settings.Json)
        {
            AttestationText.WriteJson(file, results, terminal.Output);
        }
        else
        {
            AttestationText.WriteText(file, results, terminal.Output);
        }

        terminal.Output.Flush();
        if (results.Exists(result => result.Result.State is VerificationState.Failed || result.IsAboutOthers))
        {
            throw results.Exists(result => result.Result.State is VerificationState.Failed)
                ? Failure.Of(ExitCode.Failed, $"The attestation '{file}' does not verify.")
                : Failure.Of(ExitCode.Failed, $"The attestation '{file}' is not about all that was asked for.");
        }

        if (results.Exists(result => result.Result.State is not VerificationState.Verified))
        {
            throw Failure.Of(ExitCode.Incomplete, $"Whether the attestation '{file}' verifies is not known.");
        }
    }

    // What is asked for by a name is called so. Digits are written small. Those of other tools may not be, and stand for the same bytes: nothing else is taken for it.
    private static ImmutableArray<string> MissingOf(AttestationResult result, ImmutableArray<Resource> asked) => result.State is not VerificationState.Verified ? [] :
    [
        .. asked.Where(artifact => result.Statement?.Subjects.Any(subject => (artifact.Name is null || artifact.Name == subject.Name || artifact.Name == subject.Uri) && artifact.Digests.All(digest => subject.Digests.TryGetValue(digest.Key, out var own) && own.Equals(digest.Value, StringComparison.OrdinalIgnoreCase))) is not true)
            .Select(ArtifactText.Of),
    ];

    private ImmutableArray<VerificationKey> Keys(string remedy) => settings.Keys.IsEmpty
        ? throw PoPipelineSettings.Wrong($"No key is given, and without one nobody vouches for anything. {remedy}: '--{PoPipelineArguments.Key}=owner.pub'.")
        : [.. settings.Keys.SelectMany(key => VerificationKeys.Of(key))];

    private ImmutableDictionary<string, string>? Parameters()
    {
        if (settings.Parameters.IsEmpty)
        {
            return null;
        }

        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in settings.Parameters)
        {
            var end = text.IndexOf('=', StringComparison.Ordinal);
            if (end < 1 || !values.TryAdd(text[..end], text[(end + 1)..]))
            {
                throw PoPipelineSettings.Wrong($"'{text}' gives no parameter a value, or one that has one already; write '--{PoPipelineArguments.Param}=NAME=VALUE' once for each.");
            }
        }

        return values.ToImmutable();
    }

    private static byte[]? Read(string file)
    {
        try
        {
            return MetadataFolder.ReadFile(file, MaximumLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure.Of(ExitCode.Incomplete, $"'{file}' cannot be read: {Refusal.Of(exception)}.", exception);
        }
    }
}
