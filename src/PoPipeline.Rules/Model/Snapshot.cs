using System.Collections.Immutable;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Rules.Model;

/// <summary>
/// Everything that is judged, collected once: immutable, and the same after a round trip through JSON. Names are ours,
/// whatever the forge or the platform calls a thing.
/// </summary>
public sealed record Snapshot
{
    /// <summary>The format of a snapshot file; a reader refuses another one.</summary>
    public const string CurrentSchema = "popipeline-snapshot/2";

    /// <summary>The format that this snapshot was written in.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The one moment at which everything is taken to have been observed.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The working tree.</summary>
    public required Repository Repository { get; init; }

    /// <summary>The part of it that was asked about; null for all of it. Everything is collected and judged as a whole, of which reports show this part.</summary>
    public JudgedPart? Part { get; init; }

    /// <summary>The platforms whose pipelines were asked about; null for all. As with a part, reports show what is said of these.</summary>
    public JudgedPlatforms? Platforms { get; init; }

    /// <summary>The policy in force.</summary>
    public Policy Policy { get; init; } = new();

    /// <summary>What vouches for the policy.</summary>
    public PolicyTrust Trust { get; init; } = new();

    /// <summary>Code owner files in every place where the forge might look, the effective one first.</summary>
    public ImmutableArray<CodeOwnersFile> CodeOwners { get; init; } = [];

    /// <summary>Pipelines of every platform, by path.</summary>
    public ImmutableArray<Pipeline> Pipelines { get; init; } = [];

    /// <summary>Files that look like pipelines, but that their platform never reads.</summary>
    public ImmutableArray<IgnoredPipeline> IgnoredPipelines { get; init; } = [];

    /// <summary>Pipeline files that are symbolic links, by path.</summary>
    public ImmutableArray<LinkedPipeline> LinkedPipelines { get; init; } = [];

    /// <summary>Pipeline files of systems that have no reader yet, by path: a rule about pipelines does not know what they hold.</summary>
    public ImmutableArray<UnreadPipeline> UnreadPipelines { get; init; } = [];

    /// <summary>Why <see cref="UnreadPipelines"/> may not be all of them, or say less than the policy leaves out.</summary>
    public ImmutableArray<Gap> UnreadGaps { get; init; } = [];

    /// <summary>Templates for issues and changes, by path.</summary>
    public ImmutableArray<Template> Templates { get; init; } = [];

    /// <summary>Files that look like templates, but that their forge never offers, by path.</summary>
    public ImmutableArray<IgnoredTemplate> IgnoredTemplates { get; init; } = [];

    /// <summary>Templates that a developer portal makes repositories of, by path.</summary>
    public ImmutableArray<SoftwareTemplate> SoftwareTemplates { get; init; } = [];

    /// <summary>What a catalogue of software is told of the repository, and what it says of it.</summary>
    public ImmutableArray<CatalogEntity> CatalogEntities { get; init; } = [];

    /// <summary>What the files hold of which the policy knows the text.</summary>
    public ImmutableArray<FileDigest> FileDigests { get; init; } = [];

    /// <summary>Projects whose packages a tool installs, by folder and ecosystem; what lies among tests, examples and code of others is none.</summary>
    public ImmutableArray<Project> Projects { get; init; } = [];

    /// <summary>Lock files, by path.</summary>
    public ImmutableArray<Lockfile> Locks { get; init; } = [];

    /// <summary>Programs in the repository that fetch build tools, by path.</summary>
    public ImmutableArray<BuildWrapper> Wrappers { get; init; } = [];

    /// <summary>Why <see cref="Projects"/> may not be all.</summary>
    public ImmutableArray<Gap> ProjectGaps { get; init; } = [];

    /// <summary>Files of commands that pipelines and people have run, by path; none where the repository has no project and no lock file.</summary>
    public ImmutableArray<CommandFile> CommandFiles { get; init; } = [];

    /// <summary>Why <see cref="CommandFiles"/> may not be all.</summary>
    public ImmutableArray<Gap> CommandGaps { get; init; } = [];

    /// <summary>Layouts of in-toto, by path, as they verify by the keys of the policy.</summary>
    public ImmutableArray<SupplyLayout> InTotoLayouts { get; init; } = [];

    /// <summary>Why <see cref="InTotoLayouts"/> may not be all.</summary>
    public ImmutableArray<Gap> InTotoGaps { get; init; } = [];

    /// <summary>By what programs are told to sign or attest what they release, by path.</summary>
    public ImmutableArray<ReleaseSetting> ReleaseSettings { get; init; } = [];

    /// <summary>Exceptions written as comments in the files that were read.</summary>
    public ImmutableArray<InlineException> InlineExceptions { get; init; } = [];

    /// <summary>Comments and entries of files that silence other tools.</summary>
    public ImmutableArray<ForeignSuppression> Suppressions { get; init; } = [];

    /// <summary>Files that silence other tools, but could not be read.</summary>
    public ImmutableArray<Gap> SuppressionGaps { get; init; } = [];

    /// <summary>What the forge says of settings; null where it was not asked.</summary>
    public ForgeSettings? Settings { get; init; }

    /// <summary>The audit log that was named; null where none was.</summary>
    public AuditLog? AuditLog { get; init; }

    /// <summary>Hashes of the lines that findings stand on, by path and line; empty until a judged snapshot is completed with them.</summary>
    public ImmutableArray<LineHash> LineHashes { get; init; } = [];

    /// <summary>What decisions on the findings are bound to, by rule and fingerprint; empty until a judged snapshot is completed with it.</summary>
    public ImmutableArray<FindingEvidence> Evidence { get; init; } = [];

    /// <summary>What the parts of <see cref="Evidence"/> say, by hash, each once.</summary>
    public ImmutableArray<EvidenceText> EvidenceTexts { get; init; } = [];

    /// <summary>Requests for decisions, and what was decided on them.</summary>
    public Records Records { get; init; } = new();
}

/// <summary>
/// What GitHub recognises a line by when the file around it changes. It is kept in the snapshot so that a replay, without the files,
/// writes the same report.
/// </summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Hash">The hash, a colon, and how often it has occurred in the file: <c>54703d4cd895b18:1</c>.</param>
public sealed record LineHash(string Path, int Line, string Hash);
