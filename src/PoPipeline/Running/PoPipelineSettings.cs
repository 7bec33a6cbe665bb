using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges.Http;
using PoPipeline.Init;
using PoPipeline.Outputs.Attesting;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Settings;

namespace PoPipeline.Running;

/// <summary>What to look at and where to write; every default is what holds where the argument is absent.</summary>
public sealed record PoPipelineSettings
{
    /// <summary>The folder that reports are written to where none is named.</summary>
    public const string DefaultOutput = "po-report";

    private const string NoSeverity = "none";

    /// <summary>The folder to look at.</summary>
    public string Path { get; init; } = ".";

    /// <summary>The part of the repository at <see cref="Path"/> that is asked about; null for all of it.</summary>
    public JudgedPart? Part { get; init; }

    /// <summary>The folder that reports are written to, relative to the current one.</summary>
    public string Output { get; init; } = DefaultOutput;

    /// <summary>The least severity that fails the gate; null where nothing does.</summary>
    public Severity? FailOn { get; init; } = Severity.Medium;

    /// <summary>The least severity whose fix fails a run that only shows fixes; null where none does.</summary>
    public Severity? FailOnFix { get; init; } = Severity.Low;

    /// <summary>Whether fixes are written.</summary>
    public bool Apply { get; init; }

    /// <summary>The ids of the rules to evaluate; empty for all.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>The SSDF tasks to evaluate; empty for all.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Whether hygiene is evaluated too.</summary>
    public bool Pedantic { get; init; }

    /// <summary>The reports to write, by the names of <see cref="ReportFormats"/>.</summary>
    public ImmutableArray<string> Formats { get; init; } = ReportFormats.Default;

    /// <summary>Whether findings that do not fail the gate are shown too, rather than counted.</summary>
    public bool ShowAll { get; init; }

    /// <summary>How the findings are shown.</summary>
    public OutputFormat Console { get; init; }

    /// <summary>A snapshot to judge in place of a working tree; null for none.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The policy file; null for <c>.popipeline.yml</c> of the folder, where there is one.</summary>
    public string? Config { get; init; }

    /// <summary>The branch whose policy judges, and on which decisions count unless that policy names another; null for the default branch, where it is known.</summary>
    public string? TrustedBranch { get; init; }

    /// <summary>Whom the SARIF is for.</summary>
    public SarifProfile Profile { get; init; }

    /// <summary>Whether findings and the verdict are shown alone: no progress, and nothing of what is not a finding.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the output may have colours.</summary>
    public bool Color { get; init; } = true;

    /// <summary>Whether the output is JSON, for what shows something.</summary>
    public bool Json { get; init; }

    /// <summary>Whether the rules are shown by platform.</summary>
    public bool Matrix { get; init; }

    /// <summary>Whether paths are read from the standard input too.</summary>
    public bool StandardInput { get; init; }

    /// <summary>The rule to explain; null where none is.</summary>
    public string? Id { get; init; }

    /// <summary>The paths whose owners are asked for.</summary>
    public ImmutableArray<string> OwnedPaths { get; init; } = [];

    /// <summary>Who owns the files of a repository that is started; empty for whom its files name.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>The forge that hosts a repository that is started; unknown for what the repository tells.</summary>
    public Forge Forge { get; init; }

    /// <summary>Whether the forge is asked for the settings of the repository.</summary>
    public bool AsksForge { get; init; }

    /// <summary>Whose settings it is asked for; null for the repository that the remote or the job tells.</summary>
    public SettingsTarget? Target { get; init; }

    /// <summary>The snapshots that are compared, the earlier one first, or merged.</summary>
    public ImmutableArray<string> Compared { get; init; } = [];

    /// <summary>The folder that answers of a forge are kept in for later runs; null for none.</summary>
    public string? Cache { get; init; }

    /// <summary>Which of several runs that share the repositories of an organisation this is.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Whether an organisation or group is asked about, and not a repository.</summary>
    public bool Organization { get; init; }

    /// <summary>The platforms whose pipelines are asked about, empty for all; of a repository that is started the one that runs the check, empty for what belongs to it.</summary>
    public ImmutableArray<Platform> Platforms { get; init; } = [];

    /// <summary>The commit of PoPipeline that the pipeline of a repository that is started builds; null for this program's own.</summary>
    public string? Revision { get; init; }

    /// <summary>The image of po, by digest, that a Tekton pipeline runs; null where there is none.</summary>
    public string? Image { get; init; }

    /// <summary>Whether files that are there are replaced without asking.</summary>
    public bool Force { get; init; }

    /// <summary>Whether it is only shown what would be written.</summary>
    public bool DryRun { get; init; }

    /// <summary>The forges as they are written.</summary>
    public static ImmutableArray<string> ForgeNames { get; } = [.. Enum.GetNames<Forge>().Where(name => name != nameof(Forge.Unknown)).Select(name => name.ToLowerInvariant())];

    /// <summary>The platforms that a check can be narrowed to, as they are written.</summary>
    public static ImmutableArray<string> PlatformNames { get; } = PlatformWords.All;

    /// <summary>What can run the check of a repository that is started, as it is written.</summary>
    public static ImmutableArray<string> StarterNames { get; } = [.. Enum.GetNames<InitPlatform>().Select(name => name.ToLowerInvariant())];

    /// <summary>The files with checkpoints of the ledger that were kept elsewhere.</summary>
    public ImmutableArray<string> Anchors { get; init; } = [];

    /// <summary>The keys that have to vouch for the ledger, or the files that hold them.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Whether decisions are read from the tracker and written down, and requests filed where the policy says so.</summary>
    public bool Records { get; init; }

    /// <summary>Whether a run with <see cref="Records"/> only reads them: decisions hold, and nothing is filed, written down or shown.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The folder of the ledger; null for that of the records, or of the reports where the records are issues.</summary>
    public string? Ledger { get; init; }

    /// <summary>The subject or the fingerprint of the finding that is asked about; null where the rule has only one.</summary>
    public string? Subject { get; init; }

    /// <summary>The last day that is asked for or granted; null where none is named.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why; null where nothing is said.</summary>
    public string? Reason { get; init; }

    /// <summary>What makes the risk smaller meanwhile; null where nothing is said.</summary>
    public string? Controls { get; init; }

    /// <summary>The first digits of the digest of the request that is meant; null where none is.</summary>
    public string? Digest { get; init; }

    /// <summary>How long a run waits for the limits of a forge, all its waits together.</summary>
    public TimeSpan Wait { get; init; } = RetryBudget.Default;

    /// <summary>The row of a review that is decided on; null where none is.</summary>
    public string? Entry { get; init; }

    /// <summary>Where the audit log is kept: a folder, <c>git:REMOTE#BRANCH</c> or <c>s3://BUCKET/PREFIX</c>; null for that of the current folder.</summary>
    public string? Store { get; init; }

    /// <summary>Whose audit log files are of, as <c>github:acme</c>; null where nothing is said.</summary>
    public string? Source { get; init; }

    /// <summary>A file of an audit log, or a folder of such files; null for none.</summary>
    public string? Import { get; init; }

    /// <summary>The first day that is asked for; null where none is named.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Patterns of actions, one of which has to match; empty for all.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Patterns of actors, one of which has to match; empty for all.</summary>
    public ImmutableArray<string> Actors { get; init; } = [];

    /// <summary>The public keys of age of who may read events, or the files that hold them; empty to keep them open.</summary>
    public ImmutableArray<string> Recipients { get; init; } = [];

    /// <summary>The file with the private key of age of who reads; null where nobody does.</summary>
    public string? Identity { get; init; }

    /// <summary>For how many days events are kept at least; null where nothing is said.</summary>
    public int? Keep { get; init; }

    /// <summary>The format that events are exported in.</summary>
    public string ExportFormat { get; init; } = ExportFormatNames[0];

    /// <summary>Where a checkpoint was published; null where nothing is said.</summary>
    public string? Published { get; init; }

    /// <summary>The formats that events are exported in, as they are written.</summary>
    public static ImmutableArray<string> ExportFormatNames => ["jsonl", "ocsf", "csv"];

    /// <summary>The layout of a supply chain; null where none is named.</summary>
    public string? Layout { get; init; }

    /// <summary>The folder of the links; null for that of the layout.</summary>
    public string? Links { get; init; }

    /// <summary>Values for what stands in braces in the layout, as they are written: <c>NAME=VALUE</c>.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>The file of an attestation; null where none is named.</summary>
    public string? Attestation { get; init; }

    /// <summary>The artifacts that an attestation is about, as they are written: <c>NAME@sha256:DIGEST</c>.</summary>
    public ImmutableArray<string> Artifacts { get; init; } = [];

    /// <summary>As what an attestation is written that another program signs; null where it is signed here.</summary>
    public AttestationForm? UnsignedForm { get; init; }

    /// <summary>What <see cref="UnsignedForm"/> is written as.</summary>
    public static ImmutableArray<string> UnsignedNames { get; } = [.. new[] { AttestationForm.Statement, AttestationForm.Predicate }.Select(form => form.ToString().ToLowerInvariant())];

    /// <summary>The severities that <see cref="FailOn"/> is written as.</summary>
    public static ImmutableArray<string> FailOnNames { get; } = [NoSeverity, .. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())];

    /// <summary>The profiles as they are written.</summary>
    public static ImmutableArray<string> ProfileNames { get; } = [.. Enum.GetNames<SarifProfile>().Select(name => name.ToLowerInvariant())];

    /// <summary>The ways to show the findings, as they are written.</summary>
    public static ImmutableArray<string> ConsoleNames { get; } = [.. Enum.GetNames<OutputFormat>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads the arguments of a build.</summary>
    /// <param name="arguments">The arguments by name, without dashes; those without our prefix are not looked at.</param>
    /// <exception cref="RunException">With exit code 2: an argument with our prefix is not known, or has a wrong value.</exception>
    public static PoPipelineSettings Read(IEnumerable<KeyValuePair<string, ICollection<string>>> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var given = new Dictionary<string, ICollection<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, texts) in arguments)
        {
            if (name.StartsWith(PoPipelineArguments.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                given.Add(name, texts);
            }
        }

        if (given.Keys.FirstOrDefault(name => !PoPipelineArguments.All.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Wrong($"The argument '--{unknown}' is not known.{NearestName.Hint(unknown, PoPipelineArguments.All)}");
        }

        var values = new Values(given);
        var defaults = new PoPipelineSettings();
        return defaults with
        {
            Path = values.Text(PoPipelineArguments.Path) ?? defaults.Path,
            Output = values.Text(PoPipelineArguments.Output) ?? defaults.Output,
            FailOn = values.One(PoPipelineArguments.FailOn, FailOnNames) is { } severity ? SeverityOf(severity) : defaults.FailOn,
            FailOnFix = values.One(PoPipelineArguments.FailOn, FailOnNames) is { } least ? SeverityOf(least) : defaults.FailOnFix,
            Apply = values.Flag(PoPipelineArguments.Apply),
            Rules = values.Each(PoPipelineArguments.Rule, Values.RuleNoun, RuleSet.All.Select(rule => rule.Id)),
            Tasks = values.Each(PoPipelineArguments.Task, "task", Ssdf.Tasks),
            Pedantic = values.Flag(PoPipelineArguments.Pedantic),
            Formats = values.Each(PoPipelineArguments.Format, "format", ReportFormats.Names) is { IsEmpty: false } formats ? formats : defaults.Formats,
            ShowAll = values.Flag(PoPipelineArguments.ShowAll),
            Console = values.One(PoPipelineArguments.Console, ConsoleNames) is { } console ? Enum.Parse<OutputFormat>(console, ignoreCase: true) : defaults.Console,
            Snapshot = values.Text(PoPipelineArguments.Snapshot),
            Config = values.Text(PoPipelineArguments.Config),
            TrustedBranch = values.Text(PoPipelineArguments.TrustedBranch),
            Profile = values.One(PoPipelineArguments.Profile, ProfileNames) is { } profile ? Enum.Parse<SarifProfile>(profile, ignoreCase: true) : defaults.Profile,
            Quiet = values.Flag(PoPipelineArguments.Quiet),
            Color = !values.Flag(PoPipelineArguments.NoColor) && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 },
            Json = values.Flag(PoPipelineArguments.Json),
            Matrix = values.Flag(PoPipelineArguments.Matrix),
            StandardInput = values.Flag(PoPipelineArguments.StandardInput),
            Id = values.Text(PoPipelineArguments.Id) is { } id ? Values.Known(Values.RuleNoun, id, RuleSet.All.Select(rule => rule.Id)) : null,
            Records = values.Flag(PoPipelineArguments.Records),
            ReadOnly = values.Flag(PoPipelineArguments.ReadOnly),
            Ledger = values.Text(PoPipelineArguments.Ledger),
            Subject = values.Text(PoPipelineArguments.Subject),
            Until = values.Day(PoPipelineArguments.Until),
            Reason = values.Text(PoPipelineArguments.Reason),
            Controls = values.Text(PoPipelineArguments.Controls),
            Digest = values.Text(PoPipelineArguments.Digest),
            Entry = values.Text(PoPipelineArguments.Entry),
            Layout = values.Text(PoPipelineArguments.Layout),
            Links = values.Text(PoPipelineArguments.Links),
            Parameters = values.All(PoPipelineArguments.Param),
            Attestation = values.Text(PoPipelineArguments.Attestation),
            Artifacts = values.All(PoPipelineArguments.Artifact),
            UnsignedForm = values.One(PoPipelineArguments.UnsignedForm, UnsignedNames) is { } form ? Enum.Parse<AttestationForm>(form, ignoreCase: true) : null,
            Wait = values.Seconds(PoPipelineArguments.Wait) ?? defaults.Wait,
            OwnedPaths = values.All(PoPipelineArguments.OwnedPath),
            Anchors = values.All(PoPipelineArguments.Anchor),
            Keys = values.All(PoPipelineArguments.Key),
            Owners = [.. values.All(PoPipelineArguments.Owner).SelectMany(owner => owner.Split([',', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)],
            Forge = ForgeOf(values),
            AsksForge = values.Text(PoPipelineArguments.Forge) is not null,
            Target = TargetOf(values),
            Compared = values.All(PoPipelineArguments.Compared),
            Shard = ShardOf(values),
            Cache = values.Text(PoPipelineArguments.Cache),
            Organization = values.Flag(PoPipelineArguments.Organization),
            Platforms = [.. values.Each(PoPipelineArguments.Platform, $"value of '--{PoPipelineArguments.Platform}'", PlatformNames).Select(PlatformWords.Parse)],
            Revision = values.Text(PoPipelineArguments.Revision),
            Image = values.Text(PoPipelineArguments.Image),
            Force = values.Flag(PoPipelineArguments.Force),
            DryRun = values.Flag(PoPipelineArguments.DryRun),
            Store = values.Text(PoPipelineArguments.Store),
            Source = values.Text(PoPipelineArguments.Source),
            Import = values.Text(PoPipelineArguments.Import),
            Since = values.Day(PoPipelineArguments.Since),
            Actions = values.All(PoPipelineArguments.Action),
            Actors = values.All(PoPipelineArguments.Actor),
            Recipients = values.All(PoPipelineArguments.Recipient),
            Identity = values.Text(PoPipelineArguments.Identity),
            Keep = values.Days(PoPipelineArguments.Keep),
            ExportFormat = values.One(PoPipelineArguments.ExportFormat, ExportFormatNames) ?? defaults.ExportFormat,
            Published = values.Text(PoPipelineArguments.Published),
        };
    }

    /// <summary>The same settings for the repository that the folder lies in, where it is not one itself.</summary>
    internal PoPipelineSettings Located() => Part is not null ? this : NamedPlace.Of(Path) switch
    {
        { Part: { } part, Root: var root } => this with { Path = root, Part = part, Link = NamedPlace.TrackedLink(Path) },
        _ => this with { Link = NamedPlace.TrackedLink(Path) },
    };

    /// <summary>The same in the words of the model; null where all are asked about.</summary>
    internal JudgedPlatforms? JudgedPlatforms => Platforms.IsEmpty ? null : new([.. Platforms.Order()]);

    /// <summary>The link of the repository by which the path leads elsewhere; null where none does.</summary>
    internal string? Link { get; private init; }

    internal static RunException Wrong(SafeTextHandler message) => Failure.Usage(message);

    internal static RunException Wrong(string message) => Failure.Usage($"{message}");

    // Whose settings are asked for may be told by the remote: a word says no more than that.
    private const string Auto = "auto";

    private static Forge ForgeOf(Values values) => values.Text(PoPipelineArguments.Forge) switch
    {
        null or Auto => Forge.Unknown,
        var text when text.Contains(':', StringComparison.Ordinal) => Forge.Unknown,
        var text when KnownName.Of(text, ForgeNames) is null && KnownName.Hint(text, ForgeNames).Length == 0 => throw NoTarget(text, "it begins neither with 'github:' nor with 'gitlab:'"),
        _ => Enum.Parse<Forge>(values.One(PoPipelineArguments.Forge, ForgeNames) ?? "", ignoreCase: true),
    };

    private static Shard ShardOf(Values values) => values.Text(PoPipelineArguments.Shard) is not { } text ? Shard.Whole
        : Shard.Parse(text) ?? throw Wrong($"'{text}' is no share of runs; write '--{PoPipelineArguments.Shard}=3/8' for the third of eight.");

    private static SettingsTarget? TargetOf(Values values) => values.Text(PoPipelineArguments.Forge) is not { } text || !text.Contains(':', StringComparison.Ordinal) ? null
        : SettingsTarget.TryParse(text, out var target, out var fault) ? target
        : throw NoTarget(text, fault);

    private static RunException NoTarget(string text, string fault) =>
        Wrong($"'{text}' names nothing of a forge: {fault}. Write 'github:acme/app' of a repository, 'github:acme' of an organisation, or, where a repository is judged, 'auto' for what its remote tells.");

    private static Severity? SeverityOf(string name) => name is NoSeverity ? null : Enum.Parse<Severity>(name, ignoreCase: true);

    // Arguments by name, checked against what is known.
    private sealed class Values(Dictionary<string, ICollection<string>> given)
    {
        // A day: no job runs for longer.
        private const int MostSeconds = 24 * 60 * 60;

        // A hundred years.
        private const int MostDays = 36_500;

        public ImmutableArray<string> All(string name) => given.TryGetValue(name, out var values) ? [.. values.Where(value => value is not null)] : [];

        public string? Text(string name) => !given.ContainsKey(name) ? null : All(name) switch
        {
            [{ Length: > 0 } value] => value,
            [_, _, ..] => throw Wrong($"The argument '--{name}' is given more than once."),
            _ => throw Wrong($"The argument '--{name}' lacks its value."),
        };

        public DateOnly? Day(string name) => Text(name) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw Wrong($"'{text}' is no day; write '--{name}=2027-01-31'.");

        public TimeSpan? Seconds(string name) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds)
            : throw Wrong($"'{text}' is no number of seconds from 0 to {MostSeconds}; write '--{name}=60'.");

        public int? Days(string name) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays ? days
            : throw Wrong($"'{text}' is no number of days from 1 to {MostDays}; write '--{name}=730'.");

        public bool Flag(string name) => given.ContainsKey(name) && All(name) switch
        {
            [] or ["true"] => true,
            ["false"] => false,
            var values => throw Wrong($"The argument '--{name}' is true or false, not '{values[^1]}'."),
        };

        public const string RuleNoun = "rule";

        public string? One(string name, IEnumerable<string> known) => Text(name) is { } value ? Known($"value of '--{name}'", value, known) : null;

        // One argument may hold several values: a packaging has one input for all.
        public ImmutableArray<string> Each(string name, string noun, IEnumerable<string> known) =>
        [
            .. All(name).SelectMany(value => value.Split([',', '\n', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(value => Known(noun, value, known))
                .Distinct(StringComparer.Ordinal),
        ];

        public static string Known(string noun, string value, IEnumerable<string> known) =>
            KnownName.Of(value, known)
            ?? throw Wrong($"The {noun} '{value}' is not known.{Suggest(noun, value, known)}");

        private static string Suggest(string noun, string value, IEnumerable<string> known)
        {
            const int Few = 16;
            var names = known.ToList();
            return KnownName.Hint(value, names) is { Length: > 0 } hint ? hint
                : noun is RuleNoun ? " 'po rules' shows them all."
                : names.Count <= Few ? NearestName.List(names)
                : "";
        }
    }
}
