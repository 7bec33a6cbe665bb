using System.Collections.Immutable;
using System.Text;
using PoPipeline.AuditLogs;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Running.AuditVerbs;
using PoPipeline.Settings;
using PoPipeline.Snapshots;
using PoPipeline.Sources;

namespace PoPipeline.Running;

/// <content>What a run asks a forge about settings.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Judges the settings of an organisation or group and of its repositories, joins the records, writes every report, shows the findings, and fails when the gate is not met.</summary>
    public async Task CheckOrganizationAsync()
    {
        CollectOrganization();
        Assess();
        await KeepRecordsAsync().ConfigureAwait(false);
        Finish();
    }

    /// <summary>Joins the snapshots of runs that shared the repositories of an organisation, and ends as one run would have.</summary>
    public Task MergeAsync()
    {
        Merge();
        Assess();
        Finish();
        return Task.CompletedTask;
    }

    private void Finish()
    {
        Write(ReportStep.Snapshot, ReportStep.Sarif, ReportStep.Summary, ReportStep.Others);
        Show();
        Gate();
    }

    private void Merge() => Guarded(() =>
    {
        ImmutableArray<Snapshot> parts = [.. settings.Compared.SelectMany(named => SnapshotFiles.Of(named, settings.Output)).Select(SnapshotJson.Read)];
        var organizations = parts.Select(part => part.Settings is { Organization: { } organization } asked ? $"{asked.Forge} {asked.Server}/{organization.Name} {organization.Url}" : "").Distinct(StringComparer.Ordinal).ToList();
        if (organizations is not [{ Length: > 0 } _])
        {
            throw PoPipelineSettings.Wrong("Only snapshots of one organisation or group can be merged, as 'po org' writes them.");
        }

        if (parts.Any(part => !ReferenceEquals(SnapshotJson.Kept(parts[0].Policy, part.Policy), parts[0].Policy)))
        {
            throw PoPipelineSettings.Wrong("The snapshots were collected under different policies, so that no one run would have made them.");
        }

        // What is beside the settings is that of any of them only where it is that of each.
        if (parts.Select(WithoutSettings).Distinct(StringComparer.Ordinal).Skip(1).Any())
        {
            throw PoPipelineSettings.Wrong("The snapshots differ in what vouches for the policy or in the decisions on record, so that no one run would have made them. Run the shards again together.");
        }

        ImmutableArray<ForgeSettings> asked = [.. parts.Select(part => part.Settings).OfType<ForgeSettings>()];
        if (MergedSettings.Fault(asked) is { } fault)
        {
            throw PoPipelineSettings.Wrong($"The snapshots are not those of one run: {fault}. Run the shards again together, with tokens that see the same, and name each once.");
        }

        // What findings on settings are bound to is in no file.
        tree = new WorkingTree(settings.Path);
        Snapshot = WithAuditLog(parts[0] with
        {
            ObservedAt = parts.Min(part => part.ObservedAt),
            Settings = MergedSettings.Of(asked),
            AuditLog = null,
            LineHashes = [],
            Evidence = [],
            EvidenceTexts = [],
        });

        static string WithoutSettings(Snapshot part)
        {
            using var stream = new MemoryStream();
            SnapshotJson.Write(part with { ObservedAt = default, Settings = null, AuditLog = null, LineHashes = [], Evidence = [], EvidenceTexts = [] }, stream);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    });

    /// <summary>Shows which settings of a repository or an organisation the token can see, and what it takes to see the others; fails where one cannot be seen.</summary>
    public void ShowDoctor() => Guarded(() =>
    {
        var target = settings.Target ?? throw PoPipelineSettings.Wrong($"Name what is to be asked about: '--{PoPipelineArguments.Forge}=github:acme/app'.");
        var request = new SettingsRequest { Target = target, IsProbe = true };
        var (found, token) = Ask(target, async reader =>
        {
            var found = settings.Organization
                ? await reader.OrganizationAsync(request with { WithoutRepositories = true }, terminal.Cancellation)
                : await reader.RepositoryAsync(request, terminal.Cancellation);
            return (found, await reader.TokenAsync(settings.Organization, terminal.Cancellation));
        });
        var rows = DoctorTable.Of(found);
        if (settings.Json)
        {
            DoctorTable.WriteJson(token, rows, terminal.Output);
        }
        else
        {
            DoctorTable.WriteText(token, rows, new Ansi(ConsoleOptions().Colors), terminal.Output);
        }

        var unseen = rows.Count(row => row.State is { IsKnown: false, IsUnavailable: false } && row.Access is not null);
        if (unseen > 0)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counting.Of(unseen, "setting")} of {target.ToString()} cannot be seen.");
        }
    });

    /// <summary>Shows what changed from one snapshot to another; fails where something got worse.</summary>
    public void ShowDifference() => Guarded(() =>
    {
        if (settings.Compared is not [var before, var after])
        {
            throw PoPipelineSettings.Wrong("Name two snapshots, the earlier one first: 'po collect' writes one.");
        }

        var (old, now) = (SnapshotJson.Read(before), SnapshotJson.Read(after));
        if (SnapshotDiff.Fault(old, now) is { } fault)
        {
            throw PoPipelineSettings.Wrong($"The snapshots are of different things: {fault}. Name two of one repository, or of one organisation or group.");
        }

        var diff = SnapshotDiff.Between(old, now);
        if (settings.Json)
        {
            diff.WriteJson(terminal.Output);
        }
        else
        {
            diff.WriteText(new Ansi(ConsoleOptions().Colors), terminal.Output);
        }

        if (diff.IsWorse)
        {
            throw Failure.Of(ExitCode.Failed, $"{Counting.Of(diff.Worse.Length, "finding")} more, and {Counting.Of(diff.Lost.Select(gap => gap.Gap.Subject).Distinct(StringComparer.Ordinal).Count(), "thing")} that cannot be seen any more.");
        }
    });

    // No file is judged: the policy is that of the folder that somebody stands in.
    private void CollectOrganization() => Guarded(() =>
    {
        ReadKeys();
        RequireFolder();
        var target = settings.Target ?? throw PoPipelineSettings.Wrong($"Name the organisation or group: '--{PoPipelineArguments.Forge}=github:acme'.");
        tree = new WorkingTree(settings.Path) { Parsed = Parsed };
        inForce = PolicyInForce.Of(tree, settings.Config, BranchHint.Of(settings.Path, terminal.Variable, settings.TrustedBranch));
        using var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        var request = new SettingsRequest
        {
            Target = target,
            Shard = settings.Shard,
            Progress = progress,
            Notices = settings.Quiet ? null : new ScanNotice(terminal.Error, terminal.ShowsProgress),
        };
        Snapshot = WithAuditLog(new Snapshot
        {
            ObservedAt = terminal.Time.GetUtcNow(),
            Repository = new Repository(),
            Policy = inForce.Policy,
            Trust = inForce.Trust,
            Settings = Ask(target, reader => reader.OrganizationAsync(request, terminal.Cancellation)),
        });
    });

    private Snapshot WithSettings(Snapshot collected)
    {
        if (!settings.AsksForge)
        {
            return collected;
        }

        var target = settings.Target ?? TargetOf(collected.Repository);
        var request = new SettingsRequest
        {
            Target = target,
            CodeOwners = collected.CodeOwners.FirstOrDefault(owners => owners is { Effective: true, Unreadable: null }) is { } file ? Principals.Of(file) : [],
        };
        return collected with { Settings = Ask(target, reader => reader.RepositoryAsync(request, terminal.Cancellation)) };
    }

    // What is named is the operator's, and never taken from the tree that is judged, in which a change could bring one along.
    private Snapshot WithAuditLog(Snapshot collected)
    {
        if (settings.Store is not { } store)
        {
            return settings.Anchors.IsEmpty ? collected : throw PoPipelineSettings.Wrong($"--anchor is compared with an audit log, and none is named. Name it with --audit-log.");
        }

        using var place = AuditSession.PlaceOf(settings, terminal);
        if (!place.IsCopy)
        {
            RequireNoLink(store, TreesOf(store, settings), "Replace it by a folder.");
        }

        using var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        progress.Report(new CollectionProgress($"verifying '{place.Name}'", 0, 1));
        return collected with { AuditLog = AuditLogReader.Read(place, collected, [.. settings.Anchors.Select(LedgerRun.AnchorOf)], terminal.Cancellation) };
    }

    private T Ask<T>(SettingsTarget target, Func<ISettingsReader, Task<T>> ask)
    {
        RunLog.Asking(logger, target.ToString());
        var connection = new SettingsConnection { Variable = terminal.Variable, Time = terminal.Time, RetryBudget = retryBudget, AnswerFolder = settings.Cache };
        try
        {
            using var reader = SettingsReaders.Make(target, connection);
            return ask(reader).GetAwaiter().GetResult();
        }
        catch (ForgeException exception)
        {
            throw PoPipelineSettings.Wrong($"{exception.Message}");
        }
    }

    private SettingsTarget TargetOf(Repository repository)
    {
        var forge = settings.Forge is Forge.Unknown ? repository.Forge : settings.Forge;
        return forge is not Forge.Unknown && Uri.TryCreate(repository.Url, UriKind.Absolute, out var url) && url.AbsolutePath.Trim('/') is { Length: > 0 } path
            ? new SettingsTarget(forge, url.GetLeftPart(UriPartial.Authority), path)
            : throw PoPipelineSettings.Wrong($"Neither a remote nor the environment tells which repository of which forge this is. Name it: '--{PoPipelineArguments.Forge}=github:acme/app'.");
    }
}
