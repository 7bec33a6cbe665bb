using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources.Exceptions;

namespace PoPipeline.Sources;

/// <summary>What one source gives. Each list has the name of the one in the snapshot that it becomes a part of.</summary>
internal sealed record SnapshotPart
{
    /// <summary>Code owner files, the effective one first.</summary>
    public ImmutableArray<CodeOwnersFile> CodeOwners { get; init; } = [];

    /// <summary>Pipelines.</summary>
    public ImmutableArray<Pipeline> Pipelines { get; init; } = [];

    /// <summary>Files that look like pipelines, but that their platform never reads.</summary>
    public ImmutableArray<IgnoredPipeline> IgnoredPipelines { get; init; } = [];

    /// <summary>Pipeline files that are symbolic links.</summary>
    public ImmutableArray<LinkedPipeline> LinkedPipelines { get; init; } = [];

    /// <summary>Pipeline files of systems that nobody reads.</summary>
    public ImmutableArray<UnreadPipeline> UnreadPipelines { get; init; } = [];

    /// <summary>Why those may not be all.</summary>
    public ImmutableArray<Gap> UnreadGaps { get; init; } = [];

    /// <summary>Templates.</summary>
    public ImmutableArray<Template> Templates { get; init; } = [];

    /// <summary>Files that look like templates, but that their forge never offers.</summary>
    public ImmutableArray<IgnoredTemplate> IgnoredTemplates { get; init; } = [];

    /// <summary>Templates that a developer portal makes repositories of.</summary>
    public ImmutableArray<SoftwareTemplate> SoftwareTemplates { get; init; } = [];

    /// <summary>What a catalogue of software is told, and says.</summary>
    public ImmutableArray<CatalogEntity> CatalogEntities { get; init; } = [];

    /// <summary>What the files hold of which the policy knows the text.</summary>
    public ImmutableArray<FileDigest> FileDigests { get; init; } = [];

    /// <summary>Projects, by folder.</summary>
    public ImmutableArray<Project> Projects { get; init; } = [];

    /// <summary>Lock files, by path.</summary>
    public ImmutableArray<Lockfile> Locks { get; init; } = [];

    /// <summary>Programs that fetch build tools.</summary>
    public ImmutableArray<BuildWrapper> Wrappers { get; init; } = [];

    /// <summary>Why those may not be all.</summary>
    public ImmutableArray<Gap> ProjectGaps { get; init; } = [];

    /// <summary>Files that a pipeline may have run, with the commands in them.</summary>
    public ImmutableArray<CommandFile> CommandFiles { get; init; } = [];

    /// <summary>Why those may not be all.</summary>
    public ImmutableArray<Gap> CommandGaps { get; init; } = [];

    /// <summary>Layouts of in-toto, by path.</summary>
    public ImmutableArray<SupplyLayout> InTotoLayouts { get; init; } = [];

    /// <summary>Why those may not be all.</summary>
    public ImmutableArray<Gap> InTotoGaps { get; init; } = [];

    /// <summary>By what programs are told to sign or attest what they release.</summary>
    public ImmutableArray<ReleaseSetting> ReleaseSettings { get; init; } = [];

    /// <summary>Comments and entries that silence other tools.</summary>
    public ImmutableArray<ForeignSuppression> Suppressions { get; init; } = [];

    /// <summary>Files that silence other tools, but could not be read.</summary>
    public ImmutableArray<Gap> SuppressionGaps { get; init; } = [];

    /// <summary>The files that became a part of the model: a comment in one of them may make an exception.</summary>
    public ImmutableArray<CommentedFile> Commented { get; init; } = [];
}

/// <summary>A file in which a comment may make an exception.</summary>
/// <param name="Path">The path, relative to the root, with forward slashes.</param>
/// <param name="IsYaml">Whether it is YAML, in which a <c>#</c> may stand inside a scalar; else each line may end with a comment.</param>
internal sealed record CommentedFile(string Path, bool IsYaml)
{
    /// <summary>Its text with a <c>#</c> where each comment starts, where its comments start otherwise; null where they do not.</summary>
    public string? Marked { get; init; }

    /// <summary>How that text is laid out; null where each <c>#</c> in it is a comment, which covers a line.</summary>
    public ICommentLayout? Layout { get; init; }
}
