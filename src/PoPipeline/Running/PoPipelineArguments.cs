using System.Collections.Immutable;
using System.Reflection;

namespace PoPipeline.Running;

/// <summary>
/// The arguments that a build takes for PoPipeline: <c>--po-fail-on=high</c>. They share a prefix, so that they never are
/// arguments of the build itself.
/// </summary>
public static class PoPipelineArguments
{
    /// <summary>What the name of every argument starts with.</summary>
    public const string Prefix = "po-";

    /// <summary>The folder to look at.</summary>
    public const string Path = Prefix + "path";

    /// <summary>The folder that reports are written to.</summary>
    public const string Output = Prefix + "output";

    /// <summary>The least severity that fails the gate, or none.</summary>
    public const string FailOn = Prefix + "fail-on";

    /// <summary>A rule to evaluate; there may be several.</summary>
    public const string Rule = Prefix + "rule";

    /// <summary>An SSDF task to evaluate; there may be several.</summary>
    public const string Task = Prefix + "task";

    /// <summary>Whether hygiene is evaluated too.</summary>
    public const string Pedantic = Prefix + "pedantic";

    /// <summary>A report to write; there may be several.</summary>
    public const string Format = Prefix + "format";

    /// <summary>Whether findings that do not fail the gate are shown too.</summary>
    public const string ShowAll = Prefix + "show-all";

    /// <summary>How the findings are shown.</summary>
    public const string Console = Prefix + "console";

    /// <summary>A snapshot to judge in place of a working tree.</summary>
    public const string Snapshot = Prefix + "snapshot";

    /// <summary>The policy file.</summary>
    public const string Config = Prefix + "config";

    /// <summary>The branch whose policy judges.</summary>
    public const string TrustedBranch = Prefix + "trusted-branch";

    /// <summary>Whom the SARIF is for.</summary>
    public const string Profile = Prefix + "profile";

    /// <summary>Whether findings and the verdict are shown alone.</summary>
    public const string Quiet = Prefix + "quiet";

    /// <summary>Whether the output is without colours.</summary>
    public const string NoColor = Prefix + "no-color";

    /// <summary>Whether the output is JSON.</summary>
    public const string Json = Prefix + "json";

    /// <summary>Whether the rules are shown by platform.</summary>
    public const string Matrix = Prefix + "matrix";

    /// <summary>Whether paths are read from the standard input.</summary>
    public const string StandardInput = Prefix + "stdin";

    /// <summary>The rule to explain.</summary>
    public const string Id = Prefix + "id";

    /// <summary>A path whose owners are asked for; there may be several.</summary>
    public const string OwnedPath = Prefix + "owned-path";

    /// <summary>Who owns the files of a repository that is started; there may be several.</summary>
    public const string Owner = Prefix + "owner";

    /// <summary>The forge that hosts a repository that is started; of a check, whose settings are asked for.</summary>
    public const string Forge = Prefix + "forge";

    /// <summary>The folder that answers of a forge are kept in for later runs.</summary>
    public const string Cache = Prefix + "cache";

    /// <summary>Which of several runs that share the repositories of an organisation this is: 3/8.</summary>
    public const string Shard = Prefix + "shard";

    /// <summary>A snapshot that is compared, of which there are two, the earlier one first, or that is merged, of which there may be several.</summary>
    public const string Compared = Prefix + "compared";

    /// <summary>Whether an organisation or group is asked about, and not a repository.</summary>
    public const string Organization = Prefix + "organization";

    /// <summary>A platform whose pipelines are asked about, of which there may be several; of a repository that is started, what runs the check.</summary>
    public const string Platform = Prefix + "platform";

    /// <summary>The commit of PoPipeline that the pipeline of a repository that is started builds.</summary>
    public const string Revision = Prefix + "revision";

    /// <summary>The image of po, by digest, that a Tekton pipeline runs.</summary>
    public const string Image = Prefix + "image";

    /// <summary>Whether files that are there are replaced without asking.</summary>
    public const string Force = Prefix + "force";

    /// <summary>Whether it is only shown what would be written.</summary>
    public const string DryRun = Prefix + "dry-run";

    /// <summary>Whether fixes are written.</summary>
    public const string Apply = Prefix + "apply";

    /// <summary>A file with a checkpoint of the ledger that was kept elsewhere; there may be several.</summary>
    public const string Anchor = Prefix + "anchor";

    /// <summary>A key that has to vouch for the ledger, or a file with such keys; there may be several.</summary>
    public const string Key = Prefix + "key";

    /// <summary>Whether decisions are read from the tracker and written down, and requests filed.</summary>
    public const string Records = Prefix + "records";

    /// <summary>Whether a run with records only reads them.</summary>
    public const string ReadOnly = Prefix + "read-only";

    /// <summary>The folder of the ledger.</summary>
    public const string Ledger = Prefix + "ledger";

    /// <summary>The subject or fingerprint of the finding that is asked about.</summary>
    public const string Subject = Prefix + "subject";

    /// <summary>The last day, as yyyy-mm-dd.</summary>
    public const string Until = Prefix + "until";

    /// <summary>Why.</summary>
    public const string Reason = Prefix + "reason";

    /// <summary>What makes the risk smaller meanwhile.</summary>
    public const string Controls = Prefix + "controls";

    /// <summary>The first digits of the digest of a request.</summary>
    public const string Digest = Prefix + "digest";

    /// <summary>How many seconds a run waits for the limits of a forge, all its waits together.</summary>
    public const string Wait = Prefix + "wait";

    /// <summary>The layout of a supply chain.</summary>
    public const string Layout = Prefix + "layout";

    /// <summary>The folder of the links of a supply chain.</summary>
    public const string Links = Prefix + "links";

    /// <summary>A value for what stands in braces in a layout, as NAME=VALUE; there may be several.</summary>
    public const string Param = Prefix + "param";

    /// <summary>The file of an attestation.</summary>
    public const string Attestation = Prefix + "attestation";

    /// <summary>An artifact that an attestation is about, as NAME@sha256:DIGEST; there may be several.</summary>
    public const string Artifact = Prefix + "artifact";

    /// <summary>As what an attestation is written that another program signs: statement or predicate.</summary>
    public const string UnsignedForm = Prefix + "unsigned";

    /// <summary>A row of a review.</summary>
    public const string Entry = Prefix + "entry";

    /// <summary>Where the audit log is kept: a folder, <c>git:REMOTE#BRANCH</c> or <c>s3://BUCKET/PREFIX</c>.</summary>
    public const string Store = Prefix + "store";

    /// <summary>Whose audit log files are of.</summary>
    public const string Source = Prefix + "source";

    /// <summary>A file of an audit log, or a folder of such files.</summary>
    public const string Import = Prefix + "import";

    /// <summary>The first day, as yyyy-mm-dd.</summary>
    public const string Since = Prefix + "since";

    /// <summary>A pattern of actions; there may be several.</summary>
    public const string Action = Prefix + "action";

    /// <summary>A pattern of actors; there may be several.</summary>
    public const string Actor = Prefix + "actor";

    /// <summary>A public key of age of who may read, or a file with such keys; there may be several.</summary>
    public const string Recipient = Prefix + "recipient";

    /// <summary>A file with the private key of age of who reads.</summary>
    public const string Identity = Prefix + "identity";

    /// <summary>For how many days events are kept at least.</summary>
    public const string Keep = Prefix + "keep";

    /// <summary>The format that events are exported in.</summary>
    public const string ExportFormat = Prefix + "export-format";

    /// <summary>Where a checkpoint was published.</summary>
    public const string Published = Prefix + "published";

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. typeof(PoPipelineArguments).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field is { IsLiteral: true, Name: not nameof(Prefix) })
            .Select(field => (string)(field.GetRawConstantValue() ?? throw new InvalidOperationException($"'{field.Name}' has no value.")))
            .Order(StringComparer.Ordinal),
    ];
}
