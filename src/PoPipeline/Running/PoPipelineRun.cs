using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Trust;
using PoPipeline.Init;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Snapshots;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Running;

/// <summary>
/// One run: what was collected and judged so far. Each method is what one task or one verb does, and fails with a
/// <see cref="RunException"/> whose exit code is one of <see cref="ExitCode"/>.
/// </summary>
/// <param name="settings">What to look at and where to write.</param>
/// <param name="terminal">What to speak to.</param>
/// <param name="logger">Where to log.</param>
public sealed partial class PoPipelineRun(PoPipelineSettings settings, PoPipelineTerminal terminal, ILogger logger)
{
    // Pages name the forge, of whose settings they tell as well.
    private const string OnGitLab = "GitLab";

    // In bytes.
    private const long WorthCollecting = 24 * 1024 * 1024;

    // Every path is one of the root of the repository, also where a folder in it is named.
    private readonly PoPipelineSettings settings = settings.Located();
    private readonly List<string> reportsWritten = [];
    private readonly Verdicts verdicts = new();
    private WorkingTree? tree;
    private PolicyInForce? inForce;
    private Assessment? shown;

    /// <summary>What was collected; null before.</summary>
    public Snapshot? Snapshot { get; private set; }

    /// <summary>What came of judging it; null before.</summary>
    public Assessment? Assessment { get; private set; }

    /// <summary>How often a rule was asked so far.</summary>
    internal int Asked => verdicts.Count;

    /// <summary>Is told of each file that is taken as YAML, from several threads; null where nobody asks.</summary>
    internal Action<string>? Parsed { get; init; }

    /// <summary>Does all of a check: collects, judges, joins the records, writes every report, shows the findings, and fails when the gate is not met.</summary>
    public async Task CheckAsync()
    {
        await JudgeAsync().ConfigureAwait(false);

        // One report waits for no other one.
        Write(ReportStep.Snapshot, ReportStep.Sarif, ReportStep.Summary, ReportStep.Others);
        Show();
        Gate();
    }

    /// <summary>Collects and judges a snapshot, joins the records, and writes it, to be judged later or elsewhere.</summary>
    public async Task RecordAsync()
    {
        await JudgeAsync().ConfigureAwait(false);
        WriteSnapshot();
    }

    private Task JudgeAsync()
    {
        Collect();
        Assess();
        return KeepRecordsAsync();
    }

    /// <summary>Collects a snapshot of the folder, or reads the one that is to be judged.</summary>
    public void Collect()
    {
        Guarded(() => RequireNoLink(settings.Output, PoPipelineArguments.Output));
        Guarded(() => RequireFolderOf(settings.Output, PoPipelineArguments.Output));
        CollectTree(writesReports: true);
        RequireOwnOutput();
    }

    // Alone, the tree is collected whatever snapshot or forge was named: they are asked about something else.
    private void CollectTree(bool writesReports, bool isAlone = false) => Guarded(() =>
    {
        ReadKeys();
        if (!isAlone && settings.Snapshot is { } recorded)
        {
            if (settings.AsksForge)
            {
                throw PoPipelineSettings.Wrong("A snapshot holds the settings that it was collected with: --snapshot and --forge exclude each other.");
            }

            if (settings.Store is not null)
            {
                throw PoPipelineSettings.Wrong("A snapshot holds what was collected of an audit log: --snapshot and --audit-log exclude each other.");
            }

            Snapshot = settings.Config is null
                ? AskedOf(SnapshotJson.Read(recorded))
                : throw PoPipelineSettings.Wrong("A snapshot holds the policy that it was collected under: --snapshot and --config exclude each other.");
            return;
        }

        RequireFolder();
        RequireTracked();
        RunLog.Collecting(logger, settings.Path);
        tree = new WorkingTree(settings.Path) { Parsed = Parsed };
        inForce = PolicyInForce.Of(tree, settings.Config, BranchHint.Of(settings.Path, terminal.Variable, settings.TrustedBranch));
        using var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        var (collector, request) = (new Collector(terminal.Time) { Tree = tree }, Request(inForce));
        Snapshot = WithoutOutput(Computed(() => collector.Collect(request, progress, terminal.Cancellation)), writesReports);
        Snapshot = isAlone ? Snapshot : WithAuditLog(WithSettings(Snapshot));
        RunLog.Collected(logger, Snapshot.Repository.Files.Length, Snapshot.Pipelines.Length);
    });

    // Of what was collected of all, as much may be asked about as of the tree.
    private Snapshot AskedOf(Snapshot recorded) => settings.JudgedPlatforms is { } platforms ? recorded with { Platforms = platforms } : recorded;

    private CollectionRequest Request(PolicyInForce policy) =>
        new() { Root = settings.Path, Part = settings.Part, Platforms = settings.JudgedPlatforms, Policy = policy.Policy, Trust = policy.Trust, Hints = RepositoryHints.Of(terminal.Variable), Forge = settings.AsksForge && settings.Target is { } target ? target.Forge : Forge.Unknown };

    /// <summary>Judges the snapshot.</summary>
    public void Assess() => Assess(Selection);

    private RuleSelection Selection => new() { Rules = settings.Rules, Tasks = settings.Tasks, Pedantic = settings.Pedantic };

    /// <summary>Writes the snapshot.</summary>
    public void WriteSnapshot() => Writing(() =>
    {
        if (Chosen(ReportStep.Snapshot).Any())
        {
            RequireOwnOutput();
            OutputFolder.Hide(settings.Output, LedgersInOutput());
            Wrote(Reports.WriteSnapshot(Collected(), settings.Output));
        }
    });

    /// <summary>Writes the verdicts as SARIF.</summary>
    public void WriteSarif() => Write(ReportStep.Sarif);

    /// <summary>Writes the summary.</summary>
    public void WriteSummary() => Write(ReportStep.Summary);

    /// <summary>Writes the reports of other formats, and shows the findings.</summary>
    public void Report()
    {
        Write(ReportStep.Others);
        Show();
    }

    /// <summary>Fails when a finding is open that the gate minds, or when something that is required could not be evaluated.</summary>
    public void Gate() => Guarded(() =>
    {
        var gate = BuildGate.Judge(Shown(), settings.FailOn);
        if (gate.Code is not ExitCode.Met)
        {
            throw Failure.Of(gate.Code, $"{gate.Reason}");
        }
    });

    /// <summary>Judges, shows and gates one SSDF task alone.</summary>
    /// <param name="task">The task: <c>PO.3.2</c>.</param>
    public void Check(string task)
    {
        Assess(new RuleSelection { Rules = settings.Rules, Tasks = [task], Pedantic = settings.Pedantic });
        Show();
        Gate();
    }

    /// <summary>Shows the rules.</summary>
    public void ShowRules() => Guarded(() =>
    {
        if (settings.Json)
        {
            RuleList.WriteJson(RuleSet.All, terminal.Output);
        }
        else if (settings.Matrix)
        {
            PlatformMatrix.WriteTable(RuleSet.All, ConsoleOptions(), terminal.Output);
        }
        else
        {
            RuleList.WriteTable(RuleSet.All, terminal.Output);
        }
    });

    /// <summary>Shows the page of a rule.</summary>
    public void Explain() => Guarded(() =>
    {
        var id = settings.Id ?? throw PoPipelineSettings.Wrong($"Name the rule to explain: --{PoPipelineArguments.Id}=PO3204.");
        RuleExplanation.Write(RuleSet.All.Single(rule => rule.Id == id), PlatformOfReader(), ConsoleOptions(), terminal.Output);
    });

    // Who names platforms has said for which the page is meant. Pages begin with what GitHub asks, so that for it nothing stands apart.
    private string? PlatformOfReader() => settings.Platforms switch
    {
        [Platform.GitHubActions] => null,
        [Platform.GitLabCi] => OnGitLab,
        [var one] => PipelineSystem.NameOf(one),
        [] => NearbyForge.Of(settings.Path, RepositoryHints.Of(terminal.Variable)) is Forge.GitLab ? OnGitLab : null,
        _ => null,
    };

    /// <summary>Shows the schema of the policy file.</summary>
    public void ShowSchema() => Guarded(() => SchemaText.Write(terminal.Output));

    /// <summary>Writes what a repository starts with.</summary>
    public void Init() => Guarded(() =>
    {
        RequireFolder();
        new InitRun(settings, terminal).Run();
    });

    /// <summary>Shows who owns paths.</summary>
    public void ShowOwners() => Guarded(() =>
    {
        if (settings.OwnedPaths.IsEmpty && !settings.StandardInput)
        {
            throw PoPipelineSettings.Wrong("Name the paths whose owners are asked for, or hand them over on the standard input with --stdin.");
        }

        if (Snapshot is null)
        {
            CollectTree(writesReports: false);
        }

        var file = Collected().CodeOwners.FirstOrDefault(owners => owners is { Effective: true, Unreadable: null });
        var paths = settings.OwnedPaths.Concat(settings.StandardInput ? Lines(terminal.Input) : []).Select(RelativeToRoot).ToImmutableArray();
        if (settings.Json)
        {
            OwnersList.WriteJson(file, paths, terminal.Output);
        }
        else
        {
            OwnersList.WriteTable(file, paths, terminal.Output);
        }

        NoticeOwners(file, paths);
    });

    // That nobody owns a path may say that it is mistyped, or that nothing says who owns anything. A path that is not there yet may be asked for.
    private void NoticeOwners(CodeOwnersFile? file, ImmutableArray<string> paths)
    {
        if (settings.Quiet)
        {
            return;
        }

        terminal.Output.Flush();
        if (file is null)
        {
            terminal.Error.WriteLine($"po: {(Collected().CodeOwners.FirstOrDefault(owners => owners.Effective) is { Unreadable: { } reason } unread ? SafeText.Of($"'{unread.Path}' cannot be read: {reason}") : SafeText.Of($"There is no CODEOWNERS file here, so nobody owns anything"))}.");
        }

        // A file that comes first is read whatever lies in the folders of the others.
        var places = CodeOwnersPlaces.Of(CodeOwnersPlaces.ForgeOf(Collected().Repository)).TakeWhile(place => place != file?.Path);
        foreach (var closed in LeftOutWords.ClosedFolders(Collected() with { Part = null }, [.. places.Select(Path.GetDirectoryName).OfType<string>()]))
        {
            terminal.Error.WriteLine($"po: {closed}");
        }

        var files = Collected().Repository.Files;
        foreach (var path in paths.Take(settings.OwnedPaths.Length))
        {
            if (!files.Contains(path) && !Path.Exists(Path.Combine(settings.Path, path)))
            {
                terminal.Error.WriteLine($"po: There is no '{path}' here; its owners would be those above.");
            }
        }
    }

    /// <summary>Shows which types of tools the pipelines run; fails where the policy says that one must be there that is not.</summary>
    public void ShowToolchain() => Guarded(() =>
    {
        if (Snapshot is null)
        {
            CollectTree(writesReports: false);
        }

        var table = ToolchainTable.Of(Collected(), Collected().Trust.Branch);
        if (settings.Json)
        {
            table.WriteJson(terminal.Output);
        }
        else
        {
            table.WriteText(terminal.Output);
        }

        if (table.Missing is { Length: > 0 } missing)
        {
            throw table.MayBeElsewhere
                ? Failure.Of(ExitCode.Incomplete, $"Of what the policy says must be there, {missing}, and not everything could be looked at.")
                : Failure.Of(ExitCode.Failed, $"Of what the policy says must be there, {missing}.");
        }
    });

    /// <summary>Shows at which level of reproducible builds each project is.</summary>
    public void ShowReproducible() => Guarded(() =>
    {
        if (Snapshot is null)
        {
            CollectTree(writesReports: false);
        }

        var table = ReproducibleTable.Of(Collected());
        if (settings.Json)
        {
            table.WriteJson(terminal.Output);
        }
        else
        {
            table.WriteText(ConsoleOptions(), terminal.Output);
        }
    });

    /// <summary>Verifies the ledger of decisions and shows what came of it.</summary>
    public void VerifyLedger() => Guarded(() => new LedgerRun(settings, terminal).Verify());

    /// <summary>Signs the checkpoint of the ledger of decisions.</summary>
    public void SignLedger() => Guarded(() => new LedgerRun(settings, terminal).Sign());

    /// <summary>Verifies a supply chain by its layout, and shows what came of it.</summary>
    public void VerifyInToto() => Guarded(() => new InTotoRun(settings, terminal).VerifyLayout());

    /// <summary>Verifies an attestation, and shows what came of it.</summary>
    public void VerifyAttestation() => Guarded(() => new InTotoRun(settings, terminal).VerifyAttestation());

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }

    private static bool IsUnderGit(Repository repository) => repository.Revision is not null || repository.Branch is not null;

    private string RelativeToRoot(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw PoPipelineSettings.Wrong("A path holds a character that no path can have.");
        }

        // A path is one of the folder that was named, as in every other program; owners are given for those of the root.
        var root = Path.GetFullPath(settings.Path);
        var named = Path.Combine(root, settings.Part?.Path ?? "");
        var relative = Path.GetRelativePath(root, Path.GetFullPath(path, File.Exists(named) ? Path.GetDirectoryName(named) ?? root : named)).Replace('\\', '/');
        return relative is ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw PoPipelineSettings.Wrong($"'{path}' lies outside the repository.")
            : path.EndsWith('/') && relative.Length > 0 ? relative.TrimEnd('/') + "/" : relative;
    }

    // What nobody has added is no part of the repository, whose policy, code owners and pipelines would be passed over in it.
    private void RequireTracked()
    {
        if (settings.Part is not null || NamedPlace.UntrackedFolder(settings.Path) is not var (folder, isSubmodule))
        {
            return;
        }

        throw isSubmodule
            ? Failure.Of(ExitCode.Incomplete, $"'{folder}' is a submodule whose own repository is not checked out, so that nothing in it was looked at: 'git submodule update --init', and check it there.")
            : Failure.Of(ExitCode.Incomplete, $"git tracks no file in '{folder}', so that it is no part of its repository and nothing in it was looked at: 'git add' what counts, and check again, or look at a copy outside of the repository.");
    }

    private void RequireFolder()
    {
        if (settings.Link is { } link)
        {
            throw PoPipelineSettings.Wrong($"'{link}' is a symbolic link of the repository, so that what it leads to today is not what was asked about. Name the folder or file itself.");
        }

        if (!Directory.Exists(settings.Path))
        {
            throw PoPipelineSettings.Wrong(File.Exists(settings.Path)
                ? GitRepository.Of(Path.GetFullPath(settings.Path)) is null
                    ? $"'{settings.Path}' is a file, and no git tells of which repository it is a part. Name the folder of the repository."
                    : $"'{settings.Path}' is a file that git does not track, so that it is part of no repository. Add it, or name the folder to look at."
                : $"There is no folder '{settings.Path}'. Name the folder of a repository, or leave it out for the current one.");
        }

        if (GitRepository.IsBare(settings.Path))
        {
            throw PoPipelineSettings.Wrong($"'{settings.Path}' is a repository without a working tree, so there are no files to look at. Name the folder of a clone: git clone '{settings.Path}' FOLDER.");
        }
    }

    private void Assess(RuleSelection selection) => Guarded(() =>
    {
        // Beside a task that is judged, one that is not would be passed over without a word.
        if (selection.Tasks.Except(Ssdf.Judged, StringComparer.Ordinal).ToList() is { Count: > 0 } unjudged)
        {
            throw Failure.Of(ExitCode.Incomplete, $"No rule of {string.Join(", ", unjudged)} exists yet, so nothing can be said of it. Rules judge {string.Join(", ", Ssdf.Judged)} so far.");
        }

        var assessment = Computed(() => Assessor.Assess(Collected(), selection, verdicts));
        if (assessment.Judgements.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"No rule is left to judge: {WhyNone(selection, Collected().Policy)}. 'po rules' shows the rules and their tasks.");
        }

        // The hashes are evidence, too: what is replayed later has to say the same of every finding.
        var collected = assessment.Snapshot;
        Assessment = tree is null ? assessment : FindingHashes.Complete(FindingEvidences.Complete(assessment, tree), tree);
        Snapshot = Assessment.Snapshot;
        shown = null;

        // What the records brought to light has its evidence only now, without which no decision on it would hold.
        if (!Snapshot.Records.Decisions.IsEmpty && !Snapshot.Evidence.Select(KeyOf).SequenceEqual(collected.Evidence.Select(KeyOf)))
        {
            Assessment = Computed(() => Assessor.Assess(Snapshot, selection, verdicts));
            shown = null;
        }

        RunLog.Assessed(logger, assessment.Judgements.Length, assessment.Findings.Count());
    });

    private static string WhyNone(RuleSelection selection, Policy policy)
    {
        var disabled = policy.Disabled.Select(rule => rule.Rule).Intersect(selection.Rules, StringComparer.Ordinal).ToList();
        return disabled.Count > 0 ? $"the policy switches off {string.Join(", ", disabled)}"
            : selection is { Rules.IsEmpty: false, Tasks.IsEmpty: false } ? $"{string.Join(", ", selection.Rules)} and {string.Join(", ", selection.Tasks)} have no rule in common"
            : "the policy switches off all that was selected";
    }

    private static (string Rule, string Fingerprint) KeyOf(FindingEvidence evidence) => (evidence.Rule, evidence.Fingerprint);

    // The profile says whom the full log is for.
    private IEnumerable<IReport> Chosen(ReportStep step) =>
        ReportFormats.Of(settings.Formats)
            .Select(report => report.Profile is SarifProfile.Full ? Reports.All.First(log => log.Profile == settings.Profile) : report)
            .Where(report => report.Step == step)
            .Distinct();

    private void Write(params ReportStep[] steps) => Writing(() =>
    {
        var options = new ReportOptions { Folder = settings.Output, FailOn = settings.FailOn, Chosen = [.. steps.SelectMany(Chosen)], Collected = Collected() };
        if (options.Chosen.IsEmpty)
        {
            return;
        }

        ReleaseDocuments();
        RequireOwnOutput();
        OutputFolder.Hide(settings.Output, LedgersInOutput());
        foreach (var report in Reports.Write(Shown(), options))
        {
            Wrote(report.Path);
        }
    });

    // What the system says of a folder that cannot be made or written to does not tell whose it is.
    private void Writing(Action step) => Guarded(() =>
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(settings.Output, PoPipelineArguments.Output, exception);
        }
    });

    // No report needs them, and in a large tree they are a third of what is alive. They are old by then, and the runtime does not look there on its own
    // before the run is over; where little is alive, looking would cost more than it brings.
    private void ReleaseDocuments()
    {
        if (tree?.ForgetDocuments() is true && GC.GetTotalMemory(forceFullCollection: false) > WorthCollecting)
        {
            GC.Collect();
        }
    }

    private void Wrote(string report)
    {
        reportsWritten.Add(Path.GetFileName(report));
        RunLog.Written(logger, report);
    }

    private void Show() => Guarded(() =>
    {
        var source = tree is null ? null : new SourceLines(tree, Collected());
        var shownAs = ConsoleOptions() with
        {
            Format = settings.Console,
            Source = source,
            FailOn = settings.FailOn,
            ShowAll = settings.ShowAll,
            Quiet = settings.Quiet,
            NamesRules = !settings.Rules.IsEmpty,
            ReportFolder = ReportFolder(),
            Reports = [.. reportsWritten],
        };
        ConsoleReport.Write(Shown(), shownAs, terminal.Output);
        terminal.Output.Flush();
        if (settings.Console is OutputFormat.Text or OutputFormat.GitHub)
        {
            terminal.Shown.Add($"{BuildGate.Judge(Shown(), settings.FailOn).Reason}");
        }
    });

    // What is relative is so to the current folder, as every path that is typed; that need not be the one that was checked.
    private string ReportFolder()
    {
        var isElsewhere = !Path.IsPathRooted(settings.Output) && settings.Snapshot is null && Path.GetFullPath(settings.Path) != Path.GetFullPath(".");
        return $"'{settings.Output}'{(isElsewhere ? " of the current folder" : "")}";
    }

    private ConsoleOptions ConsoleOptions()
    {
        var options = Outputs.Terminal.ConsoleOptions.For(!terminal.Interactive, terminal.Width, terminal.Variable);
        return options with { Colors = options.Colors && settings.Color };
    }

    private Snapshot Collected() => Snapshot ?? throw new InvalidOperationException("Nothing is collected yet.");

    private Assessment Judged() => Assessment ?? throw new InvalidOperationException("Nothing is judged yet.");

    // Records are kept of the whole repository; what is told and what the gate minds is the part that was asked about.
    private Assessment Shown() => shown ??= Narrowing.Of(Judged(), verdicts);

    private T Computed<T>(Func<T> work) => Computation.Wait(work, terminal.Cancellation);

    private void Guarded(Action step)
    {
        terminal.Cancellation.ThrowIfCancellationRequested();
        try
        {
            step();
        }
        catch (Exception exception) when (IsOfOthers(exception))
        {
            throw Failure.Of(exception);
        }
    }

    private async Task GuardedAsync(Func<Task> step)
    {
        terminal.Cancellation.ThrowIfCancellationRequested();
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfOthers(exception))
        {
            throw Failure.Of(exception);
        }
    }

    // A run that was stopped is no failure. What gave up by itself, as whoever waits for an answer does, is one.
    private bool IsOfOthers(Exception exception) => exception is not RunException
        && !(exception is OperationCanceledException && terminal.Cancellation.IsCancellationRequested);
}
