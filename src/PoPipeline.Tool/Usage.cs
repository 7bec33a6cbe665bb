using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Frosting;
using PoPipeline.Ledger;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>The one table of verbs and options: parsing, help, suggestions and documentation come from it.</summary>
internal static class Usage
{
    // What holds where nothing is said; the help says the same.
    private static readonly PoPipelineSettings Unsaid = new();

    private static readonly Option Config = new(PoPipelineArguments.Config, "The policy file")
    {
        Value = "FILE",
        Default = ".popipeline.yml of PATH, where there is one",
    };

    private static readonly Option TrustedBranch = new(PoPipelineArguments.TrustedBranch, "The branch whose policy judges, and on which decisions count")
    {
        Value = "BRANCH",
        Default = "the default branch, as the job or the clone tells it",
    };

    private static readonly Option Output = new(PoPipelineArguments.Output, "The folder that reports are written to")
    {
        Letter = 'o',
        Value = "DIR",
        Default = Unsaid.Output,
    };

    private static readonly Option FailOn = new(PoPipelineArguments.FailOn, "The least severity that fails the gate")
    {
        Value = "SEVERITY",
        Default = Word(Unsaid.FailOn),
        Known = PoPipelineSettings.FailOnNames,
    };

    private static readonly Option Rule = new(PoPipelineArguments.Rule, "Evaluate this rule only: PO3204, or 3204; see po rules") { Value = "ID", Repeats = true };

    private static readonly Option Task =
        new(PoPipelineArguments.Task, $"Evaluate the rules of this SSDF task only: PO.3.2, or 3.2; rules judge {string.Join(", ", Ssdf.Judged)} so far") { Value = "TASK", Repeats = true };

    private static readonly Option Platform = new(PoPipelineArguments.Platform, "Of pipelines, judge those of this platform only") { Value = "PLATFORM", Repeats = true, Known = PoPipelineSettings.PlatformNames };

    private static readonly Option Pedantic = new(PoPipelineArguments.Pedantic, "Evaluate hygiene too");

    private static readonly Option Json = new(PoPipelineArguments.Json, "Write JSON");

    private static readonly Option NoColor = new(PoPipelineArguments.NoColor, "Write without colours, as NO_COLOR in the environment does");

    private static readonly Option Ledger = new(PoPipelineArguments.Ledger, "The folder of the ledger")
    {
        Value = "DIR",
        Default = "beside the records, or in the output folder where they are issues",
    };

    private static readonly Option Anchor = new(PoPipelineArguments.Anchor, "A checkpoint of the ledger that was kept elsewhere") { Value = "FILE", Repeats = true };

    private static readonly Option Key = new(PoPipelineArguments.Key, "A key that has to vouch for the ledger: name+hash+key, or a file with such keys or with a public key in PEM")
    {
        Value = "KEY",
        Repeats = true,
    };

    private static readonly Option PublicKey = new(PoPipelineArguments.Key, "A public key: a file in PEM, as JSON of securesystemslib or as 64 hexadecimal digits of Ed25519, or a key of the ledger, name+hash+key")
    {
        Value = "KEY",
        Repeats = true,
    };

    private static readonly Option Artifact = new(PoPipelineArguments.Artifact, "An artifact, by its digest")
    {
        Name = "subject",
        Value = "NAME@sha256:DIGEST",
        Repeats = true,
    };

    private static readonly Option Wait = new(PoPipelineArguments.Wait, "How long to wait in all for a forge")
    {
        Value = "SECONDS",
        Default = $"{Unsaid.Wait.TotalSeconds}",
    };

    private static readonly Option AskedForge =
        new(PoPipelineArguments.Forge, "Ask this forge for the settings of the repository: github:acme/app, or auto for what the remote tells") { Value = "TARGET" };

    private static readonly Option Cache =
        new(PoPipelineArguments.Cache, "Keep the answers of the forge here, so that what has not changed costs the next run nothing of its limit") { Value = "DIR" };

    private static readonly Option Root = new(PoPipelineArguments.Path, "The folder of the repository") { Name = "root", Value = "DIR", Default = "the current one" };

    private static readonly Option Reason = new(PoPipelineArguments.Reason, "Why") { Value = "TEXT" };

    private static readonly Option Until = new(PoPipelineArguments.Until, "The last day") { Value = "YYYY-MM-DD" };

    private static readonly Option Store = new(PoPipelineArguments.Store, "Where the audit log is kept: a folder, git:REMOTE#BRANCH or s3://BUCKET/PREFIX") { Value = "PLACE", Default = ".popipeline/audit" };

    private static readonly Option AuditLog = new(PoPipelineArguments.Store, "Judge the audit log too that 'po audit collect' keeps there: a folder, git:REMOTE#BRANCH or s3://BUCKET/PREFIX") { Name = "audit-log", Value = "PLACE" };

    private static readonly Option Recipient = new(PoPipelineArguments.Recipient, "Encrypt events for this public key of age (age1…), or for those in a file") { Value = "KEY", Repeats = true };

    private static readonly Option AuditAnchor = Anchor with { Summary = "A checkpoint of the audit log that was kept elsewhere, to compare it with" };

    private static readonly Option Identity = new(PoPipelineArguments.Identity, "A file with the private key of age that opens what was encrypted; that it is read is put on record first, where the key that signs the audit log is at hand") { Value = "FILE" };

    private static readonly Option Since = new(PoPipelineArguments.Since, "The first day, in UTC") { Value = "YYYY-MM-DD" };

    private static readonly Option UntilDay = new(PoPipelineArguments.Until, "The last day, in UTC; one that is to come is all until now") { Value = "YYYY-MM-DD" };

    private static readonly Option Action = new(PoPipelineArguments.Action, "Only this action; * and ? stand for other letters: repo.*") { Value = "PATTERN", Repeats = true };

    private static readonly Option Actor = new(PoPipelineArguments.Actor, "Only what this actor did, by name or number; * and ? stand for other letters") { Value = "PATTERN", Repeats = true };

    private static readonly Operand Digest = new("DIGEST", PoPipelineArguments.Digest, "The first 8 digits or more of the request's digest; see po records list") { Required = true };

    private static readonly Operand Entry = new("ENTRY", PoPipelineArguments.Entry, "The row: e1") { Required = true };

    private static readonly Option Review = new(PoPipelineArguments.Digest, "The review, by the first 8 digits or more of its digest") { Value = "DIGEST", Default = "the only one that is open" };

    private static readonly Operand Path = new("PATH", PoPipelineArguments.Path, "The folder of a repository, or a folder or a file in one, which is then judged as a part of it; the current one without it");

    private static readonly Operand LedgerPath = new("DIR", PoPipelineArguments.Ledger, $"The folder of the ledger; {LedgerFolder.DefaultPath} without it");

    /// <summary>Sets how much is logged; every verb takes it.</summary>
    public static Option Verbosity { get; } = new("verbosity", "How much is logged to the standard error")
    {
        Value = "LEVEL",
        Default = "normal",
        Known = ["quiet", "minimal", "normal", "verbose", "diagnostic"],
    };

    /// <summary>Shows less; every verb takes it.</summary>
    public static Option Quiet { get; } = new(PoPipelineArguments.Quiet, "Show no progress and no notes; of a check, findings and the verdict alone") { Letter = 'q' };

    /// <summary>The verbs.</summary>
    public static ImmutableArray<Verb> Verbs { get; } =
    [
        new("check", PoPipelineTasks.PoPipeline, run => run.CheckAsync(), "Collect, judge, report, and fail when the gate is not met")
        {
            Operand = Path,
            Options =
            [
                Output,
                FailOn,
                Rule,
                Task,
                Platform,
                Pedantic,
                new(PoPipelineArguments.Format, "Write this report") { Value = "FORMAT", Repeats = true, Default = string.Join(", ", Unsaid.Formats), Known = ReportFormats.Names },
                new(PoPipelineArguments.Console, "How the findings are shown") { Value = "FORMAT", Default = Word(Unsaid.Console), Known = PoPipelineSettings.ConsoleNames },
                new(PoPipelineArguments.ShowAll, "Show the findings below --fail-on too; without it they are counted"),
                new(PoPipelineArguments.Profile, "Whom the SARIF is for") { Value = "PROFILE", Default = Word(Unsaid.Profile), Known = PoPipelineSettings.ProfileNames },
                new(PoPipelineArguments.Records, "Read decisions from the tracker, write them down, file requests where the policy says so"),
                new(PoPipelineArguments.ReadOnly, "With --records: let decisions hold, and write nothing"),
                Ledger,
                Wait,
                Key,
                new(PoPipelineArguments.Snapshot, "Judge this snapshot in place of a working tree") { Value = "FILE" },
                Config,
                TrustedBranch,
                AskedForge,
                AuditLog,
                AuditAnchor,
                Cache,
                NoColor,
            ],
            Details = """
                The gate fails on open findings of the severity that --fail-on names, or higher: 'po check --fail-on high' lets
                those of medium pass, 'po check --fail-on none' lets all pass.

                Exit codes: 0 the gate is met, 1 it failed, 2 wrong usage or configuration, 3 a required check could not be
                evaluated, 4 evidence was tampered with. Where several apply, the first of 2, 4, 1, 3 is it.
                """,
        },
        new("fix", PoPipelineTasks.Fix, run => run.FixAsync(), "Show the edits that mend findings, as a patch; --apply writes them")
        {
            Operand = Path,
            Options =
            [
                new(PoPipelineArguments.Apply, "Write the files"),
                Rule,
                Task,
                Pedantic,
                FailOn with { Summary = "The least severity that fails the run: of a finding that has a fix, or with --apply of one whose fix was not applied", Default = Word(Unsaid.FailOnFix) },
                Config,
                TrustedBranch,
                NoColor,
            ],
            Details = """
                An edit is made only where no step is seen to need what it takes away, and every rule agrees with what comes of it. What is shown can
                be given to 'git apply' or 'patch -p1' at the root of the repository. A finding with an exception is left as it is. No file is written through a
                symbolic link, and none that somebody changed meanwhile.

                Exit codes: 0 there is nothing to mend, or all of it is applied, 1 there are fixes, or with --apply some that were not
                applied, 2 wrong usage or configuration, 3 a pipeline could not be read.
                """,
        },
        new("collect", PoPipelineTasks.Snapshot, run => run.RecordAsync(), "Write a snapshot, to be judged later or elsewhere") { Operand = Path, Options = [Output, Config, TrustedBranch, AskedForge, AuditLog, AuditAnchor, Cache, Wait] },
        new("org", PoPipelineTasks.Organization, run => run.CheckOrganizationAsync(), "Judge the settings of an organisation or group and of its repositories")
        {
            Operand = new("TARGET", PoPipelineArguments.Forge, "The organisation or group: github:acme, gitlab:acme/platform; on a server of one's own github:https://git.acme.example/acme") { Required = true },
            Options =
            [
                Root,
                Output,
                FailOn,
                Rule,
                Task,
                new(PoPipelineArguments.Format, "Write this report") { Value = "FORMAT", Repeats = true, Default = string.Join(", ", Unsaid.Formats), Known = ReportFormats.Names },
                new(PoPipelineArguments.Console, "How the findings are shown") { Value = "FORMAT", Default = Word(Unsaid.Console), Known = PoPipelineSettings.ConsoleNames },
                new(PoPipelineArguments.ShowAll, "Show the findings below --fail-on too; without it they are counted"),
                new(PoPipelineArguments.Profile, "Whom the SARIF is for") { Value = "PROFILE", Default = Word(Unsaid.Profile), Known = PoPipelineSettings.ProfileNames },
                new(PoPipelineArguments.Records, "Read decisions from the issues in which the policy keeps them, such as a review of the owners; nothing is written"),
                Ledger,
                Key,
                Config,
                TrustedBranch,
                new(PoPipelineArguments.Shard, "Ask about the share of the repositories that is this run's, the third of eight: 3/8") { Value = "N/M", Default = "all of them" },
                AuditLog,
                AuditAnchor,
                Cache,
                Wait,
                NoColor,
            ],
            Details = """
                The token is that of POPIPELINE_TOKEN, and is only ever used to read; 'po doctor' shows what it can see. The policy is that of the
                current folder, and so are the decisions on record. A repository that the forge lists and that could not be looked at is exit code 3, never a pass.
                """,
        },
        new("merge", PoPipelineTasks.Merge, run => run.MergeAsync(), "Join the snapshots of runs that shared an organisation, and judge them as one")
        {
            Operand = new("SNAPSHOT", PoPipelineArguments.Compared, "The snapshots that 'po org --shard' wrote, or folders with them") { Required = true, Repeats = true },
            Options =
            [
                Output,
                FailOn,
                Rule,
                Task,
                new(PoPipelineArguments.Format, "Write this report") { Value = "FORMAT", Repeats = true, Default = string.Join(", ", Unsaid.Formats), Known = ReportFormats.Names },
                new(PoPipelineArguments.Console, "How the findings are shown") { Value = "FORMAT", Default = Word(Unsaid.Console), Known = PoPipelineSettings.ConsoleNames },
                new(PoPipelineArguments.ShowAll, "Show the findings below --fail-on too; without it they are counted"),
                new(PoPipelineArguments.Profile, "Whom the SARIF is for") { Value = "PROFILE", Default = Word(Unsaid.Profile), Known = PoPipelineSettings.ProfileNames },
                AuditLog,
                AuditAnchor,
                NoColor,
            ],
        },
        new("doctor", PoPipelineTasks.Doctor, Step(run => run.ShowDoctor()), "Show which settings the token can see, and what it takes to see the others")
        {
            Operand = new("TARGET", PoPipelineArguments.Forge, "The repository: github:acme/app, gitlab:acme/platform/app; with --organization the organisation or group") { Required = true },
            Options = [new(PoPipelineArguments.Organization, "Ask about an organisation or group"), Json, Wait, NoColor],
            Details = "Only reading is ever asked for. Exit codes: 0 all of it can be seen, 2 wrong usage, 3 something cannot be seen.",
        },
        new("diff", PoPipelineTasks.Difference, Step(run => run.ShowDifference()), "Show what changed from one snapshot to another, in settings and in what is found")
        {
            Operand = new("SNAPSHOT", PoPipelineArguments.Compared, "Two snapshots, the earlier one first") { Required = true, Repeats = true },
            Options = [Json, NoColor],
            Details = "Both are judged by the policy of the later one. Exit codes: 0 nothing got worse, 1 something did, 2 wrong usage.",
        },
        new("init", PoPipelineTasks.Init, Step(run => run.Init()), "Write a policy, code owners, templates and a pipeline into a repository")
        {
            Operand = Path,
            Options =
            [
                new(PoPipelineArguments.Owner, "Who owns the files and decides on exceptions, such as @acme/security") { Value = "OWNER", Repeats = true, Default = "whom the line '*' of CODEOWNERS names" },
                new(PoPipelineArguments.Forge, "What hosts the repository") { Value = "FORGE", Default = "what its remote or its files tell", Known = PoPipelineSettings.ForgeNames },
                new(PoPipelineArguments.Platform, "What runs the check") { Value = "PLATFORM", Default = "tekton where there is a .tekton folder, else the forge", Known = PoPipelineSettings.StarterNames },
                new(PoPipelineArguments.Revision, "The commit of PoPipeline that the pipeline builds, as a full hash") { Value = "COMMIT", Default = "the one that this program was built from" },
                new(PoPipelineArguments.Image, "The image of po that a Tekton pipeline runs, by its digest") { Value = "IMAGE" },
                new(PoPipelineArguments.Force, "Replace files that are there and differ, without asking"),
                new(PoPipelineArguments.DryRun, "Show what would be written, and write nothing"),
            ],
            Details = """
                A file that is there and differs is kept, unless somebody at a terminal says yes or --force is given. A .gitlab-ci.yml
                is never replaced. Nothing is written through a symbolic link.
                """,
        },
        new("request", PoPipelineTasks.Request, run => run.RequestAsync(), "Ask for an exception for a finding, on record")
        {
            Operand = new("RULE", PoPipelineArguments.Id, "The rule: PO3204, or 3204") { Required = true },
            Options =
            [
                new(PoPipelineArguments.Subject, "The subject or the fingerprint of the finding") { Value = "TEXT", Default = "the only finding of the rule" },
                Until with { Summary = "The last day that is asked for" },
                Reason,
                new(PoPipelineArguments.Controls, "What makes the risk smaller meanwhile") { Value = "TEXT" },
                Root, Config, TrustedBranch, Output, Ledger, Wait,
            ],
        },
        new("records list", PoPipelineTasks.RecordsList, run => run.ListRecordsAsync(), "Show what is on record; nothing is written") { Operand = Path, Options = [Json, Config, TrustedBranch, Output, Ledger, Wait] },
        new("records show", PoPipelineTasks.RecordsShow, run => run.ShowRecordAsync(), "Show one record with all that is known of it") { Operand = Digest, Options = [Root, Json, Config, TrustedBranch, Output, Ledger, Wait] },
        new("records sync", PoPipelineTasks.RecordsSync, run => run.SyncRecordsAsync(), "Read what people decided, and write it down") { Operand = Path, Options = [Json, Config, TrustedBranch, Output, Ledger, Wait] },
        new("records verify", PoPipelineTasks.RecordsVerify, run => run.VerifyRecordsAsync(), "Verify the ledger, and every decision in it against the tracker")
        {
            Operand = Path,
            Options = [Json, Config, TrustedBranch, Output, Ledger, Wait, Anchor, Key],
            Details = "Exit codes: 0 everything is as it was recorded, 3 something could not be looked at, 4 something was tampered with.",
        },
        new("approve", PoPipelineTasks.Approve, run => run.DecideAsync(CommandVerb.Approve), "Approve a request, where decisions are commits") { Operand = Digest, Options = [Until, Reason, Root, Config, TrustedBranch, Output, Ledger] },
        new("reject", PoPipelineTasks.Reject, run => run.DecideAsync(CommandVerb.Reject), "Reject a request, where decisions are commits") { Operand = Digest, Options = [Reason, Root, Config, TrustedBranch, Output, Ledger] },
        new("revoke", PoPipelineTasks.Revoke, run => run.DecideAsync(CommandVerb.Revoke), "Take an approval back, where decisions are commits") { Operand = Digest, Options = [Reason, Root, Config, TrustedBranch, Output, Ledger] },
        new("withdraw", PoPipelineTasks.Withdraw, run => run.DecideAsync(CommandVerb.Withdraw), "Take a request back, where decisions are commits") { Operand = Digest, Options = [Root, Config, TrustedBranch, Output, Ledger] },
        new("review code-owners", PoPipelineTasks.ReviewCodeOwners, run => run.ReviewCodeOwnersAsync(), "Open a review of the code owners, one row a principal") { Operand = Path, Options = [Json, Config, TrustedBranch, Output, Ledger, Wait] },
        new("review organization-owners", PoPipelineTasks.ReviewOrganizationOwners, run => run.ReviewOrganizationOwnersAsync(), "Open a review of the owners of an organisation or group, one row a principal")
        {
            Operand = new("TARGET", PoPipelineArguments.Forge, "The organisation or group: github:acme, gitlab:acme/platform; on a server of one's own github:https://git.acme.example/acme"),
            Options =
            [
                new(PoPipelineArguments.Snapshot, "Take the owners from this snapshot, which 'po org' wrote, in place of asking for TARGET") { Value = "FILE" },
                Until with { Summary = "The day by which every row is to be decided", Default = "as long as a request may wait by the policy" },
                Root, Json, Config, TrustedBranch, Output, Ledger, Wait,
            ],
            Details = """
                The rows are the owners, those whom a role lets administer every repository, and the apps that may make somebody an owner. The review is kept where the policy of the folder keeps decisions, and
                stays as it is while it is open: another run opens no other one. Where somebody could not be seen, none is opened.

                Exit codes: 0 the review is open, 2 wrong usage or configuration, 3 the owners could not all be seen, 4 records were tampered with.
                """,
        },
        new("review keep", PoPipelineTasks.ReviewKeep, run => run.DecideAsync(CommandVerb.Keep), "Decide that a principal of the review keeps what they have") { Operand = Entry, Options = [Review, Root, Config, TrustedBranch, Output, Ledger] },
        new("review remove", PoPipelineTasks.ReviewRemove, run => run.DecideAsync(CommandVerb.Remove), "Decide that a principal of the review loses what they have") { Operand = Entry, Options = [Review, Root, Config, TrustedBranch, Output, Ledger] },
        new("rules", PoPipelineTasks.Rules, Step(run => run.ShowRules()), "Show the rules")
        {
            Options = [new(PoPipelineArguments.Matrix, "Show which rule judges the pipelines of which platform, as --json does of each rule"), Json, NoColor],
        },
        new("explain", PoPipelineTasks.Explain, Step(run => run.Explain()), "Show the page of a rule")
        {
            Operand = new("ID", PoPipelineArguments.Id, "The rule: PO3204, or 3204") { Required = true },
            Options = [Platform with { Summary = "Show what the page says for this platform first", Repeats = false, Default = "that of the current folder" }, NoColor],
        },
        new("schema", PoPipelineTasks.Schema, Step(run => run.ShowSchema()), "Show the JSON Schema of .popipeline.yml"),
        new("owners", PoPipelineTasks.Owners, Step(run => run.ShowOwners()), "Show who owns paths, by which file and line")
        {
            Operand = new("PATH", PoPipelineArguments.OwnedPath, "A path, relative to the folder that is looked at") { Repeats = true },
            Options =
            [
                Root,
                new(PoPipelineArguments.StandardInput, "Read paths from the standard input, one a line"),
                Json,
                NoColor,
            ],
        },
        new("toolchain", PoPipelineTasks.Toolchain, Step(run => run.ShowToolchain()), "Show which security tools the pipelines run, and which are missing")
        {
            Operand = Path,
            Options = [Json, Config, TrustedBranch, NoColor],
            Details = """
                A row a tool that is run, by type: where, whether it runs for new commits of the default branch and for changes that
                are proposed ('partly' where a condition or the files that change decide), and whether what it finds fails the pipeline.
                'unknown' is what the files cannot tell, such as what lies in another repository.

                Exit codes: 0 each type that the policy says must be there runs, 1 one is missing, 2 wrong usage or configuration, 3 one is
                not found, and not everything could be looked at.
                """,
        },
        new("reproducible", PoPipelineTasks.Reproducible, Step(run => run.ShowReproducible()), "Show how far each project is built the same way again, and what would raise it")
        {
            Operand = Path,
            Options = [Json, Config, TrustedBranch, NoColor],
            Details = """
                For each folder with a manifest, the level that its files and the pipelines reach, with the evidence for each level and
                the place of it, and the one step that would raise it:

                  L0  nothing says which packages are taken
                  L1  a lock file says which versions are taken
                  L2  it has a strong hash, or the commit, of all content
                  L3  whatever pipelines install, they install as it says
                  L4  what is built has the same bytes each time

                '+' speaks for a level, '-' against it, and '?' is what the files cannot tell; nothing unknown counts as met.

                Exit codes: 0 shown, whatever the levels are, 2 wrong usage or configuration.
                """,
        },
        new("attest", PoPipelineTasks.Attest, run => run.AttestAsync(), "Judge, and write the result as an attestation")
        {
            Operand = new("PATH", PoPipelineArguments.Path, "The folder of a repository; the current one without it"),
            Options =
            [
                Output,
                FailOn,
                Artifact with { Summary = "An artifact that the result is about beside the commit, by its digest" },
                new(PoPipelineArguments.UnsignedForm, $"Write it for another program that signs it, and take no key: {string.Join(" or ", PoPipelineSettings.UnsignedNames)}") { Value = "FORM" },
                new(PoPipelineArguments.Snapshot, "Judge this snapshot in place of a working tree") { Value = "FILE" },
                new(PoPipelineArguments.Records, "Read decisions from the tracker, write them down, file requests where the policy says so"),
                new(PoPipelineArguments.ReadOnly, "With --records: let decisions hold, and write nothing"),
                Ledger,
                Wait,
                Key,
                Config,
                TrustedBranch,
                AskedForge,
                Cache,
            ],
            Details = """
                Writes popipeline.intoto.jsonl into the output folder: a Statement of in-toto, test-result/v0.1, about the commit that is checked out,
                in an envelope of DSSE. It is signed with the key of the ledger, which is in POPIPELINE_LEDGER_KEY, or in the file that
                POPIPELINE_LEDGER_KEY_FILE names. PASSED is what ends 'po check' with 0, WARNED the same with warnings, FAILED all else.

                With '--unsigned predicate' it writes popipeline.predicate.json, which names nothing that it is about, for GitHub's action that attests or
                'cosign attest'; with '--unsigned statement' popipeline.statement.json.

                Exit codes: 0 it is written, whatever the result is, 2 wrong usage or configuration, or no key, 3 there is no commit that it could be
                about, or files differ from it.
                """,
        },
        new("verify in-toto", PoPipelineTasks.VerifyInToto, Step(run => run.VerifyInToto()), "Verify a supply chain by its layout; no inspection is executed")
        {
            Options =
            [
                new(PoPipelineArguments.Layout, "The layout") { Value = "FILE" },
                PublicKey with { Summary = PublicKey.Summary + "; each must have signed the layout" },
                new(PoPipelineArguments.Links, "The folder of the links") { Value = "DIR", Default = "that of the layout" },
                new(PoPipelineArguments.Param, "What stands for {NAME} in the layout") { Value = "NAME=VALUE", Repeats = true },
                Json,
            ],
            Details = """
                Verified are the signatures of the layout by all keys that are given, its expiry, the links of each step with their signatures and
                thresholds, sublayouts, and the artifact rules. Inspections are commands, which are named and never executed.

                Exit codes: 0 it is verified, or all of it but the inspections, 1 it fails, or has expired, 2 wrong usage, 3 it is not known: there
                is no layout, a file cannot be read, or it takes what is not supported or more work than is done.
                """,
        },
        new("verify attestation", PoPipelineTasks.VerifyAttestation, Step(run => run.VerifyAttestation()), "Verify an attestation: who signed it, and what it is about")
        {
            Operand = new("FILE", PoPipelineArguments.Attestation, "The attestation in an envelope of DSSE, or several, one a line") { Required = true },
            Options =
            [
                PublicKey with { Summary = PublicKey.Summary + "; one of them must have signed it" },
                Artifact with { Summary = "What it must be about, by its digest, which may be gitCommit:DIGEST, too" },
                Json,
            ],
            Details = """
                Exit codes: 0 one of the keys signed it, and it is about what is named, 1 it is not so, 2 wrong usage, 3 it is not known: there is no such file,
                it cannot be read, it carries more signatures than are tried, or it is a bundle of sigstore that none of the keys signed, whose certificates need a trust
                root that is not to be had here.
                """,
        },
        new("ledger verify", PoPipelineTasks.LedgerVerify, Step(run => run.VerifyLedger()), "Verify the ledger of decisions: every entry, hash and signature")
        {
            Operand = LedgerPath,
            Options =
            [
                Anchor,
                Key,
                Json,
            ],
            Details = """
                The ledger is valid, or it is: modified (bytes are not those that were recorded), missing (a file is not there), gap (a
                file ends too early), truncated (it has fewer entries than an anchor says) or forked (it tells another history than an
                anchor). Without a key, a signature vouches for nothing; without an anchor, entries that were removed from the end are
                not noticed.

                Exit codes: 0 the ledger is valid, 2 wrong usage, 3 there is no ledger, 4 it is not valid.
                """,
        },
        new("ledger sign", PoPipelineTasks.LedgerSign, Step(run => run.SignLedger()), "Verify the ledger of decisions, and sign its checkpoint")
        {
            Operand = LedgerPath,
            Options = [new(PoPipelineArguments.Key, "A key that vouches for the ledger as it is, as for po ledger verify") { Value = "KEY", Repeats = true }],
            Details = """
                For a ledger that had no key until now, or is to have another one. The private key is in POPIPELINE_LEDGER_KEY, or in
                the file that POPIPELINE_LEDGER_KEY_FILE names.
                """,
        },
        new("audit collect", PoPipelineTasks.AuditCollect, run => run.CollectAuditAsync(), "Collect the audit log of an organization, enterprise, group or project")
        {
            Operand = new("TARGET", PoPipelineArguments.Forge, "Whose: github:acme, github:enterprises/acme, gitlab:acme/platform; on a server of one's own github:https://git.acme.example/acme") { Required = true },
            Options =
            [
                Store,
                Since with { Summary = "The first day of what was never collected", Default = "as early as the forge keeps; of GitLab, a year ago" },
                Recipient,
                new(PoPipelineArguments.Keep, "Put on record that events are kept for so many days at least; fewer than stand there are refused") { Value = "DAYS" },
                Wait,
            ],
            Details = """
                A window is read to its last page before any of it is kept, and a receipt says what was asked for and what was answered; so
                a run that was stopped is run again, and neither loses nor doubles anything. The last day is read again each time, the last week once a week:
                what came late is marked. GitHub's events of the web and of git are read apart, and of GitLab the group, its subgroups and projects, each by
                itself; what is going to be read is put on record first, so that po audit status tells what a run did not come to.

                A branch is fetched and pushed by the git of this machine, with the token in POPIPELINE_STORE_TOKEN over https; a bucket by its AWS CLI,
                with what that is set up with. What a run wrote is there as a whole or not at all, and where two run at once, one is told to run again.

                The key that signs is in POPIPELINE_LEDGER_KEY, or in the file that POPIPELINE_LEDGER_KEY_FILE names. Exit codes: 0 all is
                collected, 2 wrong usage, or a place that others can read, 3 something was not answered, or another run was faster, 4 the audit log was
                tampered with.
                """,
        },
        new("audit import", PoPipelineTasks.AuditImport, Step(run => run.ImportAudit()), "Import files of an audit log that were exported by hand or streamed")
        {
            Operand = new("PATH", PoPipelineArguments.Import, "A file, or a folder of files: JSON, JSON Lines or CSV, packed with gzip or not") { Required = true },
            Options =
            [
                new(PoPipelineArguments.Source, "Whose audit log it is of: github:acme, gitlab:acme/platform") { Value = "SOURCE" },
                Store,
                Recipient,
            ],
            Details = """
                What is kept already, from a file or from the forge, is not kept again. That nothing is missing in a file nobody can tell: what only files cover
                stays a gap, and says so.

                Exit codes: 0 all was imported, 2 wrong usage, a file that is refused, or a place that others can read, 3 a file of a folder was refused, or
                another run was faster, 4 the audit log was tampered with.
                """,
        },
        new("audit verify", PoPipelineTasks.AuditVerify, Step(run => run.VerifyAudit()), "Verify the audit log: every entry, hash, signature, receipt and gap")
        {
            Options = [Store, Anchor, Key, Json],
            Details = """
                Nothing is written, and no right to read what is encrypted is needed. The verdict is valid, or: gap (a time was not read), misdated (an entry is
                dated later than now, or long before what a forge had been read up to by then), missing, trailingdata, modified, invalidsignature, truncated or
                forked, the last two by an anchor.

                Exit codes: 0 it is valid, 2 wrong usage, 3 there is no audit log, a time or a part of it was not read, or it is misdated, 4 it is not what was
                recorded. How long ago it was read last is told by po audit status.
                """,
        },
        new("audit list", PoPipelineTasks.AuditList, Step(run => run.ListAudit()), "Show events of the audit log")
        {
            Options = [Store, Since, UntilDay, Action, Actor, Identity, Json],
            Details = "Each entry is held to what the ledger recorded before it is shown. Exit codes: 0 all that was asked for was looked at, 2 wrong usage, 3 there is no audit log, or whether events are asked for could not be looked at, since they are encrypted for others, 4 the audit log was tampered with: what was shown before is sound.",
        },
        new("audit export", PoPipelineTasks.AuditExport, Step(run => run.ExportAudit()), "Write events of the audit log to the standard output, one a line")
        {
            Options =
            [
                Store,
                new(PoPipelineArguments.ExportFormat, "The format") { Name = "format", Value = "FORMAT", Default = Unsaid.ExportFormat, Known = PoPipelineSettings.ExportFormatNames },
                Since, UntilDay, Action, Actor, Identity,
            ],
            Details = "That somebody exports is put on record in the audit log before anything is written; where the key that signs it is not at hand, the error output says that it is not. Exit codes are those of po audit list.",
        },
        new("audit status", PoPipelineTasks.AuditStatus, Step(run => run.ShowAuditStatus()), "Show what of the audit log was collected, and what is missing")
        {
            Options = [Store, Json],
            Details = "Exit codes: 0 nothing is missing, 2 wrong usage, 3 there is no audit log, a time was not read, or the last success is so old that events will soon be lost.",
        },
        new("audit alerts", PoPipelineTasks.AuditAlerts, Step(run => run.ShowAuditAlerts()), "Show the events that an assessor asks about")
        {
            Options = [Store, Since, UntilDay, Identity, Json],
            Details = "Such as protection that was switched off, owners that were added, repositories that were made public. Exit codes: 0 there are none, 1 there are some, 2 wrong usage, 3 events could not be read, or a time that is asked about was not, so that there may be some, 4 the audit log was tampered with.",
        },
        new("audit sign", PoPipelineTasks.AuditSign, Step(run => run.SignAudit()), "Verify the audit log, and sign its checkpoint")
        {
            Options = [Store, Anchor, new(PoPipelineArguments.Key, "A key that vouches for the audit log as it is, as for po audit verify") { Value = "KEY", Repeats = true }],
            Details = "For an audit log that had no key until now, or is to have another one. The private key is in POPIPELINE_LEDGER_KEY, or in the file that POPIPELINE_LEDGER_KEY_FILE names. Exit codes: 0 it is signed, 2 wrong usage, no key, a place that others can read, or it is signed by another key that is not named, 3 there is no audit log, or another run was faster, 4 it is not what was recorded.",
        },
        new("audit anchor", PoPipelineTasks.AuditAnchor, Step(run => run.AnchorAudit()), "Write down where the checkpoint of the audit log was published")
        {
            Operand = new("ADDRESS", PoPipelineArguments.Published, "Where it was published: the address of a comment, of the asset of a release, of a tag") { Required = true },
            Options = [Store, Anchor with { Summary = "The checkpoint that was published there, compared before it is written down", Repeats = false, Default = "what the audit log is now" }, new(PoPipelineArguments.Key, "An earlier key of the audit log, where that signed the checkpoint, as for po audit verify") { Value = "KEY", Repeats = true }],
            Details = "All of the audit log is verified first, and where it is signed, so has to be the checkpoint that is named. Exit codes: 0 it is written down, 2 wrong usage, a checkpoint that covers nothing or that nobody signed who signs the audit log, or a place that others can read, 3 there is no audit log, or another run was faster, 4 the audit log was tampered with.",
        },
        new("audit prune", PoPipelineTasks.AuditPrune, Step(run => run.PruneAudit()), "Remove what was kept for long enough, and leave on record what that was")
        {
            Options =
            [
                Store,
                new(PoPipelineArguments.Keep, "For how many days events are kept, not less than the audit log itself says") { Value = "DAYS", Default = "what the audit log says" },
            ],
            Details = "Whole files of 256 entries are removed; their hashes stay, so that everything else is verified as before. Exit codes: 0 it is removed, or there is nothing of it, 2 wrong usage, a clock that is far ahead of what a forge said last, a place that others can read, or a bucket that does not delete what is pruned, 3 there is no audit log, or another run was faster, 4 the audit log was tampered with.",
        },
    ];

    private static Func<PoPipelineRun, Task> Step(Action<PoPipelineRun> step) => run =>
    {
        step(run);
        return System.Threading.Tasks.Task.CompletedTask;
    };

    private static string? Word(Enum? value) => value?.ToString().ToLowerInvariant();

    /// <summary>Whether a letter is that of an option that takes a value.</summary>
    /// <param name="letter">The letter.</param>
    public static bool IsLetterWithValue(char letter) => Verbs.SelectMany(verb => verb.Options).Any(option => option.Letter == letter && option.Value is not null);

    /// <summary>The options of a verb, with those that every verb takes.</summary>
    public static ImmutableArray<Option> OptionsOf(Verb verb) => [.. verb.Options, Quiet, Verbosity];
}
