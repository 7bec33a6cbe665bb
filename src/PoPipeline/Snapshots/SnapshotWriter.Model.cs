using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Snapshots;

// SnapshotWriterTests writes this half from the model: after a change of it run them with POPIPELINE_ACCEPT=1. What the model has lost, and does not
// compile here any more, is struck out by hand before.
internal sealed partial class SnapshotWriter
{
    public void Write(Snapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteString(Names.Schema, snapshot.Schema);
        json.WriteString(Names.ObservedAt, snapshot.ObservedAt);
        json.WritePropertyName(Names.Repository);
        Write(snapshot.Repository);
        if (snapshot.Part is { } part)
        {
            json.WritePropertyName(Names.Part);
            Write(part);
        }

        if (snapshot.Platforms is { } platforms)
        {
            json.WritePropertyName(Names.Platforms);
            Write(platforms);
        }

        json.WritePropertyName(Names.Policy);
        Write(snapshot.Policy);
        json.WritePropertyName(Names.Trust);
        Write(snapshot.Trust);
        json.WritePropertyName(Names.CodeOwners);
        Write(snapshot.CodeOwners);
        json.WritePropertyName(Names.Pipelines);
        Write(snapshot.Pipelines);
        json.WritePropertyName(Names.IgnoredPipelines);
        Write(snapshot.IgnoredPipelines);
        json.WritePropertyName(Names.LinkedPipelines);
        Write(snapshot.LinkedPipelines);
        json.WritePropertyName(Names.UnreadPipelines);
        Write(snapshot.UnreadPipelines);
        json.WritePropertyName(Names.UnreadGaps);
        Write(snapshot.UnreadGaps);
        json.WritePropertyName(Names.Templates);
        Write(snapshot.Templates);
        json.WritePropertyName(Names.IgnoredTemplates);
        Write(snapshot.IgnoredTemplates);
        json.WritePropertyName(Names.SoftwareTemplates);
        Write(snapshot.SoftwareTemplates);
        json.WritePropertyName(Names.CatalogEntities);
        Write(snapshot.CatalogEntities);
        json.WritePropertyName(Names.FileDigests);
        Write(snapshot.FileDigests);
        json.WritePropertyName(Names.Projects);
        Write(snapshot.Projects);
        json.WritePropertyName(Names.Locks);
        Write(snapshot.Locks);
        json.WritePropertyName(Names.Wrappers);
        Write(snapshot.Wrappers);
        json.WritePropertyName(Names.ProjectGaps);
        Write(snapshot.ProjectGaps);
        json.WritePropertyName(Names.CommandFiles);
        Write(snapshot.CommandFiles);
        json.WritePropertyName(Names.CommandGaps);
        Write(snapshot.CommandGaps);
        json.WritePropertyName(Names.InTotoLayouts);
        Write(snapshot.InTotoLayouts);
        json.WritePropertyName(Names.InTotoGaps);
        Write(snapshot.InTotoGaps);
        json.WritePropertyName(Names.ReleaseSettings);
        Write(snapshot.ReleaseSettings);
        json.WritePropertyName(Names.InlineExceptions);
        Write(snapshot.InlineExceptions);
        json.WritePropertyName(Names.Suppressions);
        Write(snapshot.Suppressions);
        json.WritePropertyName(Names.SuppressionGaps);
        Write(snapshot.SuppressionGaps);
        if (snapshot.Settings is { } settings)
        {
            json.WritePropertyName(Names.Settings);
            Write(settings);
        }

        if (snapshot.AuditLog is { } auditLog)
        {
            json.WritePropertyName(Names.AuditLog);
            Write(auditLog);
        }

        json.WritePropertyName(Names.LineHashes);
        Write(snapshot.LineHashes);
        json.WritePropertyName(Names.Evidence);
        Write(snapshot.Evidence);
        json.WritePropertyName(Names.EvidenceTexts);
        Write(snapshot.EvidenceTexts);
        json.WritePropertyName(Names.Records);
        Write(snapshot.Records);
        json.WriteEndObject();
    }

    private void Write(Repository repository)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Forge);
        Write(repository.Forge);
        if (repository.Url is { } url)
        {
            json.WriteString(Names.Url, url);
        }

        if (repository.Owner is { } owner)
        {
            json.WriteString(Names.Owner, owner);
        }

        if (repository.Name is { } name)
        {
            json.WriteString(Names.Name, name);
        }

        if (repository.Revision is { } revision)
        {
            json.WriteString(Names.Revision, revision);
        }

        if (repository.Branch is { } branch)
        {
            json.WriteString(Names.Branch, branch);
        }

        if (repository.Above is { } above)
        {
            json.WriteString(Names.Above, above);
        }

        json.WritePropertyName(Names.Files);
        Write(repository.Files);
        json.WritePropertyName(Names.Untracked);
        Write(repository.Untracked);
        json.WritePropertyName(Names.Submodules);
        Write(repository.Submodules);
        json.WritePropertyName(Names.LinkedFolders);
        Write(repository.LinkedFolders);
        json.WritePropertyName(Names.Gaps);
        Write(repository.Gaps);
        json.WritePropertyName(Names.Unlisted);
        Write(repository.Unlisted);
        json.WriteEndObject();
    }

    private void Write(Forge value) => WriteName(
        value switch
        {
            Forge.Unknown => "Unknown",
            Forge.GitHub => "GitHub",
            Forge.GitLab => "GitLab",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<string> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<LinkedFolder> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LinkedFolder linkedFolder)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, linkedFolder.Path);
        json.WriteString(Names.Target, linkedFolder.Target);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Gap> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Gap gap)
    {
        json.WriteStartObject();
        json.WriteString(Names.Subject, gap.Subject);
        json.WriteString(Names.Reason, gap.Reason);
        json.WriteBoolean(Names.Failed, gap.Failed);
        json.WriteBoolean(Names.Pedantic, gap.Pedantic);
        json.WriteBoolean(Names.OnlySettings, gap.OnlySettings);
        json.WriteEndObject();
    }

    private void Write(JudgedPart judgedPart)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, judgedPart.Path);
        json.WriteEndObject();
    }

    private void Write(JudgedPlatforms judgedPlatforms)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.All);
        Write(judgedPlatforms.All);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Platform> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Platform value) => WriteName(
        value switch
        {
            Platform.GitHubActions => "GitHubActions",
            Platform.GitLabCi => "GitLabCi",
            Platform.CircleCi => "CircleCi",
            Platform.Jenkins => "Jenkins",
            Platform.Tekton => "Tekton",
            Platform.ArgoCd => "ArgoCd",
            Platform.Dinghy => "Dinghy",
            _ => null,
        },
        (int)value);

    public void Write(Policy policy)
    {
        json.WriteStartObject();
        if (policy.Path is { } path)
        {
            json.WriteString(Names.Path, path);
        }

        json.WritePropertyName(Names.Forge);
        Write(policy.Forge);
        json.WritePropertyName(Names.Disabled);
        Write(policy.Disabled);
        json.WritePropertyName(Names.Required);
        Write(policy.Required);
        json.WritePropertyName(Names.CodeOwners);
        Write(policy.CodeOwners);
        json.WritePropertyName(Names.Pipelines);
        Write(policy.Pipelines);
        json.WritePropertyName(Names.Templates);
        Write(policy.Templates);
        json.WritePropertyName(Names.Toolchain);
        Write(policy.Toolchain);
        json.WritePropertyName(Names.InToto);
        Write(policy.InToto);
        json.WritePropertyName(Names.Scaffolding);
        Write(policy.Scaffolding);
        json.WritePropertyName(Names.Settings);
        Write(policy.Settings);
        json.WritePropertyName(Names.AuditLogs);
        Write(policy.AuditLogs);
        json.WritePropertyName(Names.Exceptions);
        Write(policy.Exceptions);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<DisabledRule> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(DisabledRule disabledRule)
    {
        json.WriteStartObject();
        json.WriteString(Names.Rule, disabledRule.Rule);
        json.WriteString(Names.Reason, disabledRule.Reason);
        json.WritePropertyName(Names.Span);
        Write(disabledRule.Span);
        json.WriteEndObject();
    }

    private void Write(CodeOwnersPolicy codeOwnersPolicy)
    {
        json.WriteStartObject();
        if (codeOwnersPolicy.MinimumShare is { } minimumShare)
        {
            json.WriteNumber(Names.MinimumShare, minimumShare);
        }

        json.WritePropertyName(Names.Exempt);
        Write(codeOwnersPolicy.Exempt);
        json.WritePropertyName(Names.Critical);
        Write(codeOwnersPolicy.Critical);
        json.WritePropertyName(Names.Groups);
        Write(codeOwnersPolicy.Groups);
        json.WriteEndObject();
    }

    private void Write(PipelinesPolicy pipelinesPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Pins);
        Write(pipelinesPolicy.Pins);
        json.WritePropertyName(Names.Production);
        Write(pipelinesPolicy.Production);
        json.WritePropertyName(Names.HostedRunners);
        Write(pipelinesPolicy.HostedRunners);
        json.WritePropertyName(Names.LeftOut);
        Write(pipelinesPolicy.LeftOut);
        json.WritePropertyName(Names.Advisories);
        Write(pipelinesPolicy.Advisories);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<PinPolicy> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(PinPolicy pinPolicy)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, pinPolicy.Name);
        json.WritePropertyName(Names.Require);
        Write(pinPolicy.Require);
        json.WriteEndObject();
    }

    private void Write(Pin value) => WriteName(
        value switch
        {
            Pin.Digest => "Digest",
            Pin.Commit => "Commit",
            Pin.Local => "Local",
            Pin.ExactVersion => "ExactVersion",
            Pin.Tag => "Tag",
            Pin.Range => "Range",
            Pin.Branch => "Branch",
            Pin.None => "None",
            Pin.Unknown => "Unknown",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<LeftOutPipeline> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LeftOutPipeline leftOutPipeline)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, leftOutPipeline.Path);
        json.WriteString(Names.Reason, leftOutPipeline.Reason);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AdvisoryFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AdvisoryFile advisoryFile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, advisoryFile.Path);
        json.WritePropertyName(Names.Components);
        Write(advisoryFile.Components);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AdvisedComponent> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AdvisedComponent advisedComponent)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, advisedComponent.Name);
        json.WritePropertyName(Names.Advisories);
        Write(advisedComponent.Advisories);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Advisory> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Advisory advisory)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, advisory.Id);
        json.WritePropertyName(Names.Aliases);
        Write(advisory.Aliases);
        json.WriteString(Names.Summary, advisory.Summary);
        json.WritePropertyName(Names.Severity);
        Write(advisory.Severity);
        json.WritePropertyName(Names.Ranges);
        Write(advisory.Ranges);
        json.WritePropertyName(Names.Versions);
        Write(advisory.Versions);
        json.WritePropertyName(Names.Commits);
        Write(advisory.Commits);
        json.WriteEndObject();
    }

    private void Write(Severity value) => WriteName(
        value switch
        {
            Severity.Low => "Low",
            Severity.Medium => "Medium",
            Severity.High => "High",
            Severity.Critical => "Critical",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<VersionRange> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(VersionRange versionRange)
    {
        json.WriteStartObject();
        if (versionRange.From is { } from)
        {
            json.WriteString(Names.From, from);
        }

        if (versionRange.Fixed is { } @fixed)
        {
            json.WriteString(Names.Fixed, @fixed);
        }

        if (versionRange.Last is { } last)
        {
            json.WriteString(Names.Last, last);
        }

        json.WriteEndObject();
    }

    private void Write(TemplatesPolicy templatesPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Require);
        Write(templatesPolicy.Require);
        json.WritePropertyName(Names.Words);
        Write(templatesPolicy.Words);
        json.WritePropertyName(Names.Criteria);
        Write(templatesPolicy.Criteria);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<TemplateKind> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(TemplateKind value) => WriteName(
        value switch
        {
            TemplateKind.Issue => "Issue",
            TemplateKind.Change => "Change",
            TemplateKind.Config => "Config",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<TemplateCriterion> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(TemplateCriterion templateCriterion)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, templateCriterion.Id);
        json.WritePropertyName(Names.AnyOf);
        Write(templateCriterion.AnyOf);
        json.WritePropertyName(Names.In);
        Write(templateCriterion.In);
        json.WritePropertyName(Names.Span);
        Write(templateCriterion.Span);
        json.WriteEndObject();
    }

    private void Write(ToolchainPolicy toolchainPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Must);
        Write(toolchainPolicy.Must);
        json.WritePropertyName(Names.Should);
        Write(toolchainPolicy.Should);
        json.WriteBoolean(Names.KeepResults, toolchainPolicy.KeepResults);
        json.WriteBoolean(Names.AttestReleases, toolchainPolicy.AttestReleases);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AskedTool> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AskedTool askedTool)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Type);
        Write(askedTool.Type);
        json.WritePropertyName(Names.Span);
        Write(askedTool.Span);
        json.WriteEndObject();
    }

    private void Write(ToolType value) => WriteName(
        value switch
        {
            ToolType.StaticAnalysis => "StaticAnalysis",
            ToolType.DependencyScan => "DependencyScan",
            ToolType.SecretScan => "SecretScan",
            ToolType.InfrastructureScan => "InfrastructureScan",
            ToolType.ContainerScan => "ContainerScan",
            ToolType.DynamicAnalysis => "DynamicAnalysis",
            ToolType.Fuzzing => "Fuzzing",
            ToolType.LicenceScan => "LicenceScan",
            ToolType.BillOfMaterials => "BillOfMaterials",
            ToolType.Signing => "Signing",
            ToolType.Provenance => "Provenance",
            ToolType.Posture => "Posture",
            ToolType.ArtifactCheck => "ArtifactCheck",
            _ => null,
        },
        (int)value);

    private void Write(InTotoPolicy inTotoPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Keys);
        Write(inTotoPolicy.Keys);
        json.WriteEndObject();
    }

    private void Write(ScaffoldingPolicy scaffoldingPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Approved);
        Write(scaffoldingPolicy.Approved);
        json.WritePropertyName(Names.Require);
        Write(scaffoldingPolicy.Require);
        json.WriteNumber(Names.MinimumShare, scaffoldingPolicy.MinimumShare);
        if (scaffoldingPolicy.Catalogue is { } catalogue)
        {
            json.WriteString(Names.Catalogue, catalogue);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ApprovedTemplate> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ApprovedTemplate approvedTemplate)
    {
        json.WriteStartObject();
        json.WriteString(Names.Template, approvedTemplate.Template);
        json.WritePropertyName(Names.Files);
        Write(approvedTemplate.Files);
        json.WritePropertyName(Names.Span);
        Write(approvedTemplate.Span);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<TemplateFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(TemplateFile templateFile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, templateFile.Path);
        json.WriteString(Names.Digest, templateFile.Digest);
        json.WriteEndObject();
    }

    private void Write(TemplateEvidence value) => WriteName(
        value switch
        {
            TemplateEvidence.Claimed => "Claimed",
            TemplateEvidence.Matched => "Matched",
            TemplateEvidence.Confirmed => "Confirmed",
            _ => null,
        },
        (int)value);

    private void Write(SettingsPolicy settingsPolicy)
    {
        json.WriteStartObject();
        json.WriteNumber(Names.Approvals, settingsPolicy.Approvals);
        json.WriteNumber(Names.MostOwners, settingsPolicy.MostOwners);
        json.WriteNumber(Names.MostAdministrators, settingsPolicy.MostAdministrators);
        json.WriteNumber(Names.InactiveDays, settingsPolicy.InactiveDays);
        json.WriteEndObject();
    }

    private void Write(AuditLogPolicy auditLogPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Sources);
        Write(auditLogPolicy.Sources);
        json.WriteNumber(Names.WindowDays, auditLogPolicy.WindowDays);
        json.WriteNumber(Names.ReadDays, auditLogPolicy.ReadDays);
        json.WriteNumber(Names.ImportDays, auditLogPolicy.ImportDays);
        json.WriteNumber(Names.KeepDays, auditLogPolicy.KeepDays);
        json.WriteNumber(Names.AnchorDays, auditLogPolicy.AnchorDays);
        json.WriteBoolean(Names.Encrypted, auditLogPolicy.Encrypted);
        json.WritePropertyName(Names.Keys);
        Write(auditLogPolicy.Keys);
        json.WriteEndObject();
    }

    private void Write(ExceptionsPolicy exceptionsPolicy)
    {
        json.WriteStartObject();
        json.WriteBoolean(Names.Inline, exceptionsPolicy.Inline);
        json.WriteNumber(Names.MaximumDays, exceptionsPolicy.MaximumDays);
        json.WritePropertyName(Names.Approvers);
        Write(exceptionsPolicy.Approvers);
        json.WritePropertyName(Names.Limits);
        Write(exceptionsPolicy.Limits);
        json.WritePropertyName(Names.Records);
        Write(exceptionsPolicy.Records);
        json.WriteEndObject();
    }

    private void Write(SeverityLimits severityLimits)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Critical);
        Write(severityLimits.Critical);
        json.WritePropertyName(Names.High);
        Write(severityLimits.High);
        json.WritePropertyName(Names.Medium);
        Write(severityLimits.Medium);
        json.WritePropertyName(Names.Low);
        Write(severityLimits.Low);
        json.WriteEndObject();
    }

    private void Write(LimitsPolicy limitsPolicy)
    {
        json.WriteStartObject();
        json.WriteNumber(Names.Days, limitsPolicy.Days);
        json.WriteNumber(Names.Approvals, limitsPolicy.Approvals);
        json.WriteEndObject();
    }

    private void Write(RecordsPolicy recordsPolicy)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Tracker);
        Write(recordsPolicy.Tracker);
        if (recordsPolicy.Project is { } project)
        {
            json.WriteString(Names.Project, project);
        }

        json.WriteString(Names.Folder, recordsPolicy.Folder);
        if (recordsPolicy.Branch is { } branch)
        {
            json.WriteString(Names.Branch, branch);
        }

        if (recordsPolicy.Signers is { } signers)
        {
            json.WriteString(Names.Signers, signers);
        }

        if (recordsPolicy.Identity is { } identity)
        {
            json.WriteString(Names.Identity, identity);
        }

        json.WriteBoolean(Names.Automatic, recordsPolicy.Automatic);
        json.WriteNumber(Names.LapseDays, recordsPolicy.LapseDays);
        json.WriteNumber(Names.StaleHours, recordsPolicy.StaleHours);
        json.WriteEndObject();
    }

    private void Write(TrackerKind value) => WriteName(
        value switch
        {
            TrackerKind.Folder => "Folder",
            TrackerKind.GitHub => "GitHub",
            TrackerKind.GitLab => "GitLab",
            _ => null,
        },
        (int)value);

    public void Write(PolicyTrust policyTrust)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Source);
        Write(policyTrust.Source);
        if (policyTrust.Branch is { } branch)
        {
            json.WriteString(Names.Branch, branch);
        }

        if (policyTrust.Commit is { } commit)
        {
            json.WriteString(Names.Commit, commit);
        }

        json.WriteString(Names.Reason, policyTrust.Reason);
        json.WritePropertyName(Names.Loosened);
        Write(policyTrust.Loosened);
        json.WriteEndObject();
    }

    private void Write(PolicySource value) => WriteName(
        value switch
        {
            PolicySource.Unknown => "Unknown",
            PolicySource.Branch => "Branch",
            PolicySource.Given => "Given",
            PolicySource.Tree => "Tree",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<LoosenedDemand> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LoosenedDemand loosenedDemand)
    {
        json.WriteStartObject();
        json.WriteString(Names.Key, loosenedDemand.Key);
        json.WriteString(Names.What, loosenedDemand.What);
        json.WritePropertyName(Names.Own);
        Write(loosenedDemand.Own);
        json.WritePropertyName(Names.Trusted);
        Write(loosenedDemand.Trusted);
        json.WriteString(Names.OwnValue, loosenedDemand.OwnValue);
        json.WriteString(Names.TrustedValue, loosenedDemand.TrustedValue);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CodeOwnersFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CodeOwnersFile codeOwnersFile)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Forge);
        Write(codeOwnersFile.Forge);
        json.WriteString(Names.Path, codeOwnersFile.Path);
        json.WriteBoolean(Names.Effective, codeOwnersFile.Effective);
        if (codeOwnersFile.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteNumber(Names.Size, codeOwnersFile.Size);
        json.WritePropertyName(Names.Problems);
        Write(codeOwnersFile.Problems);
        json.WritePropertyName(Names.Sections);
        Write(codeOwnersFile.Sections);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Problem> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Problem problem)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(problem.Kind);
        json.WriteString(Names.Message, problem.Message);
        json.WritePropertyName(Names.Span);
        Write(problem.Span);
        json.WriteString(Names.Text, problem.Text);
        json.WritePropertyName(Names.Effect);
        Write(problem.Effect);
        json.WriteEndObject();
    }

    private void Write(ProblemKind value) => WriteName(
        value switch
        {
            ProblemKind.Syntax => "Syntax",
            ProblemKind.Key => "Key",
            ProblemKind.Type => "Type",
            ProblemKind.Expression => "Expression",
            ProblemKind.Context => "Context",
            ProblemKind.Needs => "Needs",
            ProblemKind.Event => "Event",
            ProblemKind.Permissions => "Permissions",
            ProblemKind.Matrix => "Matrix",
            ProblemKind.Id => "Id",
            ProblemKind.WorkflowCall => "WorkflowCall",
            ProblemKind.Credentials => "Credentials",
            ProblemKind.Condition => "Condition",
            ProblemKind.AlwaysTrue => "AlwaysTrue",
            ProblemKind.Input => "Input",
            ProblemKind.Pattern => "Pattern",
            ProblemKind.Shell => "Shell",
            ProblemKind.Name => "Name",
            ProblemKind.Hidden => "Hidden",
            ProblemKind.File => "File",
            ProblemKind.Owner => "Owner",
            ProblemKind.Unowned => "Unowned",
            ProblemKind.Section => "Section",
            ProblemKind.Approvals => "Approvals",
            ProblemKind.Exclusion => "Exclusion",
            ProblemKind.Misplaced => "Misplaced",
            ProblemKind.Folder => "Folder",
            ProblemKind.Comment => "Comment",
            ProblemKind.Mention => "Mention",
            ProblemKind.LockSchema => "LockSchema",
            ProblemKind.LockStale => "LockStale",
            ProblemKind.LockMissingWorkflow => "LockMissingWorkflow",
            ProblemKind.LockIneligible => "LockIneligible",
            ProblemKind.Missing => "Missing",
            ProblemKind.Unknown => "Unknown",
            ProblemKind.Options => "Options",
            ProblemKind.Attribute => "Attribute",
            ProblemKind.Body => "Body",
            ProblemKind.Label => "Label",
            ProblemKind.Unique => "Unique",
            ProblemKind.Url => "Url",
            ProblemKind.Unused => "Unused",
            _ => null,
        },
        (int)value);

    private void Write(ProblemEffect value) => WriteName(
        value switch
        {
            ProblemEffect.Unknown => "Unknown",
            ProblemEffect.Rejected => "Rejected",
            ProblemEffect.Altered => "Altered",
            ProblemEffect.None => "None",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<OwnersSection> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OwnersSection ownersSection)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, ownersSection.Name);
        json.WritePropertyName(Names.Span);
        Write(ownersSection.Span);
        json.WriteBoolean(Names.Optional, ownersSection.Optional);
        json.WriteNumber(Names.Approvals, ownersSection.Approvals);
        json.WritePropertyName(Names.Entries);
        Write(ownersSection.Entries);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<OwnersEntry> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OwnersEntry ownersEntry)
    {
        json.WriteStartObject();
        json.WriteString(Names.Pattern, ownersEntry.Pattern);
        json.WritePropertyName(Names.Span);
        Write(ownersEntry.Span);
        json.WriteBoolean(Names.Exclusion, ownersEntry.Exclusion);
        json.WritePropertyName(Names.Owners);
        Write(ownersEntry.Owners);
        json.WriteBoolean(Names.Inherited, ownersEntry.Inherited);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Located<string>> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Located<string> located)
    {
        json.WriteStartObject();
        if (located.Value is { } value)
        {
            json.WriteString(Names.Value, value);
        }

        json.WritePropertyName(Names.Span);
        Write(located.Span);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Pipeline> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Pipeline pipeline)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Platform);
        Write(pipeline.Platform);
        json.WriteString(Names.Path, pipeline.Path);
        if (pipeline.Member is { } member)
        {
            json.WriteString(Names.Member, member);
        }

        json.WritePropertyName(Names.CalledAs);
        Write(pipeline.CalledAs);
        json.WritePropertyName(Names.Kind);
        Write(pipeline.Kind);
        if (pipeline.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        if (pipeline.Unseen is { } unseen)
        {
            json.WriteString(Names.Unseen, unseen);
        }

        json.WritePropertyName(Names.UnknownKeys);
        Write(pipeline.UnknownKeys);
        json.WritePropertyName(Names.Problems);
        Write(pipeline.Problems);
        if (pipeline.Name is { } name)
        {
            json.WritePropertyName(Names.Name);
            Write(name);
        }

        json.WritePropertyName(Names.Triggers);
        Write(pipeline.Triggers);
        if (pipeline.Permissions is { } permissions)
        {
            json.WritePropertyName(Names.Permissions);
            Write(permissions);
        }

        if (pipeline.PermissionsFix is { } permissionsFix)
        {
            json.WritePropertyName(Names.PermissionsFix);
            Write(permissionsFix);
        }

        json.WritePropertyName(Names.Inputs);
        Write(pipeline.Inputs);
        json.WritePropertyName(Names.Variables);
        Write(pipeline.Variables);
        json.WritePropertyName(Names.SometimesSet);
        Write(pipeline.SometimesSet);
        json.WritePropertyName(Names.Reuses);
        Write(pipeline.Reuses);
        json.WritePropertyName(Names.Jobs);
        Write(pipeline.Jobs);
        if (pipeline.Deployment is { } deployment)
        {
            json.WritePropertyName(Names.Deployment);
            Write(deployment);
        }

        if (pipeline.Concurrency is { } concurrency)
        {
            json.WritePropertyName(Names.Concurrency);
            Write(concurrency);
        }

        json.WritePropertyName(Names.Drifts);
        Write(pipeline.Drifts);
        json.WritePropertyName(Names.OpenRights);
        Write(pipeline.OpenRights);
        json.WritePropertyName(Names.SecretUses);
        Write(pipeline.SecretUses);
        json.WritePropertyName(Names.Credentials);
        Write(pipeline.Credentials);
        json.WritePropertyName(Names.HiddenTexts);
        Write(pipeline.HiddenTexts);
        json.WritePropertyName(Names.Builds);
        Write(pipeline.Builds);
        json.WritePropertyName(Names.Products);
        Write(pipeline.Products);
        if (pipeline.AttestedBy is { } attestedBy)
        {
            json.WritePropertyName(Names.AttestedBy);
            Write(attestedBy);
        }

        json.WritePropertyName(Names.Lapses);
        Write(pipeline.Lapses);
        json.WritePropertyName(Names.Connections);
        Write(pipeline.Connections);
        json.WritePropertyName(Names.TokenReach);
        Write(pipeline.TokenReach);
        json.WritePropertyName(Names.Openings);
        Write(pipeline.Openings);
        if (pipeline.Lock is { } @lock)
        {
            json.WritePropertyName(Names.Lock);
            Write(@lock);
        }

        json.WriteEndObject();
    }

    private void Write(PipelineKind value) => WriteName(
        value switch
        {
            PipelineKind.Workflow => "Workflow",
            PipelineKind.Action => "Action",
            PipelineKind.Lock => "Lock",
            PipelineKind.Setting => "Setting",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Trigger> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Trigger trigger)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, trigger.Name);
        json.WritePropertyName(Names.Span);
        Write(trigger.Span);
        json.WritePropertyName(Names.StartedBy);
        Write(trigger.StartedBy);
        json.WriteBoolean(Names.Privileged, trigger.Privileged);
        json.WritePropertyName(Names.Types);
        Write(trigger.Types);
        json.WriteBoolean(Names.NeedsLabel, trigger.NeedsLabel);
        json.WriteBoolean(Names.NeedsLeave, trigger.NeedsLeave);
        json.WriteBoolean(Names.IsUnproven, trigger.IsUnproven);
        json.WriteBoolean(Names.IsCall, trigger.IsCall);
        json.WriteBoolean(Names.IsRelease, trigger.IsRelease);
        json.WritePropertyName(Names.Occasion);
        Write(trigger.Occasion);
        json.WritePropertyName(Names.Branches);
        Write(trigger.Branches);
        json.WriteBoolean(Names.IsPartial, trigger.IsPartial);
        json.WriteEndObject();
    }

    private void Write(Origin value) => WriteName(
        value switch
        {
            Origin.Constant => "Constant",
            Origin.Maintainer => "Maintainer",
            Origin.Contributor => "Contributor",
            Origin.Caller => "Caller",
            Origin.Unknown => "Unknown",
            Origin.Outsider => "Outsider",
            _ => null,
        },
        (int)value);

    private void Write(Occasion value) => WriteName(
        value switch
        {
            Occasion.Unknown => "Unknown",
            Occasion.Push => "Push",
            Occasion.Proposal => "Proposal",
            Occasion.Schedule => "Schedule",
            Occasion.Release => "Release",
            Occasion.Other => "Other",
            _ => null,
        },
        (int)value);

    private void Write(TokenPermissions tokenPermissions)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Span);
        Write(tokenPermissions.Span);
        json.WritePropertyName(Names.Rest);
        Write(tokenPermissions.Rest);
        json.WritePropertyName(Names.Grants);
        Write(tokenPermissions.Grants);
        json.WriteEndObject();
    }

    private void Write(Access value) => WriteName(
        value switch
        {
            Access.None => "None",
            Access.Read => "Read",
            Access.Write => "Write",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Grant> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Grant grant)
    {
        json.WriteStartObject();
        json.WriteString(Names.Scope, grant.Scope);
        json.WritePropertyName(Names.Access);
        Write(grant.Access);
        json.WritePropertyName(Names.Span);
        Write(grant.Span);
        json.WritePropertyName(Names.AccessSpan);
        Write(grant.AccessSpan);
        json.WriteEndObject();
    }

    private void Write(Fix fix)
    {
        json.WriteStartObject();
        json.WriteString(Names.Description, fix.Description);
        json.WritePropertyName(Names.Edits);
        Write(fix.Edits);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Edit> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Edit edit)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Place);
        Write(edit.Place);
        json.WriteString(Names.Text, edit.Text);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Setting> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Setting setting)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, setting.Name);
        json.WritePropertyName(Names.NameSpan);
        Write(setting.NameSpan);
        json.WriteString(Names.Value, setting.Value);
        json.WritePropertyName(Names.Span);
        Write(setting.Span);
        json.WritePropertyName(Names.Secrets);
        Write(setting.Secrets);
        json.WriteBoolean(Names.IsPath, setting.IsPath);
        json.WritePropertyName(Names.Interpolations);
        Write(setting.Interpolations);
        json.WritePropertyName(Names.Choices);
        Write(setting.Choices);
        json.WriteBoolean(Names.ChoicesByRun, setting.ChoicesByRun);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Interpolation> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Interpolation interpolation)
    {
        json.WriteStartObject();
        json.WriteString(Names.Text, interpolation.Text);
        json.WritePropertyName(Names.Span);
        Write(interpolation.Span);
        json.WriteNumber(Names.Offset, interpolation.Offset);
        json.WritePropertyName(Names.Provenance);
        Write(interpolation.Provenance);
        json.WritePropertyName(Names.Mechanism);
        Write(interpolation.Mechanism);
        json.WritePropertyName(Names.Secrets);
        Write(interpolation.Secrets);
        json.WriteBoolean(Names.MayBeToken, interpolation.MayBeToken);
        json.WritePropertyName(Names.Steps);
        Write(interpolation.Steps);
        if (interpolation.Input is { } input)
        {
            json.WriteString(Names.Input, input);
        }

        json.WritePropertyName(Names.Choices);
        Write(interpolation.Choices);
        json.WriteEndObject();
    }

    private void Write(Provenance provenance)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Origin);
        Write(provenance.Origin);
        json.WritePropertyName(Names.Charset);
        Write(provenance.Charset);
        json.WritePropertyName(Names.Sources);
        Write(provenance.Sources);
        if (provenance.Route is { } route)
        {
            json.WriteString(Names.Route, route);
        }

        json.WritePropertyName(Names.Way);
        Write(provenance.Way);
        json.WriteBoolean(Names.IsOneWord, provenance.IsOneWord);
        json.WriteEndObject();
    }

    private void Write(Charset value) => WriteName(
        value switch
        {
            Charset.Fixed => "Fixed",
            Charset.Limited => "Limited",
            Charset.Line => "Line",
            Charset.Free => "Free",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Hop> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Hop hop)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Place);
        Write(hop.Place);
        json.WriteString(Names.Text, hop.Text);
        json.WriteEndObject();
    }

    private void Write(Mechanism value) => WriteName(
        value switch
        {
            Mechanism.Pasted => "Pasted",
            Mechanism.Environment => "Environment",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Reference> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Reference reference)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(reference.Kind);
        json.WriteString(Names.Text, reference.Text);
        json.WritePropertyName(Names.Span);
        Write(reference.Span);
        json.WriteString(Names.Name, reference.Name);
        if (reference.Version is { } version)
        {
            json.WritePropertyName(Names.Version);
            Write(version);
        }

        if (reference.VersionComment is { } versionComment)
        {
            json.WriteString(Names.VersionComment, versionComment);
        }

        json.WritePropertyName(Names.Pin);
        Write(reference.Pin);
        json.WriteBoolean(Names.Immutable, reference.Immutable);
        json.WritePropertyName(Names.Publisher);
        Write(reference.Publisher);
        if (reference.Target is { } target)
        {
            json.WriteString(Names.Target, target);
        }

        json.WriteBoolean(Names.FromWorkspace, reference.FromWorkspace);
        json.WriteBoolean(Names.Locked, reference.Locked);
        if (reference.Declaration is { } declaration)
        {
            json.WritePropertyName(Names.Declaration);
            Write(declaration);
        }

        if (reference.OwnBy is { } ownBy)
        {
            json.WriteString(Names.OwnBy, ownBy);
        }

        if (reference.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteEndObject();
    }

    private void Write(ReferenceKind value) => WriteName(
        value switch
        {
            ReferenceKind.Action => "Action",
            ReferenceKind.ReusablePipeline => "ReusablePipeline",
            ReferenceKind.Image => "Image",
            ReferenceKind.Include => "Include",
            ReferenceKind.Task => "Task",
            ReferenceKind.Bundle => "Bundle",
            ReferenceKind.Listed => "Listed",
            ReferenceKind.Chart => "Chart",
            ReferenceKind.Module => "Module",
            ReferenceKind.Source => "Source",
            ReferenceKind.Artifacts => "Artifacts",
            ReferenceKind.Orb => "Orb",
            ReferenceKind.Policy => "Policy",
            ReferenceKind.PolicyData => "PolicyData",
            ReferenceKind.MachineImage => "MachineImage",
            _ => null,
        },
        (int)value);

    private void Write(Publisher value) => WriteName(
        value switch
        {
            Publisher.Unknown => "Unknown",
            Publisher.SameRepository => "SameRepository",
            Publisher.SameOwner => "SameOwner",
            Publisher.PlatformVendor => "PlatformVendor",
            Publisher.ThirdParty => "ThirdParty",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Job> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Job job)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, job.Id);
        json.WritePropertyName(Names.Span);
        Write(job.Span);
        if (job.Name is { } name)
        {
            json.WritePropertyName(Names.Name);
            Write(name);
        }

        if (job.Stage is { } stage)
        {
            json.WriteString(Names.Stage, stage);
        }

        if (job.Condition is { } condition)
        {
            json.WritePropertyName(Names.Condition);
            Write(condition);
        }

        json.WritePropertyName(Names.Triggers);
        Write(job.Triggers);
        json.WritePropertyName(Names.Needs);
        Write(job.Needs);
        if (job.Runner is { } runner)
        {
            json.WritePropertyName(Names.Runner);
            Write(runner);
        }

        if (job.Permissions is { } permissions)
        {
            json.WritePropertyName(Names.Permissions);
            Write(permissions);
        }

        if (job.Container is { } container)
        {
            json.WritePropertyName(Names.Container);
            Write(container);
        }

        json.WritePropertyName(Names.Services);
        Write(job.Services);
        json.WritePropertyName(Names.HostAccess);
        Write(job.HostAccess);
        if (job.Environment is { } environment)
        {
            json.WritePropertyName(Names.Environment);
            Write(environment);
        }

        if (job.Tier is { } tier)
        {
            json.WritePropertyName(Names.Tier);
            Write(tier);
        }

        if (job.Start is { } start)
        {
            json.WritePropertyName(Names.Start);
            Write(start);
        }

        if (job.Window is { } window)
        {
            json.WritePropertyName(Names.Window);
            Write(window);
        }

        json.WritePropertyName(Names.IdTokens);
        Write(job.IdTokens);
        json.WritePropertyName(Names.Variables);
        Write(job.Variables);
        json.WritePropertyName(Names.Steps);
        Write(job.Steps);
        if (job.Calls is { } calls)
        {
            json.WritePropertyName(Names.Calls);
            Write(calls);
        }

        json.WritePropertyName(Names.Inputs);
        Write(job.Inputs);
        json.WritePropertyName(Names.Outputs);
        Write(job.Outputs);
        if (job.Timeout is { } timeout)
        {
            json.WritePropertyName(Names.Timeout);
            Write(timeout);
        }

        if (job.ContinueOnError is { } continueOnError)
        {
            json.WritePropertyName(Names.ContinueOnError);
            Write(continueOnError);
        }

        if (job.Concurrency is { } concurrency)
        {
            json.WritePropertyName(Names.Concurrency);
            Write(concurrency);
        }

        if (job.AfterFailure is { } afterFailure)
        {
            json.WritePropertyName(Names.AfterFailure);
            Write(afterFailure);
        }

        if (job.Cancelled is { } cancelled)
        {
            json.WritePropertyName(Names.Cancelled);
            Write(cancelled);
        }

        json.WriteEndObject();
    }

    private void Write(Condition condition)
    {
        json.WriteStartObject();
        json.WriteString(Names.Text, condition.Text);
        json.WritePropertyName(Names.Span);
        Write(condition.Span);
        json.WritePropertyName(Names.Steps);
        Write(condition.Steps);
        json.WritePropertyName(Names.Faults);
        Write(condition.Faults);
        json.WritePropertyName(Names.NeverOn);
        Write(condition.NeverOn);
        json.WritePropertyName(Names.NeverByItself);
        Write(condition.NeverByItself);
        json.WritePropertyName(Names.NeverFor);
        Write(condition.NeverFor);
        json.WriteBoolean(Names.IsNever, condition.IsNever);
        json.WritePropertyName(Names.NeverWith);
        Write(condition.NeverWith);
        json.WriteBoolean(Names.IsAfterFailure, condition.IsAfterFailure);
        json.WritePropertyName(Names.Gates);
        Write(condition.Gates);
        json.WritePropertyName(Names.OnDefaultBranch);
        Write(condition.OnDefaultBranch);
        json.WritePropertyName(Names.OnProposals);
        Write(condition.OnProposals);
        json.WritePropertyName(Names.OnReleases);
        Write(condition.OnReleases);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ConditionFault> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ConditionFault conditionFault)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(conditionFault.Kind);
        json.WriteString(Names.Text, conditionFault.Text);
        json.WritePropertyName(Names.Span);
        Write(conditionFault.Span);
        json.WriteString(Names.Why, conditionFault.Why);
        json.WriteEndObject();
    }

    private void Write(ConditionFaultKind value) => WriteName(
        value switch
        {
            ConditionFaultKind.AlwaysTrue => "AlwaysTrue",
            ConditionFaultKind.SpoofableActor => "SpoofableActor",
            ConditionFaultKind.SubstringMatch => "SubstringMatch",
            ConditionFaultKind.UnsoundChoice => "UnsoundChoice",
            _ => null,
        },
        (int)value);

    private static readonly string[] NamesOfRefKinds = ["None", "Tag", "Other"];

    private void Write(RefKinds value) => WriteNames(NamesOfRefKinds, (int)value);

    private void Write(ImmutableArray<InputValue> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(InputValue inputValue)
    {
        json.WriteStartObject();
        json.WriteString(Names.Input, inputValue.Input);
        json.WriteString(Names.Value, inputValue.Value);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Gate> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Gate gate)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(gate.Kind);
        json.WriteString(Names.Text, gate.Text);
        json.WritePropertyName(Names.Span);
        Write(gate.Span);
        json.WriteBoolean(Names.IsAnew, gate.IsAnew);
        json.WriteBoolean(Names.IsOpen, gate.IsOpen);
        json.WriteEndObject();
    }

    private void Write(GateKind value) => WriteName(
        value switch
        {
            GateKind.Environment => "Environment",
            GateKind.Label => "Label",
            GateKind.Permission => "Permission",
            GateKind.AuthorAssociation => "AuthorAssociation",
            GateKind.SameRepository => "SameRepository",
            GateKind.Actor => "Actor",
            GateKind.TrustedEvent => "TrustedEvent",
            GateKind.Approval => "Approval",
            _ => null,
        },
        (int)value);

    private void Write(Holding value) => WriteName(
        value switch
        {
            Holding.Unknown => "Unknown",
            Holding.Always => "Always",
            Holding.Never => "Never",
            _ => null,
        },
        (int)value);

    private void Write(Runner runner)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Span);
        Write(runner.Span);
        json.WritePropertyName(Names.Kind);
        Write(runner.Kind);
        json.WritePropertyName(Names.Labels);
        Write(runner.Labels);
        if (runner.Image is { } image)
        {
            json.WritePropertyName(Names.Image);
            Write(image);
        }

        json.WriteEndObject();
    }

    private void Write(RunnerKind value) => WriteName(
        value switch
        {
            RunnerKind.Unknown => "Unknown",
            RunnerKind.Hosted => "Hosted",
            RunnerKind.SelfHosted => "SelfHosted",
            _ => null,
        },
        (int)value);

    private void Write(Container container)
    {
        json.WriteStartObject();
        if (container.Name is { } name)
        {
            json.WriteString(Names.Name, name);
        }

        json.WritePropertyName(Names.Image);
        Write(container.Image);
        json.WritePropertyName(Names.Others);
        Write(container.Others);
        if (container.Options is { } options)
        {
            json.WritePropertyName(Names.Options);
            Write(options);
        }

        json.WritePropertyName(Names.Command);
        Write(container.Command);
        json.WritePropertyName(Names.Rights);
        Write(container.Rights);
        json.WritePropertyName(Names.Volumes);
        Write(container.Volumes);
        json.WritePropertyName(Names.Variables);
        Write(container.Variables);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Container> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<HostAccess> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(HostAccess hostAccess)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(hostAccess.Kind);
        json.WriteString(Names.Text, hostAccess.Text);
        json.WritePropertyName(Names.Span);
        Write(hostAccess.Span);
        json.WriteEndObject();
    }

    private void Write(HostAccessKind value) => WriteName(
        value switch
        {
            HostAccessKind.Privileged => "Privileged",
            HostAccessKind.HostFiles => "HostFiles",
            HostAccessKind.Runtime => "Runtime",
            HostAccessKind.HostNamespace => "HostNamespace",
            HostAccessKind.Controller => "Controller",
            HostAccessKind.MaybeController => "MaybeController",
            HostAccessKind.ControllerCode => "ControllerCode",
            HostAccessKind.ControllerSize => "ControllerSize",
            HostAccessKind.NamedByOthers => "NamedByOthers",
            HostAccessKind.Nested => "Nested",
            HostAccessKind.Unmounted => "Unmounted",
            HostAccessKind.Unconfined => "Unconfined",
            HostAccessKind.Administrator => "Administrator",
            _ => null,
        },
        (int)value);

    private void Write(Start start)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(start.Kind);
        json.WritePropertyName(Names.Span);
        Write(start.Span);
        json.WriteEndObject();
    }

    private void Write(StartKind value) => WriteName(
        value switch
        {
            StartKind.Optional => "Optional",
            StartKind.Blocking => "Blocking",
            StartKind.Never => "Never",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<IdToken> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(IdToken idToken)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, idToken.Name);
        json.WritePropertyName(Names.Span);
        Write(idToken.Span);
        json.WritePropertyName(Names.Audiences);
        Write(idToken.Audiences);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Step> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Step step)
    {
        json.WriteStartObject();
        json.WriteString(Names.Key, step.Key);
        json.WritePropertyName(Names.Span);
        Write(step.Span);
        if (step.Id is { } id)
        {
            json.WritePropertyName(Names.Id);
            Write(id);
        }

        if (step.Name is { } name)
        {
            json.WritePropertyName(Names.Name);
            Write(name);
        }

        if (step.Condition is { } condition)
        {
            json.WritePropertyName(Names.Condition);
            Write(condition);
        }

        if (step.Container is { } container)
        {
            json.WritePropertyName(Names.Container);
            Write(container);
        }

        if (step.Uses is { } uses)
        {
            json.WritePropertyName(Names.Uses);
            Write(uses);
        }

        if (step.Plugin is { } plugin)
        {
            json.WritePropertyName(Names.Plugin);
            Write(plugin);
        }

        json.WritePropertyName(Names.Inputs);
        Write(step.Inputs);
        json.WritePropertyName(Names.Variables);
        Write(step.Variables);
        json.WritePropertyName(Names.Scripts);
        Write(step.Scripts);
        if (step.WorkingDirectory is { } workingDirectory)
        {
            json.WritePropertyName(Names.WorkingDirectory);
            Write(workingDirectory);
        }

        json.WritePropertyName(Names.WorkingDirectoryChoices);
        Write(step.WorkingDirectoryChoices);
        if (step.ContinueOnError is { } continueOnError)
        {
            json.WritePropertyName(Names.ContinueOnError);
            Write(continueOnError);
        }

        if (step.Checkout is { } checkout)
        {
            json.WritePropertyName(Names.Checkout);
            Write(checkout);
        }

        json.WritePropertyName(Names.Exchanges);
        Write(step.Exchanges);
        json.WritePropertyName(Names.Files);
        Write(step.Files);
        json.WritePropertyName(Names.Gates);
        Write(step.Gates);
        json.WritePropertyName(Names.Addresses);
        Write(step.Addresses);
        json.WritePropertyName(Names.Effects);
        Write(step.Effects);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Script> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Script script)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Shell);
        Write(script.Shell);
        json.WritePropertyName(Names.Starts);
        Write(script.Starts);
        json.WriteString(Names.Text, script.Text);
        json.WritePropertyName(Names.Span);
        Write(script.Span);
        json.WritePropertyName(Names.Anchors);
        Write(script.Anchors);
        json.WritePropertyName(Names.Interpolations);
        Write(script.Interpolations);
        json.WritePropertyName(Names.Sinks);
        Write(script.Sinks);
        if (script.Input is { } input)
        {
            json.WriteString(Names.Input, input);
        }

        if (script.Fetched is { } fetched)
        {
            json.WritePropertyName(Names.Fetched);
            Write(fetched);
        }

        json.WriteEndObject();
    }

    private void Write(ShellKind value) => WriteName(
        value switch
        {
            ShellKind.Unknown => "Unknown",
            ShellKind.Posix => "Posix",
            ShellKind.PowerShell => "PowerShell",
            ShellKind.Cmd => "Cmd",
            ShellKind.JavaScript => "JavaScript",
            ShellKind.Python => "Python",
            ShellKind.Groovy => "Groovy",
            _ => null,
        },
        (int)value);

    private static readonly string[] NamesOfScriptStart = ["None", "StopsAtError", "PipesFail"];

    private void Write(ScriptStart value) => WriteNames(NamesOfScriptStart, (int)value);

    private void Write(ImmutableArray<TextAnchor> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<TextSink> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(TextSink textSink)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(textSink.Kind);
        json.WritePropertyName(Names.Value);
        Write(textSink.Value);
        json.WriteString(Names.Text, textSink.Text);
        json.WriteString(Names.Program, textSink.Program);
        json.WritePropertyName(Names.Place);
        Write(textSink.Place);
        json.WriteNumber(Names.Offset, textSink.Offset);
        json.WriteEndObject();
    }

    private void Write(SinkKind value) => WriteName(
        value switch
        {
            SinkKind.Code => "Code",
            SinkKind.Arguments => "Arguments",
            SinkKind.Words => "Words",
            SinkKind.Path => "Path",
            SinkKind.Filter => "Filter",
            SinkKind.Prompt => "Prompt",
            SinkKind.Variables => "Variables",
            SinkKind.Sourced => "Sourced",
            SinkKind.Variable => "Variable",
            SinkKind.Delimited => "Delimited",
            SinkKind.SearchPath => "SearchPath",
            SinkKind.Outputs => "Outputs",
            SinkKind.LogLines => "LogLines",
            SinkKind.Environment => "Environment",
            _ => null,
        },
        (int)value);

    private void Write(FetchedProgram fetchedProgram)
    {
        json.WriteStartObject();
        json.WriteString(Names.By, fetchedProgram.By);
        json.WriteString(Names.Address, fetchedProgram.Address);
        json.WritePropertyName(Names.Place);
        Write(fetchedProgram.Place);
        json.WriteString(Names.Run, fetchedProgram.Run);
        json.WriteBoolean(Names.IsFile, fetchedProgram.IsFile);
        json.WriteEndObject();
    }

    private void Write(Checkout checkout)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Span);
        Write(checkout.Span);
        json.WriteString(Names.Ref, checkout.Ref);
        json.WritePropertyName(Names.Origin);
        Write(checkout.Origin);
        if (checkout.Directory is { } directory)
        {
            json.WriteString(Names.Directory, directory);
        }

        json.WriteBoolean(Names.KeepsCredentials, checkout.KeepsCredentials);
        json.WriteBoolean(Names.KeepsOutside, checkout.KeepsOutside);
        if (checkout.CredentialsSpan is { } credentialsSpan)
        {
            json.WritePropertyName(Names.CredentialsSpan);
            Write(credentialsSpan);
        }

        if (checkout.CredentialsFix is { } credentialsFix)
        {
            json.WritePropertyName(Names.CredentialsFix);
            Write(credentialsFix);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Exchange> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Exchange exchange)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(exchange.Kind);
        json.WritePropertyName(Names.Span);
        Write(exchange.Span);
        json.WritePropertyName(Names.Origin);
        Write(exchange.Origin);
        if (exchange.Doubt is { } doubt)
        {
            json.WriteString(Names.Doubt, doubt);
        }

        json.WritePropertyName(Names.Paths);
        Write(exchange.Paths);
        json.WriteBoolean(Names.IncludesHidden, exchange.IncludesHidden);
        json.WritePropertyName(Names.Readers);
        Write(exchange.Readers);
        if (exchange.Retention is { } retention)
        {
            json.WritePropertyName(Names.Retention);
            Write(retention);
        }

        json.WriteBoolean(Names.IsKeptForever, exchange.IsKeptForever);
        if (exchange.Untracked is { } untracked)
        {
            json.WritePropertyName(Names.Untracked);
            Write(untracked);
        }

        json.WriteEndObject();
    }

    private void Write(ExchangeKind value) => WriteName(
        value switch
        {
            ExchangeKind.Upload => "Upload",
            ExchangeKind.Download => "Download",
            ExchangeKind.Cache => "Cache",
            ExchangeKind.CacheRestore => "CacheRestore",
            _ => null,
        },
        (int)value);

    private void Write(ExchangeReaders value) => WriteName(
        value switch
        {
            ExchangeReaders.Everybody => "Everybody",
            ExchangeReaders.Developers => "Developers",
            ExchangeReaders.Maintainers => "Maintainers",
            ExchangeReaders.Nobody => "Nobody",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<WrittenFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(WrittenFile writtenFile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, writtenFile.Path);
        json.WritePropertyName(Names.Span);
        Write(writtenFile.Span);
        json.WriteString(Names.Text, writtenFile.Text);
        json.WritePropertyName(Names.Secrets);
        Write(writtenFile.Secrets);
        json.WriteEndObject();
    }

    private static readonly string[] NamesOfStepEffects = ["None", "RunsWorkspace", "Pushes", "Publishes", "OnlyReadsCode", "LeavesGit", "PublishesResults"];

    private void Write(StepEffects value) => WriteNames(NamesOfStepEffects, (int)value);

    private void Write(Deployment deployment)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Span);
        Write(deployment.Span);
        json.WritePropertyName(Names.TierNames);
        Write(deployment.TierNames);
        json.WritePropertyName(Names.Destinations);
        Write(deployment.Destinations);
        if (deployment.Automation is { } automation)
        {
            json.WritePropertyName(Names.Automation);
            Write(automation);
        }

        json.WritePropertyName(Names.Windows);
        Write(deployment.Windows);
        if (deployment.Proposals is { } proposals)
        {
            json.WritePropertyName(Names.Proposals);
            Write(proposals);
        }

        json.WriteBoolean(Names.AreProposalsGuarded, deployment.AreProposalsGuarded);
        json.WritePropertyName(Names.Grants);
        Write(deployment.Grants);
        json.WritePropertyName(Names.Filled);
        Write(deployment.Filled);
        json.WritePropertyName(Names.Connections);
        Write(deployment.Connections);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Destination> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Destination destination)
    {
        json.WriteStartObject();
        json.WriteString(Names.Text, destination.Text);
        json.WritePropertyName(Names.Span);
        Write(destination.Span);
        json.WriteBoolean(Names.IsOwn, destination.IsOwn);
        json.WriteBoolean(Names.IsOfSystem, destination.IsOfSystem);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<WideGrant> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(WideGrant wideGrant)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(wideGrant.Kind);
        json.WriteString(Names.Text, wideGrant.Text);
        json.WritePropertyName(Names.Span);
        Write(wideGrant.Span);
        json.WriteString(Names.To, wideGrant.To);
        json.WriteEndObject();
    }

    private void Write(WideGrantKind value) => WriteName(
        value switch
        {
            WideGrantKind.AnySource => "AnySource",
            WideGrantKind.EveryRepository => "EveryRepository",
            WideGrantKind.AnyDestination => "AnyDestination",
            WideGrantKind.AnyResource => "AnyResource",
            WideGrantKind.AnyWriter => "AnyWriter",
            WideGrantKind.Everything => "Everything",
            WideGrantKind.EveryDeployment => "EveryDeployment",
            WideGrantKind.EveryShell => "EveryShell",
            WideGrantKind.EverythingToAll => "EverythingToAll",
            WideGrantKind.Anonymous => "Anonymous",
            WideGrantKind.Shell => "Shell",
            WideGrantKind.OpenGroup => "OpenGroup",
            WideGrantKind.EndlessToken => "EndlessToken",
            WideGrantKind.NamedByOutsiders => "NamedByOutsiders",
            WideGrantKind.NamedByContributors => "NamedByContributors",
            WideGrantKind.ForeignFiles => "ForeignFiles",
            WideGrantKind.Programs => "Programs",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<FilledText> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(FilledText filledText)
    {
        json.WriteStartObject();
        json.WriteString(Names.Text, filledText.Text);
        json.WritePropertyName(Names.Span);
        Write(filledText.Span);
        json.WritePropertyName(Names.Part);
        Write(filledText.Part);
        json.WritePropertyName(Names.Provenance);
        Write(filledText.Provenance);
        json.WriteEndObject();
    }

    private void Write(FilledPart value) => WriteName(
        value switch
        {
            FilledPart.Deployment => "Deployment",
            FilledPart.Values => "Values",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<OpenConnection> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OpenConnection openConnection)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(openConnection.Kind);
        json.WriteString(Names.Text, openConnection.Text);
        json.WritePropertyName(Names.Span);
        Write(openConnection.Span);
        json.WriteEndObject();
    }

    private void Write(OpenConnectionKind value) => WriteName(
        value switch
        {
            OpenConnectionKind.Plain => "Plain",
            OpenConnectionKind.Unchecked => "Unchecked",
            OpenConnectionKind.Served => "Served",
            OpenConnectionKind.Inner => "Inner",
            OpenConnectionKind.Allowed => "Allowed",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Drift> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Drift drift)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(drift.Kind);
        json.WriteString(Names.Text, drift.Text);
        json.WritePropertyName(Names.Span);
        Write(drift.Span);
        json.WriteEndObject();
    }

    private void Write(DriftKind value) => WriteName(
        value switch
        {
            DriftKind.MayBeEdited => "MayBeEdited",
            DriftKind.IsOpenToEdits => "IsOpenToEdits",
            DriftKind.DeletesUnnamed => "DeletesUnnamed",
            DriftKind.Hidden => "Hidden",
            DriftKind.PassedOver => "PassedOver",
            DriftKind.Kept => "Kept",
            DriftKind.Unhealed => "Unhealed",
            DriftKind.Unwritten => "Unwritten",
            DriftKind.Newest => "Newest",
            DriftKind.Replaced => "Replaced",
            DriftKind.Unchecked => "Unchecked",
            DriftKind.Emptied => "Emptied",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<OpenRight> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OpenRight openRight)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(openRight.Kind);
        json.WriteString(Names.Text, openRight.Text);
        json.WritePropertyName(Names.Span);
        Write(openRight.Span);
        json.WriteEndObject();
    }

    private void Write(OpenRightKind value) => WriteName(
        value switch
        {
            OpenRightKind.Unsaid => "Unsaid",
            OpenRightKind.Empty => "Empty",
            OpenRightKind.NoWriters => "NoWriters",
            OpenRightKind.NoStarters => "NoStarters",
            OpenRightKind.Everybody => "Everybody",
            OpenRightKind.Callers => "Callers",
            OpenRightKind.Branches => "Branches",
            OpenRightKind.Tags => "Tags",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<SecretUse> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SecretUse secretUse)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(secretUse.Kind);
        if (secretUse.Name is { } name)
        {
            json.WriteString(Names.Name, name);
        }

        json.WriteString(Names.Text, secretUse.Text);
        json.WritePropertyName(Names.Span);
        Write(secretUse.Span);
        json.WritePropertyName(Names.Place);
        Write(secretUse.Place);
        if (secretUse.Job is { } job)
        {
            json.WriteString(Names.Job, job);
        }

        if (secretUse.Step is { } step)
        {
            json.WriteString(Names.Step, step);
        }

        if (secretUse.Receiver is { } receiver)
        {
            json.WritePropertyName(Names.Receiver);
            Write(receiver);
        }

        if (secretUse.Fix is { } fix)
        {
            json.WritePropertyName(Names.Fix);
            Write(fix);
        }

        json.WriteEndObject();
    }

    private void Write(SecretUseKind value) => WriteName(
        value switch
        {
            SecretUseKind.Named => "Named",
            SecretUseKind.All => "All",
            SecretUseKind.Computed => "Computed",
            SecretUseKind.Derived => "Derived",
            SecretUseKind.Pasted => "Pasted",
            SecretUseKind.Inherited => "Inherited",
            SecretUseKind.Forwarded => "Forwarded",
            SecretUseKind.Group => "Group",
            SecretUseKind.Keys => "Keys",
            _ => null,
        },
        (int)value);

    private void Write(SecretPlace value) => WriteName(
        value switch
        {
            SecretPlace.Script => "Script",
            SecretPlace.PipelineVariable => "PipelineVariable",
            SecretPlace.Parameter => "Parameter",
            SecretPlace.JobVariable => "JobVariable",
            SecretPlace.StepVariable => "StepVariable",
            SecretPlace.Input => "Input",
            SecretPlace.CalledSecret => "CalledSecret",
            SecretPlace.Condition => "Condition",
            SecretPlace.Other => "Other",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Credential> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Credential credential)
    {
        json.WriteStartObject();
        json.WriteString(Names.Format, credential.Format);
        json.WriteString(Names.Masked, credential.Masked);
        json.WritePropertyName(Names.Span);
        Write(credential.Span);
        json.WriteString(Names.Subject, credential.Subject);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<HiddenText> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(HiddenText hiddenText)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(hiddenText.Kind);
        json.WriteString(Names.Characters, hiddenText.Characters);
        json.WritePropertyName(Names.Span);
        Write(hiddenText.Span);
        json.WriteBoolean(Names.IsRemark, hiddenText.IsRemark);
        json.WriteBoolean(Names.IsBesideLetters, hiddenText.IsBesideLetters);
        json.WriteEndObject();
    }

    private void Write(HiddenKind value) => WriteName(
        value switch
        {
            HiddenKind.Override => "Override",
            HiddenKind.Embedding => "Embedding",
            HiddenKind.Mark => "Mark",
            HiddenKind.Invisible => "Invisible",
            HiddenKind.Tag => "Tag",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Build> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Build build)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, build.Name);
        json.WritePropertyName(Names.Isolation);
        Write(build.Isolation);
        json.WriteString(Names.Text, build.Text);
        json.WritePropertyName(Names.Span);
        Write(build.Span);
        if (build.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsTrial, build.IsTrial);
        if (build.Unfetchable is { } unfetchable)
        {
            json.WriteString(Names.Unfetchable, unfetchable);
        }

        if (build.Expiry is { } expiry)
        {
            json.WritePropertyName(Names.Expiry);
            Write(expiry);
        }

        if (build.WithoutSources is { } withoutSources)
        {
            json.WritePropertyName(Names.WithoutSources);
            Write(withoutSources);
        }

        json.WritePropertyName(Names.Fetched);
        Write(build.Fetched);
        json.WritePropertyName(Names.Faults);
        Write(build.Faults);
        json.WritePropertyName(Names.Images);
        Write(build.Images);
        json.WriteEndObject();
    }

    private void Write(BuildIsolation value) => WriteName(
        value switch
        {
            BuildIsolation.Unknown => "Unknown",
            BuildIsolation.None => "None",
            BuildIsolation.Isolated => "Isolated",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<FetchedPackages> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(FetchedPackages fetchedPackages)
    {
        json.WriteStartObject();
        json.WriteString(Names.Ecosystem, fetchedPackages.Ecosystem);
        json.WriteString(Names.Folder, fetchedPackages.Folder);
        json.WritePropertyName(Names.Span);
        Write(fetchedPackages.Span);
        json.WritePropertyName(Names.Missing);
        Write(fetchedPackages.Missing);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<FetchFault> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(FetchFault fetchFault)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(fetchFault.Kind);
        json.WriteString(Names.Text, fetchFault.Text);
        json.WritePropertyName(Names.Span);
        Write(fetchFault.Span);
        json.WriteEndObject();
    }

    private void Write(FetchFaultKind value) => WriteName(
        value switch
        {
            FetchFaultKind.Permissive => "Permissive",
            FetchFaultKind.PastRegistries => "PastRegistries",
            FetchFaultKind.NoBackend => "NoBackend",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<BuiltImage> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(BuiltImage builtImage)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, builtImage.Name);
        json.WritePropertyName(Names.Span);
        Write(builtImage.Span);
        json.WritePropertyName(Names.Told);
        Write(builtImage.Told);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ToolSetting> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ToolSetting toolSetting)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, toolSetting.Name);
        if (toolSetting.Value is { } value)
        {
            json.WriteString(Names.Value, value);
        }

        if (toolSetting.Span is { } span)
        {
            json.WritePropertyName(Names.Span);
            Write(span);
        }

        if (toolSetting.Condition is { } condition)
        {
            json.WriteString(Names.Condition, condition);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CheckLapse> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CheckLapse checkLapse)
    {
        json.WriteStartObject();
        json.WriteString(Names.Checks, checkLapse.Checks);
        json.WriteString(Names.Text, checkLapse.Text);
        json.WritePropertyName(Names.Span);
        Write(checkLapse.Span);
        json.WritePropertyName(Names.Kind);
        Write(checkLapse.Kind);
        json.WriteString(Names.Subject, checkLapse.Subject);
        json.WritePropertyName(Names.Where);
        Write(checkLapse.Where);
        json.WriteEndObject();
    }

    private void Write(LapseKind value) => WriteName(
        value switch
        {
            LapseKind.Unknown => "Unknown",
            LapseKind.NotMade => "NotMade",
            LapseKind.NotHeeded => "NotHeeded",
            LapseKind.Elsewhere => "Elsewhere",
            LapseKind.NotThere => "NotThere",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Place> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<Connection> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Connection connection)
    {
        json.WriteStartObject();
        json.WriteString(Names.Text, connection.Text);
        json.WritePropertyName(Names.Span);
        Write(connection.Span);
        json.WriteBoolean(Names.IsUnchecked, connection.IsUnchecked);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Opening> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Opening opening)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(opening.Kind);
        json.WriteString(Names.Text, opening.Text);
        json.WritePropertyName(Names.Span);
        Write(opening.Span);
        json.WriteEndObject();
    }

    private void Write(OpeningKind value) => WriteName(
        value switch
        {
            OpeningKind.OwnPipelines => "OwnPipelines",
            OpeningKind.LastingConsent => "LastingConsent",
            _ => null,
        },
        (int)value);

    private void Write(PipelineLock pipelineLock)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, pipelineLock.Path);
        json.WriteBoolean(Names.Covers, pipelineLock.Covers);
        json.WritePropertyName(Names.Problems);
        Write(pipelineLock.Problems);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<IgnoredPipeline> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(IgnoredPipeline ignoredPipeline)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Platform);
        Write(ignoredPipeline.Platform);
        json.WriteString(Names.Path, ignoredPipeline.Path);
        json.WriteString(Names.Why, ignoredPipeline.Why);
        if (ignoredPipeline.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteBoolean(Names.IsTemplate, ignoredPipeline.IsTemplate);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<LinkedPipeline> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LinkedPipeline linkedPipeline)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, linkedPipeline.Path);
        json.WriteString(Names.Target, linkedPipeline.Target);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<UnreadPipeline> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(UnreadPipeline unreadPipeline)
    {
        json.WriteStartObject();
        json.WriteString(Names.System, unreadPipeline.System);
        json.WriteString(Names.Path, unreadPipeline.Path);
        if (unreadPipeline.LeftOut is { } leftOut)
        {
            json.WriteString(Names.LeftOut, leftOut);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Template> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Template template)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, template.Path);
        json.WritePropertyName(Names.Forge);
        Write(template.Forge);
        json.WritePropertyName(Names.Kind);
        Write(template.Kind);
        json.WritePropertyName(Names.Format);
        Write(template.Format);
        json.WriteString(Names.Name, template.Name);
        json.WriteBoolean(Names.Default, template.Default);
        if (template.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Problems);
        Write(template.Problems);
        json.WritePropertyName(Names.Items);
        Write(template.Items);
        json.WritePropertyName(Names.Headings);
        Write(template.Headings);
        json.WriteEndObject();
    }

    private void Write(TemplateFormat value) => WriteName(
        value switch
        {
            TemplateFormat.Markdown => "Markdown",
            TemplateFormat.Form => "Form",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<TemplateItem> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(TemplateItem templateItem)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(templateItem.Kind);
        json.WriteString(Names.Text, templateItem.Text);
        json.WritePropertyName(Names.Span);
        Write(templateItem.Span);
        json.WritePropertyName(Names.Below);
        Write(templateItem.Below);
        json.WriteEndObject();
    }

    private void Write(TemplateItemKind value) => WriteName(
        value switch
        {
            TemplateItemKind.Checkbox => "Checkbox",
            TemplateItemKind.Question => "Question",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<IgnoredTemplate> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(IgnoredTemplate ignoredTemplate)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Forge);
        Write(ignoredTemplate.Forge);
        json.WriteString(Names.Path, ignoredTemplate.Path);
        json.WriteString(Names.Why, ignoredTemplate.Why);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<SoftwareTemplate> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SoftwareTemplate softwareTemplate)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, softwareTemplate.Path);
        if (softwareTemplate.Member is { } member)
        {
            json.WriteString(Names.Member, member);
        }

        if (softwareTemplate.Name is { } name)
        {
            json.WritePropertyName(Names.Name);
            Write(name);
        }

        json.WritePropertyName(Names.Span);
        Write(softwareTemplate.Span);
        if (softwareTemplate.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteBoolean(Names.IsExample, softwareTemplate.IsExample);
        json.WritePropertyName(Names.Problems);
        Write(softwareTemplate.Problems);
        json.WritePropertyName(Names.Sources);
        Write(softwareTemplate.Sources);
        json.WritePropertyName(Names.Publications);
        Write(softwareTemplate.Publications);
        json.WritePropertyName(Names.Files);
        Write(softwareTemplate.Files);
        json.WriteNumber(Names.Carried, softwareTemplate.Carried);
        if (softwareTemplate.MoreFiles is { } moreFiles)
        {
            json.WriteString(Names.MoreFiles, moreFiles);
        }

        json.WritePropertyName(Names.Left);
        Write(softwareTemplate.Left);
        json.WritePropertyName(Names.Credentials);
        Write(softwareTemplate.Credentials);
        json.WritePropertyName(Names.WrittenSecrets);
        Write(softwareTemplate.WrittenSecrets);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Publication> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Publication publication)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(publication.Kind);
        json.WriteString(Names.Step, publication.Step);
        json.WritePropertyName(Names.Span);
        Write(publication.Span);
        json.WritePropertyName(Names.Safeguards);
        Write(publication.Safeguards);
        json.WriteEndObject();
    }

    private void Write(PublicationKind value) => WriteName(
        value switch
        {
            PublicationKind.Repository => "Repository",
            PublicationKind.Change => "Change",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Safeguard> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Safeguard safeguard)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(safeguard.Kind);
        json.WritePropertyName(Names.State);
        Write(safeguard.State);
        json.WriteString(Names.Input, safeguard.Input);
        json.WritePropertyName(Names.Span);
        Write(safeguard.Span);
        json.WriteEndObject();
    }

    private void Write(SafeguardKind value) => WriteName(
        value switch
        {
            SafeguardKind.Protection => "Protection",
            SafeguardKind.Review => "Review",
            SafeguardKind.CodeOwnerReview => "CodeOwnerReview",
            SafeguardKind.Checks => "Checks",
            _ => null,
        },
        (int)value);

    private void Write(SafeguardState value) => WriteName(
        value switch
        {
            SafeguardState.Given => "Given",
            SafeguardState.Unsaid => "Unsaid",
            SafeguardState.Off => "Off",
            SafeguardState.Chosen => "Chosen",
            SafeguardState.Unknown => "Unknown",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<CarriedFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CarriedFile carriedFile)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(carriedFile.Kind);
        json.WriteString(Names.Path, carriedFile.Path);
        json.WriteString(Names.Target, carriedFile.Target);
        json.WriteBoolean(Names.IsFilledIn, carriedFile.IsFilledIn);
        if (carriedFile.Lacks is { } lacks)
        {
            json.WriteString(Names.Lacks, lacks);
        }

        json.WritePropertyName(Names.Lost);
        Write(carriedFile.Lost);
        if (carriedFile.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteEndObject();
    }

    private void Write(CarriedKind value) => WriteName(
        value switch
        {
            CarriedKind.Pipeline => "Pipeline",
            CarriedKind.CodeOwners => "CodeOwners",
            CarriedKind.Manifest => "Manifest",
            CarriedKind.Lockfile => "Lockfile",
            CarriedKind.Policy => "Policy",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<CatalogEntity> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CatalogEntity catalogEntity)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, catalogEntity.Path);
        json.WritePropertyName(Names.Span);
        Write(catalogEntity.Span);
        json.WriteString(Names.Name, catalogEntity.Name);
        if (catalogEntity.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Problems);
        Write(catalogEntity.Problems);
        if (catalogEntity.MadeOf is { } madeOf)
        {
            json.WritePropertyName(Names.MadeOf);
            Write(madeOf);
        }

        json.WriteBoolean(Names.IsAnswer, catalogEntity.IsAnswer);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<FileDigest> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(FileDigest fileDigest)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, fileDigest.Path);
        if (fileDigest.Digest is { } digest)
        {
            json.WriteString(Names.Digest, digest);
        }

        if (fileDigest.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Project> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Project project)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Ecosystem);
        Write(project.Ecosystem);
        json.WriteString(Names.Folder, project.Folder);
        json.WritePropertyName(Names.Manifests);
        Write(project.Manifests);
        if (project.Workspace is { } workspace)
        {
            json.WriteString(Names.Workspace, workspace);
        }

        json.WritePropertyName(Names.Locks);
        Write(project.Locks);
        json.WriteBoolean(Names.IsLibrary, project.IsLibrary);
        json.WriteBoolean(Names.IsUnread, project.IsUnread);
        json.WritePropertyName(Names.Hindrances);
        Write(project.Hindrances);
        json.WritePropertyName(Names.Settings);
        Write(project.Settings);
        json.WritePropertyName(Names.Disagreements);
        Write(project.Disagreements);
        json.WriteNumber(Names.Compared, project.Compared);
        json.WritePropertyName(Names.DisagreementGaps);
        Write(project.DisagreementGaps);
        json.WritePropertyName(Names.HindranceGaps);
        Write(project.HindranceGaps);
        json.WritePropertyName(Names.SettingGaps);
        Write(project.SettingGaps);
        json.WriteEndObject();
    }

    private void Write(Ecosystem value) => WriteName(
        value switch
        {
            Ecosystem.Pip => "Pip",
            Ecosystem.Pylock => "Pylock",
            Ecosystem.Uv => "Uv",
            Ecosystem.Poetry => "Poetry",
            Ecosystem.Pdm => "Pdm",
            Ecosystem.Pipenv => "Pipenv",
            Ecosystem.Conda => "Conda",
            Ecosystem.Pixi => "Pixi",
            Ecosystem.Npm => "Npm",
            Ecosystem.YarnClassic => "YarnClassic",
            Ecosystem.Yarn => "Yarn",
            Ecosystem.Pnpm => "Pnpm",
            Ecosystem.Bun => "Bun",
            Ecosystem.Maven => "Maven",
            Ecosystem.Gradle => "Gradle",
            Ecosystem.NuGet => "NuGet",
            Ecosystem.Bazel => "Bazel",
            Ecosystem.Vcpkg => "Vcpkg",
            Ecosystem.Conan => "Conan",
            Ecosystem.Go => "Go",
            Ecosystem.Cargo => "Cargo",
            Ecosystem.Composer => "Composer",
            Ecosystem.Bundler => "Bundler",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Manifest> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Manifest manifest)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, manifest.Path);
        if (manifest.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Span);
        Write(manifest.Span);
        json.WriteNumber(Names.Packages, manifest.Packages);
        if (manifest.Lock is { } @lock)
        {
            json.WriteString(Names.Lock, @lock);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<LockHindrance> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LockHindrance lockHindrance)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(lockHindrance.Kind);
        json.WriteString(Names.Lock, lockHindrance.Lock);
        json.WriteString(Names.Text, lockHindrance.Text);
        json.WritePropertyName(Names.Span);
        Write(lockHindrance.Span);
        json.WriteEndObject();
    }

    private void Write(LockHindranceKind value) => WriteName(
        value switch
        {
            LockHindranceKind.Ignored => "Ignored",
            LockHindranceKind.Untracked => "Untracked",
            LockHindranceKind.SwitchedOff => "SwitchedOff",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<LockDisagreement> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LockDisagreement lockDisagreement)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(lockDisagreement.Kind);
        json.WriteString(Names.Package, lockDisagreement.Package);
        json.WriteString(Names.Wanted, lockDisagreement.Wanted);
        if (lockDisagreement.Locked is { } locked)
        {
            json.WriteString(Names.Locked, locked);
        }

        json.WritePropertyName(Names.Manifest);
        Write(lockDisagreement.Manifest);
        json.WritePropertyName(Names.Lock);
        Write(lockDisagreement.Lock);
        json.WriteBoolean(Names.IsMet, lockDisagreement.IsMet);
        json.WriteEndObject();
    }

    private void Write(LockDisagreementKind value) => WriteName(
        value switch
        {
            LockDisagreementKind.Missing => "Missing",
            LockDisagreementKind.OutOfRange => "OutOfRange",
            LockDisagreementKind.OtherRequest => "OtherRequest",
            LockDisagreementKind.NotAsked => "NotAsked",
            LockDisagreementKind.OtherDigest => "OtherDigest",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<Lockfile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Lockfile lockfile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, lockfile.Path);
        json.WritePropertyName(Names.Ecosystem);
        Write(lockfile.Ecosystem);
        if (lockfile.Version is { } version)
        {
            json.WriteString(Names.Version, version);
        }

        if (lockfile.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Span);
        Write(lockfile.Span);
        json.WriteNumber(Names.Packages, lockfile.Packages);
        json.WritePropertyName(Names.Faults);
        Write(lockfile.Faults);
        json.WritePropertyName(Names.Counts);
        Write(lockfile.Counts);
        if (lockfile.IsTracked is { } isTracked)
        {
            json.WriteBoolean(Names.IsTracked, isTracked);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<LockFault> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LockFault lockFault)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(lockFault.Kind);
        json.WriteString(Names.Package, lockFault.Package);
        if (lockFault.Version is { } version)
        {
            json.WriteString(Names.Version, version);
        }

        json.WriteString(Names.Text, lockFault.Text);
        json.WritePropertyName(Names.Span);
        Write(lockFault.Span);
        json.WriteEndObject();
    }

    private void Write(LockFaultKind value) => WriteName(
        value switch
        {
            LockFaultKind.NoHash => "NoHash",
            LockFaultKind.WeakHash => "WeakHash",
            LockFaultKind.NoCommit => "NoCommit",
            LockFaultKind.NoVersion => "NoVersion",
            LockFaultKind.PlainHttp => "PlainHttp",
            LockFaultKind.OtherHost => "OtherHost",
            LockFaultKind.OtherPackage => "OtherPackage",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<LockFaultCount> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LockFaultCount lockFaultCount)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(lockFaultCount.Kind);
        json.WriteNumber(Names.Count, lockFaultCount.Count);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<BuildWrapper> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(BuildWrapper buildWrapper)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Ecosystem);
        Write(buildWrapper.Ecosystem);
        json.WriteString(Names.Path, buildWrapper.Path);
        if (buildWrapper.Address is { } address)
        {
            json.WriteString(Names.Address, address);
        }

        if (buildWrapper.Checksum is { } checksum)
        {
            json.WriteString(Names.Checksum, checksum);
        }

        json.WritePropertyName(Names.Span);
        Write(buildWrapper.Span);
        if (buildWrapper.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CommandFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CommandFile commandFile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, commandFile.Path);
        json.WritePropertyName(Names.Kind);
        Write(commandFile.Kind);
        if (commandFile.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Targets);
        Write(commandFile.Targets);
        json.WritePropertyName(Names.Includes);
        Write(commandFile.Includes);
        json.WritePropertyName(Names.Asks);
        Write(commandFile.Asks);
        json.WritePropertyName(Names.AsksEnvironment);
        Write(commandFile.AsksEnvironment);
        if (commandFile.Source is { } source)
        {
            json.WriteString(Names.Source, source);
        }

        if (commandFile.Frontend is { } frontend)
        {
            json.WritePropertyName(Names.Frontend);
            Write(frontend);
        }

        json.WriteEndObject();
    }

    private void Write(CommandFileKind value) => WriteName(
        value switch
        {
            CommandFileKind.Script => "Script",
            CommandFileKind.Make => "Make",
            CommandFileKind.Task => "Task",
            CommandFileKind.Just => "Just",
            CommandFileKind.PackageScripts => "PackageScripts",
            CommandFileKind.ComposerScripts => "ComposerScripts",
            CommandFileKind.PythonTasks => "PythonTasks",
            CommandFileKind.Tox => "Tox",
            CommandFileKind.Nox => "Nox",
            CommandFileKind.Containerfile => "Containerfile",
            CommandFileKind.Compose => "Compose",
            CommandFileKind.Bake => "Bake",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<CommandTarget> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CommandTarget commandTarget)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, commandTarget.Name);
        json.WritePropertyName(Names.Span);
        Write(commandTarget.Span);
        json.WriteBoolean(Names.IsDefault, commandTarget.IsDefault);
        json.WritePropertyName(Names.Needs);
        Write(commandTarget.Needs);
        json.WritePropertyName(Names.Parameters);
        Write(commandTarget.Parameters);
        json.WritePropertyName(Names.Variables);
        Write(commandTarget.Variables);
        json.WritePropertyName(Names.Texts);
        Write(commandTarget.Texts);
        json.WritePropertyName(Names.Copied);
        Write(commandTarget.Copied);
        if (commandTarget.Base is { } @base)
        {
            json.WritePropertyName(Names.Base);
            Write(@base);
        }

        json.WritePropertyName(Names.BaseArguments);
        Write(commandTarget.BaseArguments);
        json.WritePropertyName(Names.Takes);
        Write(commandTarget.Takes);
        json.WritePropertyName(Names.Added);
        Write(commandTarget.Added);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CommandParameter> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CommandParameter commandParameter)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, commandParameter.Name);
        json.WriteBoolean(Names.TakesRest, commandParameter.TakesRest);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CommandText> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CommandText commandText)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Script);
        Write(commandText.Script);
        if (commandText.Folder is { } folder)
        {
            json.WriteString(Names.Folder, folder);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CopiedFolder> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CopiedFolder copiedFolder)
    {
        json.WriteStartObject();
        json.WriteString(Names.From, copiedFolder.From);
        json.WriteString(Names.To, copiedFolder.To);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AddedFile> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AddedFile addedFile)
    {
        json.WriteStartObject();
        json.WriteString(Names.Address, addedFile.Address);
        json.WriteBoolean(Names.IsFixed, addedFile.IsFixed);
        json.WritePropertyName(Names.Span);
        Write(addedFile.Span);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<SupplyLayout> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SupplyLayout supplyLayout)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, supplyLayout.Path);
        json.WritePropertyName(Names.State);
        Write(supplyLayout.State);
        json.WriteString(Names.Reason, supplyLayout.Reason);
        json.WritePropertyName(Names.Place);
        Write(supplyLayout.Place);
        if (supplyLayout.Expires is { } expires)
        {
            json.WriteString(Names.Expires, expires);
        }

        json.WritePropertyName(Names.ExpiresPlace);
        Write(supplyLayout.ExpiresPlace);
        json.WritePropertyName(Names.Weaknesses);
        Write(supplyLayout.Weaknesses);
        json.WritePropertyName(Names.Steps);
        Write(supplyLayout.Steps);
        json.WritePropertyName(Names.NotExecuted);
        Write(supplyLayout.NotExecuted);
        json.WriteEndObject();
    }

    private void Write(SupplyState value) => WriteName(
        value switch
        {
            SupplyState.Unknown => "Unknown",
            SupplyState.NoTrustRoot => "NoTrustRoot",
            SupplyState.SignedWithoutLinks => "SignedWithoutLinks",
            SupplyState.Failed => "Failed",
            SupplyState.Verified => "Verified",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<SupplyWeakness> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SupplyWeakness supplyWeakness)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(supplyWeakness.Kind);
        json.WritePropertyName(Names.Place);
        Write(supplyWeakness.Place);
        json.WriteString(Names.Text, supplyWeakness.Text);
        json.WriteEndObject();
    }

    private void Write(SupplyWeaknessKind value) => WriteName(
        value switch
        {
            SupplyWeaknessKind.OpenRules => "OpenRules",
            SupplyWeaknessKind.AllowsEverything => "AllowsEverything",
            SupplyWeaknessKind.ThresholdOfOne => "ThresholdOfOne",
            SupplyWeaknessKind.ThresholdOutOfReach => "ThresholdOutOfReach",
            SupplyWeaknessKind.SharedKey => "SharedKey",
            SupplyWeaknessKind.RepeatedKey => "RepeatedKey",
            SupplyWeaknessKind.StepWithoutKeys => "StepWithoutKeys",
            SupplyWeaknessKind.UnknownKey => "UnknownKey",
            SupplyWeaknessKind.UnsupportedKey => "UnsupportedKey",
            SupplyWeaknessKind.UnknownStep => "UnknownStep",
            SupplyWeaknessKind.NoSteps => "NoSteps",
            SupplyWeaknessKind.RunsCommand => "RunsCommand",
            SupplyWeaknessKind.OtherKeyId => "OtherKeyId",
            SupplyWeaknessKind.OtherStep => "OtherStep",
            SupplyWeaknessKind.OtherCommand => "OtherCommand",
            SupplyWeaknessKind.LinksDiffer => "LinksDiffer",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<SupplyStep> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SupplyStep supplyStep)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, supplyStep.Name);
        json.WritePropertyName(Names.Place);
        Write(supplyStep.Place);
        json.WriteNumber(Names.Threshold, supplyStep.Threshold);
        json.WriteNumber(Names.Counted, supplyStep.Counted);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ReleaseSetting> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ReleaseSetting releaseSetting)
    {
        json.WriteStartObject();
        json.WriteString(Names.Program, releaseSetting.Program);
        json.WriteString(Names.Name, releaseSetting.Name);
        json.WritePropertyName(Names.Place);
        Write(releaseSetting.Place);
        json.WriteBoolean(Names.SignsFiles, releaseSetting.SignsFiles);
        json.WriteBoolean(Names.SignsImages, releaseSetting.SignsImages);
        json.WriteBoolean(Names.ReleasesFiles, releaseSetting.ReleasesFiles);
        json.WriteBoolean(Names.ReleasesImages, releaseSetting.ReleasesImages);
        json.WriteBoolean(Names.SwitchesOff, releaseSetting.SwitchesOff);
        if (releaseSetting.Package is { } package)
        {
            json.WriteString(Names.Package, package);
        }

        if (releaseSetting.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<InlineException> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(InlineException inlineException)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Span);
        Write(inlineException.Span);
        json.WritePropertyName(Names.Covers);
        Write(inlineException.Covers);
        json.WriteString(Names.Mark, inlineException.Mark);
        json.WritePropertyName(Names.Rules);
        Write(inlineException.Rules);
        if (inlineException.Until is { } until)
        {
            json.WritePropertyName(Names.Until);
            Write(until);
        }

        json.WriteString(Names.Reason, inlineException.Reason);
        if (inlineException.Fault is { } fault)
        {
            json.WriteString(Names.Fault, fault);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ForeignSuppression> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ForeignSuppression foreignSuppression)
    {
        json.WriteStartObject();
        json.WriteString(Names.Tool, foreignSuppression.Tool);
        json.WritePropertyName(Names.Span);
        Write(foreignSuppression.Span);
        json.WritePropertyName(Names.Rules);
        Write(foreignSuppression.Rules);
        json.WriteString(Names.Target, foreignSuppression.Target);
        json.WritePropertyName(Names.Scope);
        Write(foreignSuppression.Scope);
        json.WriteString(Names.Reason, foreignSuppression.Reason);
        if (foreignSuppression.Until is { } until)
        {
            json.WritePropertyName(Names.Until);
            Write(until);
        }

        json.WriteBoolean(Names.CanEnd, foreignSuppression.CanEnd);
        if (foreignSuppression.Fault is { } fault)
        {
            json.WriteString(Names.Fault, fault);
        }

        json.WriteBoolean(Names.IsMinor, foreignSuppression.IsMinor);
        json.WriteEndObject();
    }

    private void Write(SuppressionScope value) => WriteName(
        value switch
        {
            SuppressionScope.Line => "Line",
            SuppressionScope.File => "File",
            SuppressionScope.Repository => "Repository",
            _ => null,
        },
        (int)value);

    private void Write(ForgeSettings forgeSettings)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Forge);
        Write(forgeSettings.Forge);
        json.WriteString(Names.Server, forgeSettings.Server);
        json.WritePropertyName(Names.Repositories);
        Write(forgeSettings.Repositories);
        if (forgeSettings.Organization is { } organization)
        {
            json.WritePropertyName(Names.Organization);
            Write(organization);
        }

        json.WritePropertyName(Names.Answers);
        Write(forgeSettings.Answers);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<RepositorySettings> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(RepositorySettings repositorySettings)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, repositorySettings.Name);
        json.WriteString(Names.Url, repositorySettings.Url);
        json.WritePropertyName(Names.Traits);
        Write(repositorySettings.Traits);
        json.WritePropertyName(Names.Protection);
        Write(repositorySettings.Protection);
        json.WritePropertyName(Names.History);
        Write(repositorySettings.History);
        json.WritePropertyName(Names.CodeOwners);
        Write(repositorySettings.CodeOwners);
        json.WritePropertyName(Names.Administrators);
        Write(repositorySettings.Administrators);
        json.WritePropertyName(Names.OutsideCollaborators);
        Write(repositorySettings.OutsideCollaborators);
        json.WritePropertyName(Names.Keys);
        Write(repositorySettings.Keys);
        json.WritePropertyName(Names.Webhooks);
        Write(repositorySettings.Webhooks);
        json.WritePropertyName(Names.Pipelines);
        Write(repositorySettings.Pipelines);
        json.WritePropertyName(Names.Environments);
        Write(repositorySettings.Environments);
        json.WritePropertyName(Names.Scanning);
        Write(repositorySettings.Scanning);
        json.WriteEndObject();
    }

    private void Write(Observed<RepositoryTraits> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(RepositoryTraits repositoryTraits)
    {
        json.WriteStartObject();
        if (repositoryTraits.DefaultBranch is { } defaultBranch)
        {
            json.WriteString(Names.DefaultBranch, defaultBranch);
        }

        if (repositoryTraits.IsPublic is { } isPublic)
        {
            json.WriteBoolean(Names.IsPublic, isPublic);
        }

        json.WriteBoolean(Names.IsArchived, repositoryTraits.IsArchived);
        json.WriteBoolean(Names.IsFork, repositoryTraits.IsFork);
        json.WriteBoolean(Names.IsOfPerson, repositoryTraits.IsOfPerson);
        json.WriteEndObject();
    }

    private void Write(Observed<BranchProtection> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(BranchProtection branchProtection)
    {
        json.WriteStartObject();
        json.WriteString(Names.Branch, branchProtection.Branch);
        json.WritePropertyName(Names.Layers);
        Write(branchProtection.Layers);
        json.WritePropertyName(Names.Unseen);
        Write(branchProtection.Unseen);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ProtectionLayer> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ProtectionLayer protectionLayer)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, protectionLayer.Name);
        json.WritePropertyName(Names.Level);
        Write(protectionLayer.Level);
        if (protectionLayer.Url is { } url)
        {
            json.WriteString(Names.Url, url);
        }

        if (protectionLayer.NotInForce is { } notInForce)
        {
            json.WriteString(Names.NotInForce, notInForce);
        }

        json.WritePropertyName(Names.Demands);
        Write(protectionLayer.Demands);
        json.WritePropertyName(Names.Bypass);
        Write(protectionLayer.Bypass);
        json.WriteEndObject();
    }

    private void Write(SettingsLevel value) => WriteName(
        value switch
        {
            SettingsLevel.Repository => "Repository",
            SettingsLevel.Organization => "Organization",
            SettingsLevel.Enterprise => "Enterprise",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<BranchDemand> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(BranchDemand branchDemand)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(branchDemand.Kind);
        json.WriteNumber(Names.Count, branchDemand.Count);
        json.WritePropertyName(Names.Which);
        Write(branchDemand.Which);
        json.WriteEndObject();
    }

    private void Write(DemandKind value) => WriteName(
        value switch
        {
            DemandKind.ProposedChange => "ProposedChange",
            DemandKind.Approval => "Approval",
            DemandKind.CodeOwnerApproval => "CodeOwnerApproval",
            DemandKind.FreshApproval => "FreshApproval",
            DemandKind.ApprovalByOthers => "ApprovalByOthers",
            DemandKind.FixedApprovers => "FixedApprovers",
            DemandKind.StatusChecks => "StatusChecks",
            DemandKind.Signatures => "Signatures",
            DemandKind.SignOff => "SignOff",
            DemandKind.NoForcePush => "NoForcePush",
            DemandKind.NoDeletion => "NoDeletion",
            DemandKind.ResolvedDiscussions => "ResolvedDiscussions",
            _ => null,
        },
        (int)value);

    private void Write(Observed<BypassList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(BypassList bypassList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.All);
        Write(bypassList.All);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Bypass> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Bypass bypass)
    {
        json.WriteStartObject();
        json.WriteString(Names.Who, bypass.Who);
        json.WritePropertyName(Names.Kind);
        Write(bypass.Kind);
        json.WriteBoolean(Names.OnlyByChange, bypass.OnlyByChange);
        json.WritePropertyName(Names.Of);
        Write(bypass.Of);
        if (bypass.Within is { } within)
        {
            json.WriteString(Names.Within, within);
        }

        json.WriteEndObject();
    }

    private void Write(BypassKind value) => WriteName(
        value switch
        {
            BypassKind.Administrators => "Administrators",
            BypassKind.Role => "Role",
            BypassKind.Group => "Group",
            BypassKind.Person => "Person",
            BypassKind.Unnamed => "Unnamed",
            BypassKind.Program => "Program",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<DemandKind> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<UnseenLayer> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(UnseenLayer unseenLayer)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, unseenLayer.Name);
        json.WriteString(Names.Why, unseenLayer.Why);
        json.WriteBoolean(Names.IsUnavailable, unseenLayer.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, unseenLayer.HasFailed);
        json.WritePropertyName(Names.Could);
        Write(unseenLayer.Could);
        json.WriteEndObject();
    }

    private void Write(Observed<SignedHistory> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(SignedHistory signedHistory)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Commits);
        Write(signedHistory.Commits);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<CommitSignature> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(CommitSignature commitSignature)
    {
        json.WriteStartObject();
        json.WriteString(Names.Commit, commitSignature.Commit);
        json.WritePropertyName(Names.State);
        Write(commitSignature.State);
        if (commitSignature.Reason is { } reason)
        {
            json.WriteString(Names.Reason, reason);
        }

        json.WriteEndObject();
    }

    private void Write(SignatureState value) => WriteName(
        value switch
        {
            SignatureState.Unknown => "Unknown",
            SignatureState.Verified => "Verified",
            SignatureState.None => "None",
            SignatureState.Unverified => "Unverified",
            _ => null,
        },
        (int)value);

    private void Write(Observed<OwnerAccessList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(OwnerAccessList ownerAccessList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Owners);
        Write(ownerAccessList.Owners);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<OwnerAccess> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OwnerAccess ownerAccess)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, ownerAccess.Name);
        json.WritePropertyName(Names.Access);
        Write(ownerAccess.Access);
        json.WriteEndObject();
    }

    private void Write(OwnerAccessKind value) => WriteName(
        value switch
        {
            OwnerAccessKind.Unknown => "Unknown",
            OwnerAccessKind.MayWrite => "MayWrite",
            OwnerAccessKind.MayNotWrite => "MayNotWrite",
            OwnerAccessKind.Missing => "Missing",
            _ => null,
        },
        (int)value);

    private void Write(Observed<PrincipalList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(PrincipalList principalList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Principals);
        Write(principalList.Principals);
        if (principalList.Untold is { } untold)
        {
            json.WriteString(Names.Untold, untold);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Principal> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Principal principal)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, principal.Name);
        json.WritePropertyName(Names.Kind);
        Write(principal.Kind);
        if (principal.Role is { } role)
        {
            json.WriteString(Names.Role, role);
        }

        if (principal.HasWeakFactor is { } hasWeakFactor)
        {
            json.WriteBoolean(Names.HasWeakFactor, hasWeakFactor);
        }

        if (principal.By is { } by)
        {
            json.WriteString(Names.By, by);
        }

        if (principal.ActiveAt is { } activeAt)
        {
            json.WriteString(Names.ActiveAt, activeAt);
        }

        if (principal.Until is { } until)
        {
            json.WritePropertyName(Names.Until);
            Write(until);
        }

        json.WriteEndObject();
    }

    private void Write(PrincipalKind value) => WriteName(
        value switch
        {
            PrincipalKind.Person => "Person",
            PrincipalKind.Group => "Group",
            PrincipalKind.Program => "Program",
            _ => null,
        },
        (int)value);

    private void Write(Observed<AccessKeyList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(AccessKeyList accessKeyList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Keys);
        Write(accessKeyList.Keys);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AccessKey> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AccessKey accessKey)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, accessKey.Name);
        json.WriteString(Names.Kind, accessKey.Kind);
        if (accessKey.MayWrite is { } mayWrite)
        {
            json.WriteBoolean(Names.MayWrite, mayWrite);
        }

        if (accessKey.CreatedAt is { } createdAt)
        {
            json.WriteString(Names.CreatedAt, createdAt);
        }

        if (accessKey.UsedAt is { } usedAt)
        {
            json.WriteString(Names.UsedAt, usedAt);
        }

        json.WriteBoolean(Names.TellsUse, accessKey.TellsUse);
        if (accessKey.EndsAt is { } endsAt)
        {
            json.WriteString(Names.EndsAt, endsAt);
        }

        json.WriteBoolean(Names.MayEnd, accessKey.MayEnd);
        json.WriteEndObject();
    }

    private void Write(Observed<WebhookList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(WebhookList webhookList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Hooks);
        Write(webhookList.Hooks);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Webhook> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Webhook webhook)
    {
        json.WriteStartObject();
        json.WriteString(Names.Address, webhook.Address);
        json.WriteBoolean(Names.IsActive, webhook.IsActive);
        if (webhook.VerifiesTls is { } verifiesTls)
        {
            json.WriteBoolean(Names.VerifiesTls, verifiesTls);
        }

        if (webhook.HasSecret is { } hasSecret)
        {
            json.WriteBoolean(Names.HasSecret, hasSecret);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<PipelineSettings> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(PipelineSettings pipelineSettings)
    {
        json.WriteStartObject();
        if (pipelineSettings.IsOn is { } isOn)
        {
            json.WriteBoolean(Names.IsOn, isOn);
        }

        if (pipelineSettings.TokenMayWrite is { } tokenMayWrite)
        {
            json.WriteBoolean(Names.TokenMayWrite, tokenMayWrite);
        }

        if (pipelineSettings.TokenMayApprove is { } tokenMayApprove)
        {
            json.WriteBoolean(Names.TokenMayApprove, tokenMayApprove);
        }

        if (pipelineSettings.IsOpenToAllJobs is { } isOpenToAllJobs)
        {
            json.WriteBoolean(Names.IsOpenToAllJobs, isOpenToAllJobs);
        }

        if (pipelineSettings.Components is { } components)
        {
            json.WritePropertyName(Names.Components);
            Write(components);
        }

        if (pipelineSettings.RequiresPins is { } requiresPins)
        {
            json.WriteBoolean(Names.RequiresPins, requiresPins);
        }

        if (pipelineSettings.OutsideApproval is { } outsideApproval)
        {
            json.WritePropertyName(Names.OutsideApproval);
            Write(outsideApproval);
        }

        if (pipelineSettings.RunsChangesFromOutside is { } runsChangesFromOutside)
        {
            json.WriteBoolean(Names.RunsChangesFromOutside, runsChangesFromOutside);
        }

        if (pipelineSettings.MayOverrideVariables is { } mayOverrideVariables)
        {
            json.WriteBoolean(Names.MayOverrideVariables, mayOverrideVariables);
        }

        json.WritePropertyName(Names.Variables);
        Write(pipelineSettings.Variables);
        json.WritePropertyName(Names.Runners);
        Write(pipelineSettings.Runners);
        json.WriteEndObject();
    }

    private void Write(AllowedComponents value) => WriteName(
        value switch
        {
            AllowedComponents.All => "All",
            AllowedComponents.OwnOnly => "OwnOnly",
            AllowedComponents.Selected => "Selected",
            _ => null,
        },
        (int)value);

    private void Write(OutsideApproval value) => WriteName(
        value switch
        {
            OutsideApproval.NewToForge => "NewToForge",
            OutsideApproval.FirstTime => "FirstTime",
            OutsideApproval.Everybody => "Everybody",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<PipelineVariable> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(PipelineVariable pipelineVariable)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, pipelineVariable.Name);
        json.WriteBoolean(Names.IsProtected, pipelineVariable.IsProtected);
        json.WriteBoolean(Names.IsMasked, pipelineVariable.IsMasked);
        json.WriteString(Names.Environment, pipelineVariable.Environment);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<RunnerGroup> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(RunnerGroup runnerGroup)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, runnerGroup.Name);
        if (runnerGroup.TakesPublic is { } takesPublic)
        {
            json.WriteBoolean(Names.TakesPublic, takesPublic);
        }

        if (runnerGroup.TakesAll is { } takesAll)
        {
            json.WriteBoolean(Names.TakesAll, takesAll);
        }

        if (runnerGroup.TakesAnyBranch is { } takesAnyBranch)
        {
            json.WriteBoolean(Names.TakesAnyBranch, takesAnyBranch);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<EnvironmentList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(EnvironmentList environmentList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Environments);
        Write(environmentList.Environments);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<DeploymentEnvironment> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(DeploymentEnvironment deploymentEnvironment)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, deploymentEnvironment.Name);
        if (deploymentEnvironment.IsProduction is { } isProduction)
        {
            json.WriteBoolean(Names.IsProduction, isProduction);
        }

        if (deploymentEnvironment.Approvals is { } approvals)
        {
            json.WriteNumber(Names.Approvals, approvals);
        }

        if (deploymentEnvironment.MayApproveOwn is { } mayApproveOwn)
        {
            json.WriteBoolean(Names.MayApproveOwn, mayApproveOwn);
        }

        if (deploymentEnvironment.IsRestricted is { } isRestricted)
        {
            json.WriteBoolean(Names.IsRestricted, isRestricted);
        }

        if (deploymentEnvironment.AdministratorsMayBypass is { } administratorsMayBypass)
        {
            json.WriteBoolean(Names.AdministratorsMayBypass, administratorsMayBypass);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<SecretScanning> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(SecretScanning secretScanning)
    {
        json.WriteStartObject();
        if (secretScanning.IsOn is { } isOn)
        {
            json.WriteBoolean(Names.IsOn, isOn);
        }

        if (secretScanning.BlocksPush is { } blocksPush)
        {
            json.WriteBoolean(Names.BlocksPush, blocksPush);
        }

        json.WriteEndObject();
    }

    private void Write(OrganizationSettings organizationSettings)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, organizationSettings.Name);
        json.WriteString(Names.Url, organizationSettings.Url);
        json.WritePropertyName(Names.Mfa);
        Write(organizationSettings.Mfa);
        json.WritePropertyName(Names.WithoutMfa);
        Write(organizationSettings.WithoutMfa);
        json.WritePropertyName(Names.SignOn);
        Write(organizationSettings.SignOn);
        json.WritePropertyName(Names.Owners);
        Write(organizationSettings.Owners);
        json.WritePropertyName(Names.Roles);
        Write(organizationSettings.Roles);
        json.WritePropertyName(Names.OutsideCollaborators);
        Write(organizationSettings.OutsideCollaborators);
        json.WritePropertyName(Names.Members);
        Write(organizationSettings.Members);
        json.WritePropertyName(Names.Apps);
        Write(organizationSettings.Apps);
        json.WritePropertyName(Names.Tokens);
        Write(organizationSettings.Tokens);
        json.WritePropertyName(Names.Webhooks);
        Write(organizationSettings.Webhooks);
        json.WritePropertyName(Names.Pipelines);
        Write(organizationSettings.Pipelines);
        json.WritePropertyName(Names.Ssh);
        Write(organizationSettings.Ssh);
        json.WritePropertyName(Names.Protection);
        Write(organizationSettings.Protection);
        if (organizationSettings.Repositories is { } repositories)
        {
            json.WritePropertyName(Names.Repositories);
            Write(repositories);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<MfaDemand> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(MfaDemand mfaDemand)
    {
        json.WriteStartObject();
        if (mfaDemand.IsRequired is { } isRequired)
        {
            json.WriteBoolean(Names.IsRequired, isRequired);
        }

        if (mfaDemand.GraceHours is { } graceHours)
        {
            json.WriteNumber(Names.GraceHours, graceHours);
        }

        if (mfaDemand.AllowsWeak is { } allowsWeak)
        {
            json.WriteBoolean(Names.AllowsWeak, allowsWeak);
        }

        if (mfaDemand.From is { } from)
        {
            json.WriteString(Names.From, from);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<SignOn> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(SignOn signOn)
    {
        json.WriteStartObject();
        if (signOn.Provider is { } provider)
        {
            json.WriteString(Names.Provider, provider);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<RoleList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(RoleList roleList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Roles);
        Write(roleList.Roles);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<OrganizationRole> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(OrganizationRole organizationRole)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, organizationRole.Name);
        if (organizationRole.Base is { } @base)
        {
            json.WritePropertyName(Names.Base);
            Write(@base);
        }

        json.WritePropertyName(Names.Grants);
        Write(organizationRole.Grants);
        json.WritePropertyName(Names.Holders);
        Write(organizationRole.Holders);
        json.WriteEndObject();
    }

    private void Write(BasePermission value) => WriteName(
        value switch
        {
            BasePermission.None => "None",
            BasePermission.Read => "Read",
            BasePermission.Write => "Write",
            BasePermission.Administer => "Administer",
            _ => null,
        },
        (int)value);

    private void Write(Observed<MemberRights> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(MemberRights memberRights)
    {
        json.WriteStartObject();
        if (memberRights.Base is { } @base)
        {
            json.WritePropertyName(Names.Base);
            Write(@base);
        }

        if (memberRights.MayDelete is { } mayDelete)
        {
            json.WriteBoolean(Names.MayDelete, mayDelete);
        }

        if (memberRights.MayTransfer is { } mayTransfer)
        {
            json.WriteBoolean(Names.MayTransfer, mayTransfer);
        }

        if (memberRights.MayPublish is { } mayPublish)
        {
            json.WriteBoolean(Names.MayPublish, mayPublish);
        }

        if (memberRights.MayCreatePublic is { } mayCreatePublic)
        {
            json.WriteBoolean(Names.MayCreatePublic, mayCreatePublic);
        }

        if (memberRights.MayForkPrivate is { } mayForkPrivate)
        {
            json.WriteBoolean(Names.MayForkPrivate, mayForkPrivate);
        }

        if (memberRights.MayInviteOutside is { } mayInviteOutside)
        {
            json.WriteBoolean(Names.MayInviteOutside, mayInviteOutside);
        }

        if (memberRights.RequiresSignOff is { } requiresSignOff)
        {
            json.WriteBoolean(Names.RequiresSignOff, requiresSignOff);
        }

        json.WriteEndObject();
    }

    private void Write(Observed<AppList> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(AppList appList)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Apps);
        Write(appList.Apps);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<InstalledApp> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(InstalledApp installedApp)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, installedApp.Name);
        json.WriteBoolean(Names.TakesAll, installedApp.TakesAll);
        json.WritePropertyName(Names.Writes);
        Write(installedApp.Writes);
        json.WriteBoolean(Names.IsSuspended, installedApp.IsSuspended);
        json.WriteEndObject();
    }

    private void Write(Observed<SshSettings> observed)
    {
        json.WriteStartObject();
        if (observed.Value is { } value)
        {
            json.WritePropertyName(Names.Value);
            Write(value);
        }

        if (observed.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteBoolean(Names.IsUnavailable, observed.IsUnavailable);
        json.WriteBoolean(Names.HasFailed, observed.HasFailed);
        json.WriteEndObject();
    }

    private void Write(SshSettings sshSettings)
    {
        json.WriteStartObject();
        if (sshSettings.HasAuthority is { } hasAuthority)
        {
            json.WriteBoolean(Names.HasAuthority, hasAuthority);
        }

        if (sshSettings.IsAuthorityRequired is { } isAuthorityRequired)
        {
            json.WriteBoolean(Names.IsAuthorityRequired, isAuthorityRequired);
        }

        if (sshSettings.IsOff is { } isOff)
        {
            json.WriteBoolean(Names.IsOff, isOff);
        }

        json.WriteEndObject();
    }

    private void Write(RepositoryManifest repositoryManifest)
    {
        json.WriteStartObject();
        json.WriteNumber(Names.Listed, repositoryManifest.Listed);
        json.WritePropertyName(Names.Entries);
        Write(repositoryManifest.Entries);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ManifestEntry> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ManifestEntry manifestEntry)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, manifestEntry.Name);
        json.WritePropertyName(Names.State);
        Write(manifestEntry.State);
        if (manifestEntry.Why is { } why)
        {
            json.WriteString(Names.Why, why);
        }

        json.WriteEndObject();
    }

    private void Write(ManifestState value) => WriteName(
        value switch
        {
            ManifestState.Evaluated => "Evaluated",
            ManifestState.Skipped => "Skipped",
            ManifestState.Failed => "Failed",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<SettingsAnswer> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(SettingsAnswer settingsAnswer)
    {
        json.WriteStartObject();
        json.WriteString(Names.Request, settingsAnswer.Request);
        json.WriteNumber(Names.Status, settingsAnswer.Status);
        json.WriteString(Names.At, settingsAnswer.At);
        if (settingsAnswer.Tag is { } tag)
        {
            json.WriteString(Names.Tag, tag);
        }

        json.WriteEndObject();
    }

    private void Write(AuditLog auditLog)
    {
        json.WriteStartObject();
        json.WriteString(Names.Folder, auditLog.Folder);
        if (auditLog.Unreadable is { } unreadable)
        {
            json.WriteString(Names.Unreadable, unreadable);
        }

        json.WritePropertyName(Names.Faults);
        Write(auditLog.Faults);
        json.WritePropertyName(Names.Misdated);
        Write(auditLog.Misdated);
        json.WriteNumber(Names.Entries, auditLog.Entries);
        json.WriteNumber(Names.Events, auditLog.Events);
        json.WritePropertyName(Names.Feeds);
        Write(auditLog.Feeds);
        if (auditLog.Exposure is { } exposure)
        {
            json.WriteString(Names.Exposure, exposure);
        }

        if (auditLog.Safety is { } safety)
        {
            json.WritePropertyName(Names.Safety);
            Write(safety);
        }

        json.WriteBoolean(Names.IsEncrypted, auditLog.IsEncrypted);
        json.WritePropertyName(Names.SignedBy);
        Write(auditLog.SignedBy);
        json.WriteBoolean(Names.IsVouchedFor, auditLog.IsVouchedFor);
        if (auditLog.KeepDays is { } keepDays)
        {
            json.WriteNumber(Names.KeepDays, keepDays);
        }

        if (auditLog.Anchor is { } anchor)
        {
            json.WritePropertyName(Names.Anchor);
            Write(anchor);
        }

        if (auditLog.UnanchoredSince is { } unanchoredSince)
        {
            json.WriteString(Names.UnanchoredSince, unanchoredSince);
        }

        if (auditLog.Activity is { } activity)
        {
            json.WritePropertyName(Names.Activity);
            Write(activity);
        }

        json.WritePropertyName(Names.Deeds);
        Write(auditLog.Deeds);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AuditedFeed> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AuditedFeed auditedFeed)
    {
        json.WriteStartObject();
        json.WriteString(Names.Source, auditedFeed.Source);
        json.WriteString(Names.Query, auditedFeed.Query);
        json.WriteBoolean(Names.IsGone, auditedFeed.IsGone);
        if (auditedFeed.ReadFrom is { } readFrom)
        {
            json.WriteString(Names.ReadFrom, readFrom);
        }

        if (auditedFeed.ReadTo is { } readTo)
        {
            json.WriteString(Names.ReadTo, readTo);
        }

        if (auditedFeed.RetentionDays is { } retentionDays)
        {
            json.WriteNumber(Names.RetentionDays, retentionDays);
        }

        json.WritePropertyName(Names.Gaps);
        Write(auditedFeed.Gaps);
        if (auditedFeed.Refused is { } refused)
        {
            json.WriteString(Names.Refused, refused);
        }

        json.WriteBoolean(Names.HasNoInterface, auditedFeed.HasNoInterface);
        if (auditedFeed.ImportedTo is { } importedTo)
        {
            json.WriteString(Names.ImportedTo, importedTo);
        }

        if (auditedFeed.ImportedAhead is { } importedAhead)
        {
            json.WriteString(Names.ImportedAhead, importedAhead);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AuditGap> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AuditGap auditGap)
    {
        json.WriteStartObject();
        json.WriteString(Names.From, auditGap.From);
        json.WriteString(Names.To, auditGap.To);
        json.WriteString(Names.Reason, auditGap.Reason);
        json.WriteBoolean(Names.IsLost, auditGap.IsLost);
        json.WriteBoolean(Names.IsImported, auditGap.IsImported);
        json.WriteEndObject();
    }

    private void Write(AuditSafety auditSafety)
    {
        json.WriteStartObject();
        if (auditSafety.Exposure is { } exposure)
        {
            json.WriteString(Names.Exposure, exposure);
        }

        if (auditSafety.Remedy is { } remedy)
        {
            json.WriteString(Names.Remedy, remedy);
        }

        if (auditSafety.IsVersioned is { } isVersioned)
        {
            json.WriteBoolean(Names.IsVersioned, isVersioned);
        }

        if (auditSafety.IsLocked is { } isLocked)
        {
            json.WriteBoolean(Names.IsLocked, isLocked);
        }

        if (auditSafety.LockDays is { } lockDays)
        {
            json.WriteNumber(Names.LockDays, lockDays);
        }

        json.WriteBoolean(Names.IsLockWeak, auditSafety.IsLockWeak);
        json.WritePropertyName(Names.Unseen);
        Write(auditSafety.Unseen);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AuditUnseen> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AuditUnseen auditUnseen)
    {
        json.WriteStartObject();
        json.WriteString(Names.What, auditUnseen.What);
        json.WriteString(Names.Why, auditUnseen.Why);
        json.WriteEndObject();
    }

    private void Write(AuditAnchor auditAnchor)
    {
        json.WriteStartObject();
        json.WriteString(Names.At, auditAnchor.At);
        json.WriteString(Names.Where, auditAnchor.Where);
        json.WriteNumber(Names.Entries, auditAnchor.Entries);
        json.WriteEndObject();
    }

    private void Write(AuditActivity auditActivity)
    {
        json.WriteStartObject();
        json.WriteString(Names.Since, auditActivity.Since);
        json.WritePropertyName(Names.Actors);
        Write(auditActivity.Actors);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AuditedActor> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AuditedActor auditedActor)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, auditedActor.Name);
        json.WriteString(Names.At, auditedActor.At);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<AuditedDeed> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(AuditedDeed auditedDeed)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Kind);
        Write(auditedDeed.Kind);
        json.WriteString(Names.At, auditedDeed.At);
        json.WriteString(Names.Actor, auditedDeed.Actor);
        json.WriteString(Names.Target, auditedDeed.Target);
        json.WriteString(Names.Id, auditedDeed.Id);
        json.WriteEndObject();
    }

    private void Write(AuditedDeedKind value) => WriteName(
        value switch
        {
            AuditedDeedKind.Deletion => "Deletion",
            AuditedDeedKind.Transfer => "Transfer",
            AuditedDeedKind.Publication => "Publication",
            _ => null,
        },
        (int)value);

    private void Write(ImmutableArray<LineHash> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(LineHash lineHash)
    {
        json.WriteStartObject();
        json.WriteString(Names.Path, lineHash.Path);
        json.WriteNumber(Names.Line, lineHash.Line);
        json.WriteString(Names.Hash, lineHash.Hash);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<FindingEvidence> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(FindingEvidence findingEvidence)
    {
        json.WriteStartObject();
        json.WriteString(Names.Rule, findingEvidence.Rule);
        json.WriteString(Names.Fingerprint, findingEvidence.Fingerprint);
        json.WritePropertyName(Names.Parts);
        Write(findingEvidence.Parts);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<EvidencePart> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(EvidencePart evidencePart)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, evidencePart.Name);
        json.WriteString(Names.Hash, evidencePart.Hash);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<EvidenceText> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(EvidenceText evidenceText)
    {
        json.WriteStartObject();
        json.WriteString(Names.Hash, evidenceText.Hash);
        json.WriteString(Names.Text, evidenceText.Text);
        json.WriteNumber(Names.Length, evidenceText.Length);
        json.WriteEndObject();
    }

    private void Write(Records records)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Decisions);
        Write(records.Decisions);
        json.WritePropertyName(Names.Reviews);
        Write(records.Reviews);
        json.WritePropertyName(Names.Tamperings);
        Write(records.Tamperings);
        json.WritePropertyName(Names.Gaps);
        Write(records.Gaps);
        if (records.RequestUrl is { } requestUrl)
        {
            json.WriteString(Names.RequestUrl, requestUrl);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<RecordedDecision> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(RecordedDecision recordedDecision)
    {
        json.WriteStartObject();
        json.WriteString(Names.Key, recordedDecision.Key);
        json.WriteString(Names.Digest, recordedDecision.Digest);
        json.WritePropertyName(Names.Kind);
        Write(recordedDecision.Kind);
        json.WriteString(Names.Rule, recordedDecision.Rule);
        json.WriteString(Names.Fingerprint, recordedDecision.Fingerprint);
        json.WriteString(Names.Subject, recordedDecision.Subject);
        json.WriteString(Names.Evidence, recordedDecision.Evidence);
        json.WritePropertyName(Names.Covers);
        Write(recordedDecision.Covers);
        json.WriteNumber(Names.Round, recordedDecision.Round);
        json.WriteBoolean(Names.IsForeign, recordedDecision.IsForeign);
        json.WritePropertyName(Names.State);
        Write(recordedDecision.State);
        json.WriteString(Names.Why, recordedDecision.Why);
        json.WriteString(Names.Reason, recordedDecision.Reason);
        json.WriteString(Names.Controls, recordedDecision.Controls);
        json.WritePropertyName(Names.Requester);
        Write(recordedDecision.Requester);
        json.WritePropertyName(Names.Approvers);
        Write(recordedDecision.Approvers);
        if (recordedDecision.Decider is { } decider)
        {
            json.WritePropertyName(Names.Decider);
            Write(decider);
        }

        json.WriteString(Names.Justification, recordedDecision.Justification);
        if (recordedDecision.AskedUntil is { } askedUntil)
        {
            json.WritePropertyName(Names.AskedUntil);
            Write(askedUntil);
        }

        if (recordedDecision.Until is { } until)
        {
            json.WritePropertyName(Names.Until);
            Write(until);
        }

        json.WriteString(Names.CreatedAt, recordedDecision.CreatedAt);
        if (recordedDecision.ChangedAt is { } changedAt)
        {
            json.WriteString(Names.ChangedAt, changedAt);
        }

        if (recordedDecision.Url is { } url)
        {
            json.WriteString(Names.Url, url);
        }

        json.WriteString(Names.Issue, recordedDecision.Issue);
        json.WritePropertyName(Names.Refusals);
        Write(recordedDecision.Refusals);
        json.WriteEndObject();
    }

    private void Write(DecisionKind value) => WriteName(
        value switch
        {
            DecisionKind.Exception => "Exception",
            DecisionKind.Approval => "Approval",
            DecisionKind.Review => "Review",
            _ => null,
        },
        (int)value);

    private void Write(DecisionState value) => WriteName(
        value switch
        {
            DecisionState.Requested => "Requested",
            DecisionState.Approved => "Approved",
            DecisionState.Rejected => "Rejected",
            DecisionState.Withdrawn => "Withdrawn",
            DecisionState.Lapsed => "Lapsed",
            DecisionState.Expired => "Expired",
            DecisionState.Revoked => "Revoked",
            DecisionState.Invalidated => "Invalidated",
            DecisionState.Resolved => "Resolved",
            _ => null,
        },
        (int)value);

    private void Write(Person person)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, person.Id);
        json.WriteString(Names.Name, person.Name);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Person> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ImmutableArray<RefusedCommand> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(RefusedCommand refusedCommand)
    {
        json.WriteStartObject();
        json.WritePropertyName(Names.Author);
        Write(refusedCommand.Author);
        json.WriteString(Names.Text, refusedCommand.Text);
        json.WritePropertyName(Names.Reasons);
        Write(refusedCommand.Reasons);
        if (refusedCommand.Waits is { } waits)
        {
            json.WriteBoolean(Names.Waits, waits);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<RecordedReview> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(RecordedReview recordedReview)
    {
        json.WriteStartObject();
        json.WriteString(Names.Subject, recordedReview.Subject);
        json.WriteString(Names.Key, recordedReview.Key);
        json.WriteString(Names.Issue, recordedReview.Issue);
        json.WriteString(Names.Digest, recordedReview.Digest);
        json.WriteString(Names.OpenedAt, recordedReview.OpenedAt);
        if (recordedReview.DueOn is { } dueOn)
        {
            json.WritePropertyName(Names.DueOn);
            Write(dueOn);
        }

        if (recordedReview.ClosedAt is { } closedAt)
        {
            json.WriteString(Names.ClosedAt, closedAt);
        }

        if (recordedReview.Invalid is { } invalid)
        {
            json.WriteString(Names.Invalid, invalid);
        }

        json.WritePropertyName(Names.Rows);
        Write(recordedReview.Rows);
        if (recordedReview.Refusals is { } refusals)
        {
            json.WritePropertyName(Names.Refusals);
            Write(refusals);
        }

        if (recordedReview.Url is { } url)
        {
            json.WriteString(Names.Url, url);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<ReviewRow> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(ReviewRow reviewRow)
    {
        json.WriteStartObject();
        json.WriteString(Names.Entry, reviewRow.Entry);
        json.WriteString(Names.Principal, reviewRow.Principal);
        if (reviewRow.Keep is { } keep)
        {
            json.WriteBoolean(Names.Keep, keep);
        }

        if (reviewRow.Reviewer is { } reviewer)
        {
            json.WritePropertyName(Names.Reviewer);
            Write(reviewer);
        }

        if (reviewRow.DecidedAt is { } decidedAt)
        {
            json.WriteString(Names.DecidedAt, decidedAt);
        }

        json.WriteEndObject();
    }

    private void Write(ImmutableArray<Tampering> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(item);
            SendOn();
        }

        json.WriteEndArray();
    }

    private void Write(Tampering tampering)
    {
        json.WriteStartObject();
        json.WriteString(Names.Subject, tampering.Subject);
        json.WriteString(Names.What, tampering.What);
        if (tampering.Url is { } url)
        {
            json.WriteString(Names.Url, url);
        }

        json.WriteEndObject();
    }

    private static class Names
    {
        public static readonly JsonEncodedText Above = JsonEncodedText.Encode("above");
        public static readonly JsonEncodedText Access = JsonEncodedText.Encode("access");
        public static readonly JsonEncodedText AccessSpan = JsonEncodedText.Encode("accessSpan");
        public static readonly JsonEncodedText ActiveAt = JsonEncodedText.Encode("activeAt");
        public static readonly JsonEncodedText Activity = JsonEncodedText.Encode("activity");
        public static readonly JsonEncodedText Actor = JsonEncodedText.Encode("actor");
        public static readonly JsonEncodedText Actors = JsonEncodedText.Encode("actors");
        public static readonly JsonEncodedText Added = JsonEncodedText.Encode("added");
        public static readonly JsonEncodedText Address = JsonEncodedText.Encode("address");
        public static readonly JsonEncodedText Addresses = JsonEncodedText.Encode("addresses");
        public static readonly JsonEncodedText Administrators = JsonEncodedText.Encode("administrators");
        public static readonly JsonEncodedText AdministratorsMayBypass = JsonEncodedText.Encode("administratorsMayBypass");
        public static readonly JsonEncodedText Advisories = JsonEncodedText.Encode("advisories");
        public static readonly JsonEncodedText AfterFailure = JsonEncodedText.Encode("afterFailure");
        public static readonly JsonEncodedText Aliases = JsonEncodedText.Encode("aliases");
        public static readonly JsonEncodedText All = JsonEncodedText.Encode("all");
        public static readonly JsonEncodedText AllowsWeak = JsonEncodedText.Encode("allowsWeak");
        public static readonly JsonEncodedText Anchor = JsonEncodedText.Encode("anchor");
        public static readonly JsonEncodedText AnchorDays = JsonEncodedText.Encode("anchorDays");
        public static readonly JsonEncodedText Anchors = JsonEncodedText.Encode("anchors");
        public static readonly JsonEncodedText Answers = JsonEncodedText.Encode("answers");
        public static readonly JsonEncodedText AnyOf = JsonEncodedText.Encode("anyOf");
        public static readonly JsonEncodedText Approvals = JsonEncodedText.Encode("approvals");
        public static readonly JsonEncodedText Approved = JsonEncodedText.Encode("approved");
        public static readonly JsonEncodedText Approvers = JsonEncodedText.Encode("approvers");
        public static readonly JsonEncodedText Apps = JsonEncodedText.Encode("apps");
        public static readonly JsonEncodedText AreProposalsGuarded = JsonEncodedText.Encode("areProposalsGuarded");
        public static readonly JsonEncodedText AskedUntil = JsonEncodedText.Encode("askedUntil");
        public static readonly JsonEncodedText Asks = JsonEncodedText.Encode("asks");
        public static readonly JsonEncodedText AsksEnvironment = JsonEncodedText.Encode("asksEnvironment");
        public static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
        public static readonly JsonEncodedText AttestReleases = JsonEncodedText.Encode("attestReleases");
        public static readonly JsonEncodedText AttestedBy = JsonEncodedText.Encode("attestedBy");
        public static readonly JsonEncodedText Audiences = JsonEncodedText.Encode("audiences");
        public static readonly JsonEncodedText AuditLog = JsonEncodedText.Encode("auditLog");
        public static readonly JsonEncodedText AuditLogs = JsonEncodedText.Encode("auditLogs");
        public static readonly JsonEncodedText Author = JsonEncodedText.Encode("author");
        public static readonly JsonEncodedText Automatic = JsonEncodedText.Encode("automatic");
        public static readonly JsonEncodedText Automation = JsonEncodedText.Encode("automation");
        public static readonly JsonEncodedText Base = JsonEncodedText.Encode("base");
        public static readonly JsonEncodedText BaseArguments = JsonEncodedText.Encode("baseArguments");
        public static readonly JsonEncodedText Below = JsonEncodedText.Encode("below");
        public static readonly JsonEncodedText BlocksPush = JsonEncodedText.Encode("blocksPush");
        public static readonly JsonEncodedText Branch = JsonEncodedText.Encode("branch");
        public static readonly JsonEncodedText Branches = JsonEncodedText.Encode("branches");
        public static readonly JsonEncodedText Builds = JsonEncodedText.Encode("builds");
        public static readonly JsonEncodedText By = JsonEncodedText.Encode("by");
        public static readonly JsonEncodedText Bypass = JsonEncodedText.Encode("bypass");
        public static readonly JsonEncodedText CalledAs = JsonEncodedText.Encode("calledAs");
        public static readonly JsonEncodedText Calls = JsonEncodedText.Encode("calls");
        public static readonly JsonEncodedText CanEnd = JsonEncodedText.Encode("canEnd");
        public static readonly JsonEncodedText Cancelled = JsonEncodedText.Encode("cancelled");
        public static readonly JsonEncodedText Carried = JsonEncodedText.Encode("carried");
        public static readonly JsonEncodedText CatalogEntities = JsonEncodedText.Encode("catalogEntities");
        public static readonly JsonEncodedText Catalogue = JsonEncodedText.Encode("catalogue");
        public static readonly JsonEncodedText ChangedAt = JsonEncodedText.Encode("changedAt");
        public static readonly JsonEncodedText Characters = JsonEncodedText.Encode("characters");
        public static readonly JsonEncodedText Charset = JsonEncodedText.Encode("charset");
        public static readonly JsonEncodedText Checkout = JsonEncodedText.Encode("checkout");
        public static readonly JsonEncodedText Checks = JsonEncodedText.Encode("checks");
        public static readonly JsonEncodedText Checksum = JsonEncodedText.Encode("checksum");
        public static readonly JsonEncodedText Choices = JsonEncodedText.Encode("choices");
        public static readonly JsonEncodedText ChoicesByRun = JsonEncodedText.Encode("choicesByRun");
        public static readonly JsonEncodedText ClosedAt = JsonEncodedText.Encode("closedAt");
        public static readonly JsonEncodedText CodeOwners = JsonEncodedText.Encode("codeOwners");
        public static readonly JsonEncodedText Command = JsonEncodedText.Encode("command");
        public static readonly JsonEncodedText CommandFiles = JsonEncodedText.Encode("commandFiles");
        public static readonly JsonEncodedText CommandGaps = JsonEncodedText.Encode("commandGaps");
        public static readonly JsonEncodedText Commit = JsonEncodedText.Encode("commit");
        public static readonly JsonEncodedText Commits = JsonEncodedText.Encode("commits");
        public static readonly JsonEncodedText Compared = JsonEncodedText.Encode("compared");
        public static readonly JsonEncodedText Components = JsonEncodedText.Encode("components");
        public static readonly JsonEncodedText Concurrency = JsonEncodedText.Encode("concurrency");
        public static readonly JsonEncodedText Condition = JsonEncodedText.Encode("condition");
        public static readonly JsonEncodedText Connections = JsonEncodedText.Encode("connections");
        public static readonly JsonEncodedText Container = JsonEncodedText.Encode("container");
        public static readonly JsonEncodedText ContinueOnError = JsonEncodedText.Encode("continueOnError");
        public static readonly JsonEncodedText Controls = JsonEncodedText.Encode("controls");
        public static readonly JsonEncodedText Copied = JsonEncodedText.Encode("copied");
        public static readonly JsonEncodedText Could = JsonEncodedText.Encode("could");
        public static readonly JsonEncodedText Count = JsonEncodedText.Encode("count");
        public static readonly JsonEncodedText Counted = JsonEncodedText.Encode("counted");
        public static readonly JsonEncodedText Counts = JsonEncodedText.Encode("counts");
        public static readonly JsonEncodedText Covers = JsonEncodedText.Encode("covers");
        public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
        public static readonly JsonEncodedText Credentials = JsonEncodedText.Encode("credentials");
        public static readonly JsonEncodedText CredentialsFix = JsonEncodedText.Encode("credentialsFix");
        public static readonly JsonEncodedText CredentialsSpan = JsonEncodedText.Encode("credentialsSpan");
        public static readonly JsonEncodedText Criteria = JsonEncodedText.Encode("criteria");
        public static readonly JsonEncodedText Critical = JsonEncodedText.Encode("critical");
        public static readonly JsonEncodedText Days = JsonEncodedText.Encode("days");
        public static readonly JsonEncodedText DecidedAt = JsonEncodedText.Encode("decidedAt");
        public static readonly JsonEncodedText Decider = JsonEncodedText.Encode("decider");
        public static readonly JsonEncodedText Decisions = JsonEncodedText.Encode("decisions");
        public static readonly JsonEncodedText Declaration = JsonEncodedText.Encode("declaration");
        public static readonly JsonEncodedText Deeds = JsonEncodedText.Encode("deeds");
        public static readonly JsonEncodedText Default = JsonEncodedText.Encode("default");
        public static readonly JsonEncodedText DefaultBranch = JsonEncodedText.Encode("defaultBranch");
        public static readonly JsonEncodedText Demands = JsonEncodedText.Encode("demands");
        public static readonly JsonEncodedText Deployment = JsonEncodedText.Encode("deployment");
        public static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
        public static readonly JsonEncodedText Destinations = JsonEncodedText.Encode("destinations");
        public static readonly JsonEncodedText Digest = JsonEncodedText.Encode("digest");
        public static readonly JsonEncodedText Directory = JsonEncodedText.Encode("directory");
        public static readonly JsonEncodedText Disabled = JsonEncodedText.Encode("disabled");
        public static readonly JsonEncodedText DisagreementGaps = JsonEncodedText.Encode("disagreementGaps");
        public static readonly JsonEncodedText Disagreements = JsonEncodedText.Encode("disagreements");
        public static readonly JsonEncodedText Doubt = JsonEncodedText.Encode("doubt");
        public static readonly JsonEncodedText Drifts = JsonEncodedText.Encode("drifts");
        public static readonly JsonEncodedText DueOn = JsonEncodedText.Encode("dueOn");
        public static readonly JsonEncodedText Ecosystem = JsonEncodedText.Encode("ecosystem");
        public static readonly JsonEncodedText Edits = JsonEncodedText.Encode("edits");
        public static readonly JsonEncodedText Effect = JsonEncodedText.Encode("effect");
        public static readonly JsonEncodedText Effective = JsonEncodedText.Encode("effective");
        public static readonly JsonEncodedText Effects = JsonEncodedText.Encode("effects");
        public static readonly JsonEncodedText Encrypted = JsonEncodedText.Encode("encrypted");
        public static readonly JsonEncodedText EndsAt = JsonEncodedText.Encode("endsAt");
        public static readonly JsonEncodedText Entries = JsonEncodedText.Encode("entries");
        public static readonly JsonEncodedText Entry = JsonEncodedText.Encode("entry");
        public static readonly JsonEncodedText Environment = JsonEncodedText.Encode("environment");
        public static readonly JsonEncodedText Environments = JsonEncodedText.Encode("environments");
        public static readonly JsonEncodedText Events = JsonEncodedText.Encode("events");
        public static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");
        public static readonly JsonEncodedText EvidenceTexts = JsonEncodedText.Encode("evidenceTexts");
        public static readonly JsonEncodedText Exceptions = JsonEncodedText.Encode("exceptions");
        public static readonly JsonEncodedText Exchanges = JsonEncodedText.Encode("exchanges");
        public static readonly JsonEncodedText Exclusion = JsonEncodedText.Encode("exclusion");
        public static readonly JsonEncodedText Exempt = JsonEncodedText.Encode("exempt");
        public static readonly JsonEncodedText Expires = JsonEncodedText.Encode("expires");
        public static readonly JsonEncodedText ExpiresPlace = JsonEncodedText.Encode("expiresPlace");
        public static readonly JsonEncodedText Expiry = JsonEncodedText.Encode("expiry");
        public static readonly JsonEncodedText Exposure = JsonEncodedText.Encode("exposure");
        public static readonly JsonEncodedText Failed = JsonEncodedText.Encode("failed");
        public static readonly JsonEncodedText Fault = JsonEncodedText.Encode("fault");
        public static readonly JsonEncodedText Faults = JsonEncodedText.Encode("faults");
        public static readonly JsonEncodedText Feeds = JsonEncodedText.Encode("feeds");
        public static readonly JsonEncodedText Fetched = JsonEncodedText.Encode("fetched");
        public static readonly JsonEncodedText FileDigests = JsonEncodedText.Encode("fileDigests");
        public static readonly JsonEncodedText Files = JsonEncodedText.Encode("files");
        public static readonly JsonEncodedText Filled = JsonEncodedText.Encode("filled");
        public static readonly JsonEncodedText Fingerprint = JsonEncodedText.Encode("fingerprint");
        public static readonly JsonEncodedText Fix = JsonEncodedText.Encode("fix");
        public static readonly JsonEncodedText Fixed = JsonEncodedText.Encode("fixed");
        public static readonly JsonEncodedText Folder = JsonEncodedText.Encode("folder");
        public static readonly JsonEncodedText Forge = JsonEncodedText.Encode("forge");
        public static readonly JsonEncodedText Format = JsonEncodedText.Encode("format");
        public static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
        public static readonly JsonEncodedText FromWorkspace = JsonEncodedText.Encode("fromWorkspace");
        public static readonly JsonEncodedText Frontend = JsonEncodedText.Encode("frontend");
        public static readonly JsonEncodedText Gaps = JsonEncodedText.Encode("gaps");
        public static readonly JsonEncodedText Gates = JsonEncodedText.Encode("gates");
        public static readonly JsonEncodedText GraceHours = JsonEncodedText.Encode("graceHours");
        public static readonly JsonEncodedText Grants = JsonEncodedText.Encode("grants");
        public static readonly JsonEncodedText Groups = JsonEncodedText.Encode("groups");
        public static readonly JsonEncodedText HasAuthority = JsonEncodedText.Encode("hasAuthority");
        public static readonly JsonEncodedText HasFailed = JsonEncodedText.Encode("hasFailed");
        public static readonly JsonEncodedText HasNoInterface = JsonEncodedText.Encode("hasNoInterface");
        public static readonly JsonEncodedText HasSecret = JsonEncodedText.Encode("hasSecret");
        public static readonly JsonEncodedText HasWeakFactor = JsonEncodedText.Encode("hasWeakFactor");
        public static readonly JsonEncodedText Hash = JsonEncodedText.Encode("hash");
        public static readonly JsonEncodedText Headings = JsonEncodedText.Encode("headings");
        public static readonly JsonEncodedText HiddenTexts = JsonEncodedText.Encode("hiddenTexts");
        public static readonly JsonEncodedText High = JsonEncodedText.Encode("high");
        public static readonly JsonEncodedText HindranceGaps = JsonEncodedText.Encode("hindranceGaps");
        public static readonly JsonEncodedText Hindrances = JsonEncodedText.Encode("hindrances");
        public static readonly JsonEncodedText History = JsonEncodedText.Encode("history");
        public static readonly JsonEncodedText Holders = JsonEncodedText.Encode("holders");
        public static readonly JsonEncodedText Hooks = JsonEncodedText.Encode("hooks");
        public static readonly JsonEncodedText HostAccess = JsonEncodedText.Encode("hostAccess");
        public static readonly JsonEncodedText HostedRunners = JsonEncodedText.Encode("hostedRunners");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText IdTokens = JsonEncodedText.Encode("idTokens");
        public static readonly JsonEncodedText Identity = JsonEncodedText.Encode("identity");
        public static readonly JsonEncodedText IgnoredPipelines = JsonEncodedText.Encode("ignoredPipelines");
        public static readonly JsonEncodedText IgnoredTemplates = JsonEncodedText.Encode("ignoredTemplates");
        public static readonly JsonEncodedText Image = JsonEncodedText.Encode("image");
        public static readonly JsonEncodedText Images = JsonEncodedText.Encode("images");
        public static readonly JsonEncodedText Immutable = JsonEncodedText.Encode("immutable");
        public static readonly JsonEncodedText ImportDays = JsonEncodedText.Encode("importDays");
        public static readonly JsonEncodedText ImportedAhead = JsonEncodedText.Encode("importedAhead");
        public static readonly JsonEncodedText ImportedTo = JsonEncodedText.Encode("importedTo");
        public static readonly JsonEncodedText In = JsonEncodedText.Encode("in");
        public static readonly JsonEncodedText InToto = JsonEncodedText.Encode("inToto");
        public static readonly JsonEncodedText InTotoGaps = JsonEncodedText.Encode("inTotoGaps");
        public static readonly JsonEncodedText InTotoLayouts = JsonEncodedText.Encode("inTotoLayouts");
        public static readonly JsonEncodedText InactiveDays = JsonEncodedText.Encode("inactiveDays");
        public static readonly JsonEncodedText Includes = JsonEncodedText.Encode("includes");
        public static readonly JsonEncodedText IncludesHidden = JsonEncodedText.Encode("includesHidden");
        public static readonly JsonEncodedText Inherited = JsonEncodedText.Encode("inherited");
        public static readonly JsonEncodedText Inline = JsonEncodedText.Encode("inline");
        public static readonly JsonEncodedText InlineExceptions = JsonEncodedText.Encode("inlineExceptions");
        public static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
        public static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("inputs");
        public static readonly JsonEncodedText Interpolations = JsonEncodedText.Encode("interpolations");
        public static readonly JsonEncodedText Invalid = JsonEncodedText.Encode("invalid");
        public static readonly JsonEncodedText IsActive = JsonEncodedText.Encode("isActive");
        public static readonly JsonEncodedText IsAfterFailure = JsonEncodedText.Encode("isAfterFailure");
        public static readonly JsonEncodedText IsAnew = JsonEncodedText.Encode("isAnew");
        public static readonly JsonEncodedText IsAnswer = JsonEncodedText.Encode("isAnswer");
        public static readonly JsonEncodedText IsArchived = JsonEncodedText.Encode("isArchived");
        public static readonly JsonEncodedText IsAuthorityRequired = JsonEncodedText.Encode("isAuthorityRequired");
        public static readonly JsonEncodedText IsBesideLetters = JsonEncodedText.Encode("isBesideLetters");
        public static readonly JsonEncodedText IsCall = JsonEncodedText.Encode("isCall");
        public static readonly JsonEncodedText IsDefault = JsonEncodedText.Encode("isDefault");
        public static readonly JsonEncodedText IsEncrypted = JsonEncodedText.Encode("isEncrypted");
        public static readonly JsonEncodedText IsExample = JsonEncodedText.Encode("isExample");
        public static readonly JsonEncodedText IsFile = JsonEncodedText.Encode("isFile");
        public static readonly JsonEncodedText IsFilledIn = JsonEncodedText.Encode("isFilledIn");
        public static readonly JsonEncodedText IsFixed = JsonEncodedText.Encode("isFixed");
        public static readonly JsonEncodedText IsForeign = JsonEncodedText.Encode("isForeign");
        public static readonly JsonEncodedText IsFork = JsonEncodedText.Encode("isFork");
        public static readonly JsonEncodedText IsGone = JsonEncodedText.Encode("isGone");
        public static readonly JsonEncodedText IsImported = JsonEncodedText.Encode("isImported");
        public static readonly JsonEncodedText IsKeptForever = JsonEncodedText.Encode("isKeptForever");
        public static readonly JsonEncodedText IsLibrary = JsonEncodedText.Encode("isLibrary");
        public static readonly JsonEncodedText IsLockWeak = JsonEncodedText.Encode("isLockWeak");
        public static readonly JsonEncodedText IsLocked = JsonEncodedText.Encode("isLocked");
        public static readonly JsonEncodedText IsLost = JsonEncodedText.Encode("isLost");
        public static readonly JsonEncodedText IsMasked = JsonEncodedText.Encode("isMasked");
        public static readonly JsonEncodedText IsMet = JsonEncodedText.Encode("isMet");
        public static readonly JsonEncodedText IsMinor = JsonEncodedText.Encode("isMinor");
        public static readonly JsonEncodedText IsNever = JsonEncodedText.Encode("isNever");
        public static readonly JsonEncodedText IsOfPerson = JsonEncodedText.Encode("isOfPerson");
        public static readonly JsonEncodedText IsOfSystem = JsonEncodedText.Encode("isOfSystem");
        public static readonly JsonEncodedText IsOff = JsonEncodedText.Encode("isOff");
        public static readonly JsonEncodedText IsOn = JsonEncodedText.Encode("isOn");
        public static readonly JsonEncodedText IsOneWord = JsonEncodedText.Encode("isOneWord");
        public static readonly JsonEncodedText IsOpen = JsonEncodedText.Encode("isOpen");
        public static readonly JsonEncodedText IsOpenToAllJobs = JsonEncodedText.Encode("isOpenToAllJobs");
        public static readonly JsonEncodedText IsOwn = JsonEncodedText.Encode("isOwn");
        public static readonly JsonEncodedText IsPartial = JsonEncodedText.Encode("isPartial");
        public static readonly JsonEncodedText IsPath = JsonEncodedText.Encode("isPath");
        public static readonly JsonEncodedText IsProduction = JsonEncodedText.Encode("isProduction");
        public static readonly JsonEncodedText IsProtected = JsonEncodedText.Encode("isProtected");
        public static readonly JsonEncodedText IsPublic = JsonEncodedText.Encode("isPublic");
        public static readonly JsonEncodedText IsRelease = JsonEncodedText.Encode("isRelease");
        public static readonly JsonEncodedText IsRemark = JsonEncodedText.Encode("isRemark");
        public static readonly JsonEncodedText IsRequired = JsonEncodedText.Encode("isRequired");
        public static readonly JsonEncodedText IsRestricted = JsonEncodedText.Encode("isRestricted");
        public static readonly JsonEncodedText IsSuspended = JsonEncodedText.Encode("isSuspended");
        public static readonly JsonEncodedText IsTemplate = JsonEncodedText.Encode("isTemplate");
        public static readonly JsonEncodedText IsTracked = JsonEncodedText.Encode("isTracked");
        public static readonly JsonEncodedText IsTrial = JsonEncodedText.Encode("isTrial");
        public static readonly JsonEncodedText IsUnavailable = JsonEncodedText.Encode("isUnavailable");
        public static readonly JsonEncodedText IsUnchecked = JsonEncodedText.Encode("isUnchecked");
        public static readonly JsonEncodedText IsUnproven = JsonEncodedText.Encode("isUnproven");
        public static readonly JsonEncodedText IsUnread = JsonEncodedText.Encode("isUnread");
        public static readonly JsonEncodedText IsVersioned = JsonEncodedText.Encode("isVersioned");
        public static readonly JsonEncodedText IsVouchedFor = JsonEncodedText.Encode("isVouchedFor");
        public static readonly JsonEncodedText Isolation = JsonEncodedText.Encode("isolation");
        public static readonly JsonEncodedText Issue = JsonEncodedText.Encode("issue");
        public static readonly JsonEncodedText Items = JsonEncodedText.Encode("items");
        public static readonly JsonEncodedText Job = JsonEncodedText.Encode("job");
        public static readonly JsonEncodedText Jobs = JsonEncodedText.Encode("jobs");
        public static readonly JsonEncodedText Justification = JsonEncodedText.Encode("justification");
        public static readonly JsonEncodedText Keep = JsonEncodedText.Encode("keep");
        public static readonly JsonEncodedText KeepDays = JsonEncodedText.Encode("keepDays");
        public static readonly JsonEncodedText KeepResults = JsonEncodedText.Encode("keepResults");
        public static readonly JsonEncodedText KeepsCredentials = JsonEncodedText.Encode("keepsCredentials");
        public static readonly JsonEncodedText KeepsOutside = JsonEncodedText.Encode("keepsOutside");
        public static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
        public static readonly JsonEncodedText Keys = JsonEncodedText.Encode("keys");
        public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
        public static readonly JsonEncodedText Labels = JsonEncodedText.Encode("labels");
        public static readonly JsonEncodedText Lacks = JsonEncodedText.Encode("lacks");
        public static readonly JsonEncodedText LapseDays = JsonEncodedText.Encode("lapseDays");
        public static readonly JsonEncodedText Lapses = JsonEncodedText.Encode("lapses");
        public static readonly JsonEncodedText Last = JsonEncodedText.Encode("last");
        public static readonly JsonEncodedText Layers = JsonEncodedText.Encode("layers");
        public static readonly JsonEncodedText Left = JsonEncodedText.Encode("left");
        public static readonly JsonEncodedText LeftOut = JsonEncodedText.Encode("leftOut");
        public static readonly JsonEncodedText Length = JsonEncodedText.Encode("length");
        public static readonly JsonEncodedText Level = JsonEncodedText.Encode("level");
        public static readonly JsonEncodedText Limits = JsonEncodedText.Encode("limits");
        public static readonly JsonEncodedText Line = JsonEncodedText.Encode("line");
        public static readonly JsonEncodedText LineHashes = JsonEncodedText.Encode("lineHashes");
        public static readonly JsonEncodedText LinkedFolders = JsonEncodedText.Encode("linkedFolders");
        public static readonly JsonEncodedText LinkedPipelines = JsonEncodedText.Encode("linkedPipelines");
        public static readonly JsonEncodedText Listed = JsonEncodedText.Encode("listed");
        public static readonly JsonEncodedText Lock = JsonEncodedText.Encode("lock");
        public static readonly JsonEncodedText LockDays = JsonEncodedText.Encode("lockDays");
        public static readonly JsonEncodedText Locked = JsonEncodedText.Encode("locked");
        public static readonly JsonEncodedText Locks = JsonEncodedText.Encode("locks");
        public static readonly JsonEncodedText Loosened = JsonEncodedText.Encode("loosened");
        public static readonly JsonEncodedText Lost = JsonEncodedText.Encode("lost");
        public static readonly JsonEncodedText Low = JsonEncodedText.Encode("low");
        public static readonly JsonEncodedText MadeOf = JsonEncodedText.Encode("madeOf");
        public static readonly JsonEncodedText Manifest = JsonEncodedText.Encode("manifest");
        public static readonly JsonEncodedText Manifests = JsonEncodedText.Encode("manifests");
        public static readonly JsonEncodedText Mark = JsonEncodedText.Encode("mark");
        public static readonly JsonEncodedText Masked = JsonEncodedText.Encode("masked");
        public static readonly JsonEncodedText MaximumDays = JsonEncodedText.Encode("maximumDays");
        public static readonly JsonEncodedText MayApproveOwn = JsonEncodedText.Encode("mayApproveOwn");
        public static readonly JsonEncodedText MayBeToken = JsonEncodedText.Encode("mayBeToken");
        public static readonly JsonEncodedText MayCreatePublic = JsonEncodedText.Encode("mayCreatePublic");
        public static readonly JsonEncodedText MayDelete = JsonEncodedText.Encode("mayDelete");
        public static readonly JsonEncodedText MayEnd = JsonEncodedText.Encode("mayEnd");
        public static readonly JsonEncodedText MayForkPrivate = JsonEncodedText.Encode("mayForkPrivate");
        public static readonly JsonEncodedText MayInviteOutside = JsonEncodedText.Encode("mayInviteOutside");
        public static readonly JsonEncodedText MayOverrideVariables = JsonEncodedText.Encode("mayOverrideVariables");
        public static readonly JsonEncodedText MayPublish = JsonEncodedText.Encode("mayPublish");
        public static readonly JsonEncodedText MayTransfer = JsonEncodedText.Encode("mayTransfer");
        public static readonly JsonEncodedText MayWrite = JsonEncodedText.Encode("mayWrite");
        public static readonly JsonEncodedText Mechanism = JsonEncodedText.Encode("mechanism");
        public static readonly JsonEncodedText Medium = JsonEncodedText.Encode("medium");
        public static readonly JsonEncodedText Member = JsonEncodedText.Encode("member");
        public static readonly JsonEncodedText Members = JsonEncodedText.Encode("members");
        public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
        public static readonly JsonEncodedText Mfa = JsonEncodedText.Encode("mfa");
        public static readonly JsonEncodedText MinimumShare = JsonEncodedText.Encode("minimumShare");
        public static readonly JsonEncodedText Misdated = JsonEncodedText.Encode("misdated");
        public static readonly JsonEncodedText Missing = JsonEncodedText.Encode("missing");
        public static readonly JsonEncodedText MoreFiles = JsonEncodedText.Encode("moreFiles");
        public static readonly JsonEncodedText MostAdministrators = JsonEncodedText.Encode("mostAdministrators");
        public static readonly JsonEncodedText MostOwners = JsonEncodedText.Encode("mostOwners");
        public static readonly JsonEncodedText Must = JsonEncodedText.Encode("must");
        public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText NameSpan = JsonEncodedText.Encode("nameSpan");
        public static readonly JsonEncodedText Needs = JsonEncodedText.Encode("needs");
        public static readonly JsonEncodedText NeedsLabel = JsonEncodedText.Encode("needsLabel");
        public static readonly JsonEncodedText NeedsLeave = JsonEncodedText.Encode("needsLeave");
        public static readonly JsonEncodedText NeverByItself = JsonEncodedText.Encode("neverByItself");
        public static readonly JsonEncodedText NeverFor = JsonEncodedText.Encode("neverFor");
        public static readonly JsonEncodedText NeverOn = JsonEncodedText.Encode("neverOn");
        public static readonly JsonEncodedText NeverWith = JsonEncodedText.Encode("neverWith");
        public static readonly JsonEncodedText NotExecuted = JsonEncodedText.Encode("notExecuted");
        public static readonly JsonEncodedText NotInForce = JsonEncodedText.Encode("notInForce");
        public static readonly JsonEncodedText ObservedAt = JsonEncodedText.Encode("observedAt");
        public static readonly JsonEncodedText Occasion = JsonEncodedText.Encode("occasion");
        public static readonly JsonEncodedText Of = JsonEncodedText.Encode("of");
        public static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
        public static readonly JsonEncodedText OnDefaultBranch = JsonEncodedText.Encode("onDefaultBranch");
        public static readonly JsonEncodedText OnProposals = JsonEncodedText.Encode("onProposals");
        public static readonly JsonEncodedText OnReleases = JsonEncodedText.Encode("onReleases");
        public static readonly JsonEncodedText OnlyByChange = JsonEncodedText.Encode("onlyByChange");
        public static readonly JsonEncodedText OnlySettings = JsonEncodedText.Encode("onlySettings");
        public static readonly JsonEncodedText OpenRights = JsonEncodedText.Encode("openRights");
        public static readonly JsonEncodedText OpenedAt = JsonEncodedText.Encode("openedAt");
        public static readonly JsonEncodedText Openings = JsonEncodedText.Encode("openings");
        public static readonly JsonEncodedText Optional = JsonEncodedText.Encode("optional");
        public static readonly JsonEncodedText Options = JsonEncodedText.Encode("options");
        public static readonly JsonEncodedText Organization = JsonEncodedText.Encode("organization");
        public static readonly JsonEncodedText Origin = JsonEncodedText.Encode("origin");
        public static readonly JsonEncodedText Others = JsonEncodedText.Encode("others");
        public static readonly JsonEncodedText Outputs = JsonEncodedText.Encode("outputs");
        public static readonly JsonEncodedText OutsideApproval = JsonEncodedText.Encode("outsideApproval");
        public static readonly JsonEncodedText OutsideCollaborators = JsonEncodedText.Encode("outsideCollaborators");
        public static readonly JsonEncodedText Own = JsonEncodedText.Encode("own");
        public static readonly JsonEncodedText OwnBy = JsonEncodedText.Encode("ownBy");
        public static readonly JsonEncodedText OwnValue = JsonEncodedText.Encode("ownValue");
        public static readonly JsonEncodedText Owner = JsonEncodedText.Encode("owner");
        public static readonly JsonEncodedText Owners = JsonEncodedText.Encode("owners");
        public static readonly JsonEncodedText Package = JsonEncodedText.Encode("package");
        public static readonly JsonEncodedText Packages = JsonEncodedText.Encode("packages");
        public static readonly JsonEncodedText Parameters = JsonEncodedText.Encode("parameters");
        public static readonly JsonEncodedText Part = JsonEncodedText.Encode("part");
        public static readonly JsonEncodedText Parts = JsonEncodedText.Encode("parts");
        public static readonly JsonEncodedText Path = JsonEncodedText.Encode("path");
        public static readonly JsonEncodedText Paths = JsonEncodedText.Encode("paths");
        public static readonly JsonEncodedText Pattern = JsonEncodedText.Encode("pattern");
        public static readonly JsonEncodedText Pedantic = JsonEncodedText.Encode("pedantic");
        public static readonly JsonEncodedText Permissions = JsonEncodedText.Encode("permissions");
        public static readonly JsonEncodedText PermissionsFix = JsonEncodedText.Encode("permissionsFix");
        public static readonly JsonEncodedText Pin = JsonEncodedText.Encode("pin");
        public static readonly JsonEncodedText Pins = JsonEncodedText.Encode("pins");
        public static readonly JsonEncodedText Pipelines = JsonEncodedText.Encode("pipelines");
        public static readonly JsonEncodedText Place = JsonEncodedText.Encode("place");
        public static readonly JsonEncodedText Platform = JsonEncodedText.Encode("platform");
        public static readonly JsonEncodedText Platforms = JsonEncodedText.Encode("platforms");
        public static readonly JsonEncodedText Plugin = JsonEncodedText.Encode("plugin");
        public static readonly JsonEncodedText Policy = JsonEncodedText.Encode("policy");
        public static readonly JsonEncodedText Principal = JsonEncodedText.Encode("principal");
        public static readonly JsonEncodedText Principals = JsonEncodedText.Encode("principals");
        public static readonly JsonEncodedText Privileged = JsonEncodedText.Encode("privileged");
        public static readonly JsonEncodedText Problems = JsonEncodedText.Encode("problems");
        public static readonly JsonEncodedText Production = JsonEncodedText.Encode("production");
        public static readonly JsonEncodedText Products = JsonEncodedText.Encode("products");
        public static readonly JsonEncodedText Program = JsonEncodedText.Encode("program");
        public static readonly JsonEncodedText Project = JsonEncodedText.Encode("project");
        public static readonly JsonEncodedText ProjectGaps = JsonEncodedText.Encode("projectGaps");
        public static readonly JsonEncodedText Projects = JsonEncodedText.Encode("projects");
        public static readonly JsonEncodedText Proposals = JsonEncodedText.Encode("proposals");
        public static readonly JsonEncodedText Protection = JsonEncodedText.Encode("protection");
        public static readonly JsonEncodedText Provenance = JsonEncodedText.Encode("provenance");
        public static readonly JsonEncodedText Provider = JsonEncodedText.Encode("provider");
        public static readonly JsonEncodedText Publications = JsonEncodedText.Encode("publications");
        public static readonly JsonEncodedText Publisher = JsonEncodedText.Encode("publisher");
        public static readonly JsonEncodedText Query = JsonEncodedText.Encode("query");
        public static readonly JsonEncodedText Ranges = JsonEncodedText.Encode("ranges");
        public static readonly JsonEncodedText ReadDays = JsonEncodedText.Encode("readDays");
        public static readonly JsonEncodedText ReadFrom = JsonEncodedText.Encode("readFrom");
        public static readonly JsonEncodedText ReadTo = JsonEncodedText.Encode("readTo");
        public static readonly JsonEncodedText Readers = JsonEncodedText.Encode("readers");
        public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
        public static readonly JsonEncodedText Reasons = JsonEncodedText.Encode("reasons");
        public static readonly JsonEncodedText Receiver = JsonEncodedText.Encode("receiver");
        public static readonly JsonEncodedText Records = JsonEncodedText.Encode("records");
        public static readonly JsonEncodedText Ref = JsonEncodedText.Encode("ref");
        public static readonly JsonEncodedText Refusals = JsonEncodedText.Encode("refusals");
        public static readonly JsonEncodedText Refused = JsonEncodedText.Encode("refused");
        public static readonly JsonEncodedText ReleaseSettings = JsonEncodedText.Encode("releaseSettings");
        public static readonly JsonEncodedText ReleasesFiles = JsonEncodedText.Encode("releasesFiles");
        public static readonly JsonEncodedText ReleasesImages = JsonEncodedText.Encode("releasesImages");
        public static readonly JsonEncodedText Remedy = JsonEncodedText.Encode("remedy");
        public static readonly JsonEncodedText Repositories = JsonEncodedText.Encode("repositories");
        public static readonly JsonEncodedText Repository = JsonEncodedText.Encode("repository");
        public static readonly JsonEncodedText Request = JsonEncodedText.Encode("request");
        public static readonly JsonEncodedText RequestUrl = JsonEncodedText.Encode("requestUrl");
        public static readonly JsonEncodedText Requester = JsonEncodedText.Encode("requester");
        public static readonly JsonEncodedText Require = JsonEncodedText.Encode("require");
        public static readonly JsonEncodedText Required = JsonEncodedText.Encode("required");
        public static readonly JsonEncodedText RequiresPins = JsonEncodedText.Encode("requiresPins");
        public static readonly JsonEncodedText RequiresSignOff = JsonEncodedText.Encode("requiresSignOff");
        public static readonly JsonEncodedText Rest = JsonEncodedText.Encode("rest");
        public static readonly JsonEncodedText Retention = JsonEncodedText.Encode("retention");
        public static readonly JsonEncodedText RetentionDays = JsonEncodedText.Encode("retentionDays");
        public static readonly JsonEncodedText Reuses = JsonEncodedText.Encode("reuses");
        public static readonly JsonEncodedText Reviewer = JsonEncodedText.Encode("reviewer");
        public static readonly JsonEncodedText Reviews = JsonEncodedText.Encode("reviews");
        public static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
        public static readonly JsonEncodedText Rights = JsonEncodedText.Encode("rights");
        public static readonly JsonEncodedText Role = JsonEncodedText.Encode("role");
        public static readonly JsonEncodedText Roles = JsonEncodedText.Encode("roles");
        public static readonly JsonEncodedText Round = JsonEncodedText.Encode("round");
        public static readonly JsonEncodedText Route = JsonEncodedText.Encode("route");
        public static readonly JsonEncodedText Rows = JsonEncodedText.Encode("rows");
        public static readonly JsonEncodedText Rule = JsonEncodedText.Encode("rule");
        public static readonly JsonEncodedText Rules = JsonEncodedText.Encode("rules");
        public static readonly JsonEncodedText Run = JsonEncodedText.Encode("run");
        public static readonly JsonEncodedText Runner = JsonEncodedText.Encode("runner");
        public static readonly JsonEncodedText Runners = JsonEncodedText.Encode("runners");
        public static readonly JsonEncodedText RunsChangesFromOutside = JsonEncodedText.Encode("runsChangesFromOutside");
        public static readonly JsonEncodedText Safeguards = JsonEncodedText.Encode("safeguards");
        public static readonly JsonEncodedText Safety = JsonEncodedText.Encode("safety");
        public static readonly JsonEncodedText Scaffolding = JsonEncodedText.Encode("scaffolding");
        public static readonly JsonEncodedText Scanning = JsonEncodedText.Encode("scanning");
        public static readonly JsonEncodedText Schema = JsonEncodedText.Encode("schema");
        public static readonly JsonEncodedText Scope = JsonEncodedText.Encode("scope");
        public static readonly JsonEncodedText Script = JsonEncodedText.Encode("script");
        public static readonly JsonEncodedText Scripts = JsonEncodedText.Encode("scripts");
        public static readonly JsonEncodedText SecretUses = JsonEncodedText.Encode("secretUses");
        public static readonly JsonEncodedText Secrets = JsonEncodedText.Encode("secrets");
        public static readonly JsonEncodedText Sections = JsonEncodedText.Encode("sections");
        public static readonly JsonEncodedText Server = JsonEncodedText.Encode("server");
        public static readonly JsonEncodedText Services = JsonEncodedText.Encode("services");
        public static readonly JsonEncodedText SettingGaps = JsonEncodedText.Encode("settingGaps");
        public static readonly JsonEncodedText Settings = JsonEncodedText.Encode("settings");
        public static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
        public static readonly JsonEncodedText Shell = JsonEncodedText.Encode("shell");
        public static readonly JsonEncodedText Should = JsonEncodedText.Encode("should");
        public static readonly JsonEncodedText SignOn = JsonEncodedText.Encode("signOn");
        public static readonly JsonEncodedText SignedBy = JsonEncodedText.Encode("signedBy");
        public static readonly JsonEncodedText Signers = JsonEncodedText.Encode("signers");
        public static readonly JsonEncodedText SignsFiles = JsonEncodedText.Encode("signsFiles");
        public static readonly JsonEncodedText SignsImages = JsonEncodedText.Encode("signsImages");
        public static readonly JsonEncodedText Since = JsonEncodedText.Encode("since");
        public static readonly JsonEncodedText Sinks = JsonEncodedText.Encode("sinks");
        public static readonly JsonEncodedText Size = JsonEncodedText.Encode("size");
        public static readonly JsonEncodedText SoftwareTemplates = JsonEncodedText.Encode("softwareTemplates");
        public static readonly JsonEncodedText SometimesSet = JsonEncodedText.Encode("sometimesSet");
        public static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
        public static readonly JsonEncodedText Sources = JsonEncodedText.Encode("sources");
        public static readonly JsonEncodedText Span = JsonEncodedText.Encode("span");
        public static readonly JsonEncodedText Ssh = JsonEncodedText.Encode("ssh");
        public static readonly JsonEncodedText Stage = JsonEncodedText.Encode("stage");
        public static readonly JsonEncodedText StaleHours = JsonEncodedText.Encode("staleHours");
        public static readonly JsonEncodedText Start = JsonEncodedText.Encode("start");
        public static readonly JsonEncodedText StartedBy = JsonEncodedText.Encode("startedBy");
        public static readonly JsonEncodedText Starts = JsonEncodedText.Encode("starts");
        public static readonly JsonEncodedText State = JsonEncodedText.Encode("state");
        public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
        public static readonly JsonEncodedText Step = JsonEncodedText.Encode("step");
        public static readonly JsonEncodedText Steps = JsonEncodedText.Encode("steps");
        public static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
        public static readonly JsonEncodedText Submodules = JsonEncodedText.Encode("submodules");
        public static readonly JsonEncodedText Summary = JsonEncodedText.Encode("summary");
        public static readonly JsonEncodedText SuppressionGaps = JsonEncodedText.Encode("suppressionGaps");
        public static readonly JsonEncodedText Suppressions = JsonEncodedText.Encode("suppressions");
        public static readonly JsonEncodedText SwitchesOff = JsonEncodedText.Encode("switchesOff");
        public static readonly JsonEncodedText System = JsonEncodedText.Encode("system");
        public static readonly JsonEncodedText Tag = JsonEncodedText.Encode("tag");
        public static readonly JsonEncodedText Takes = JsonEncodedText.Encode("takes");
        public static readonly JsonEncodedText TakesAll = JsonEncodedText.Encode("takesAll");
        public static readonly JsonEncodedText TakesAnyBranch = JsonEncodedText.Encode("takesAnyBranch");
        public static readonly JsonEncodedText TakesPublic = JsonEncodedText.Encode("takesPublic");
        public static readonly JsonEncodedText TakesRest = JsonEncodedText.Encode("takesRest");
        public static readonly JsonEncodedText Tamperings = JsonEncodedText.Encode("tamperings");
        public static readonly JsonEncodedText Target = JsonEncodedText.Encode("target");
        public static readonly JsonEncodedText Targets = JsonEncodedText.Encode("targets");
        public static readonly JsonEncodedText TellsUse = JsonEncodedText.Encode("tellsUse");
        public static readonly JsonEncodedText Template = JsonEncodedText.Encode("template");
        public static readonly JsonEncodedText Templates = JsonEncodedText.Encode("templates");
        public static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
        public static readonly JsonEncodedText Texts = JsonEncodedText.Encode("texts");
        public static readonly JsonEncodedText Threshold = JsonEncodedText.Encode("threshold");
        public static readonly JsonEncodedText Tier = JsonEncodedText.Encode("tier");
        public static readonly JsonEncodedText TierNames = JsonEncodedText.Encode("tierNames");
        public static readonly JsonEncodedText Timeout = JsonEncodedText.Encode("timeout");
        public static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
        public static readonly JsonEncodedText TokenMayApprove = JsonEncodedText.Encode("tokenMayApprove");
        public static readonly JsonEncodedText TokenMayWrite = JsonEncodedText.Encode("tokenMayWrite");
        public static readonly JsonEncodedText TokenReach = JsonEncodedText.Encode("tokenReach");
        public static readonly JsonEncodedText Tokens = JsonEncodedText.Encode("tokens");
        public static readonly JsonEncodedText Told = JsonEncodedText.Encode("told");
        public static readonly JsonEncodedText Tool = JsonEncodedText.Encode("tool");
        public static readonly JsonEncodedText Toolchain = JsonEncodedText.Encode("toolchain");
        public static readonly JsonEncodedText Tracker = JsonEncodedText.Encode("tracker");
        public static readonly JsonEncodedText Traits = JsonEncodedText.Encode("traits");
        public static readonly JsonEncodedText Triggers = JsonEncodedText.Encode("triggers");
        public static readonly JsonEncodedText Trust = JsonEncodedText.Encode("trust");
        public static readonly JsonEncodedText Trusted = JsonEncodedText.Encode("trusted");
        public static readonly JsonEncodedText TrustedValue = JsonEncodedText.Encode("trustedValue");
        public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
        public static readonly JsonEncodedText Types = JsonEncodedText.Encode("types");
        public static readonly JsonEncodedText UnanchoredSince = JsonEncodedText.Encode("unanchoredSince");
        public static readonly JsonEncodedText Unfetchable = JsonEncodedText.Encode("unfetchable");
        public static readonly JsonEncodedText UnknownKeys = JsonEncodedText.Encode("unknownKeys");
        public static readonly JsonEncodedText Unlisted = JsonEncodedText.Encode("unlisted");
        public static readonly JsonEncodedText UnreadGaps = JsonEncodedText.Encode("unreadGaps");
        public static readonly JsonEncodedText UnreadPipelines = JsonEncodedText.Encode("unreadPipelines");
        public static readonly JsonEncodedText Unreadable = JsonEncodedText.Encode("unreadable");
        public static readonly JsonEncodedText Unseen = JsonEncodedText.Encode("unseen");
        public static readonly JsonEncodedText Until = JsonEncodedText.Encode("until");
        public static readonly JsonEncodedText Untold = JsonEncodedText.Encode("untold");
        public static readonly JsonEncodedText Untracked = JsonEncodedText.Encode("untracked");
        public static readonly JsonEncodedText Url = JsonEncodedText.Encode("url");
        public static readonly JsonEncodedText UsedAt = JsonEncodedText.Encode("usedAt");
        public static readonly JsonEncodedText Uses = JsonEncodedText.Encode("uses");
        public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
        public static readonly JsonEncodedText Variables = JsonEncodedText.Encode("variables");
        public static readonly JsonEncodedText VerifiesTls = JsonEncodedText.Encode("verifiesTls");
        public static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
        public static readonly JsonEncodedText VersionComment = JsonEncodedText.Encode("versionComment");
        public static readonly JsonEncodedText Versions = JsonEncodedText.Encode("versions");
        public static readonly JsonEncodedText Volumes = JsonEncodedText.Encode("volumes");
        public static readonly JsonEncodedText Waits = JsonEncodedText.Encode("waits");
        public static readonly JsonEncodedText Wanted = JsonEncodedText.Encode("wanted");
        public static readonly JsonEncodedText Way = JsonEncodedText.Encode("way");
        public static readonly JsonEncodedText Weaknesses = JsonEncodedText.Encode("weaknesses");
        public static readonly JsonEncodedText Webhooks = JsonEncodedText.Encode("webhooks");
        public static readonly JsonEncodedText What = JsonEncodedText.Encode("what");
        public static readonly JsonEncodedText Where = JsonEncodedText.Encode("where");
        public static readonly JsonEncodedText Which = JsonEncodedText.Encode("which");
        public static readonly JsonEncodedText Who = JsonEncodedText.Encode("who");
        public static readonly JsonEncodedText Why = JsonEncodedText.Encode("why");
        public static readonly JsonEncodedText Window = JsonEncodedText.Encode("window");
        public static readonly JsonEncodedText WindowDays = JsonEncodedText.Encode("windowDays");
        public static readonly JsonEncodedText Windows = JsonEncodedText.Encode("windows");
        public static readonly JsonEncodedText Within = JsonEncodedText.Encode("within");
        public static readonly JsonEncodedText WithoutMfa = JsonEncodedText.Encode("withoutMfa");
        public static readonly JsonEncodedText WithoutSources = JsonEncodedText.Encode("withoutSources");
        public static readonly JsonEncodedText Words = JsonEncodedText.Encode("words");
        public static readonly JsonEncodedText WorkingDirectory = JsonEncodedText.Encode("workingDirectory");
        public static readonly JsonEncodedText WorkingDirectoryChoices = JsonEncodedText.Encode("workingDirectoryChoices");
        public static readonly JsonEncodedText Workspace = JsonEncodedText.Encode("workspace");
        public static readonly JsonEncodedText Wrappers = JsonEncodedText.Encode("wrappers");
        public static readonly JsonEncodedText Writes = JsonEncodedText.Encode("writes");
        public static readonly JsonEncodedText WrittenSecrets = JsonEncodedText.Encode("writtenSecrets");
    }
}
