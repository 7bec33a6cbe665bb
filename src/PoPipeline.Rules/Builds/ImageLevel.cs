using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Builds;

/// <summary>At which level an image is that pipelines build, and by what evidence.</summary>
/// <param name="Facts">All that decides, from the lowest level on.</param>
public sealed record ImageLevel(ImmutableArray<LevelFact> Facts) : LeveledBuild(Facts)
{
    /// <summary>The file that it is built by; null where none is known, and where what builds it needs none.</summary>
    public required string? File { get; init; }

    /// <summary>The stage of the file that is built; null for the last one.</summary>
    public required string? Target { get; init; }

    /// <summary>What builds it, as written.</summary>
    public required string Command { get; init; }

    /// <summary>Where that is written.</summary>
    public required Place Place { get; init; }

    /// <summary>Whether others get it.</summary>
    public required bool IsHandedOut { get; init; }

    /// <summary>The folder that it is built of, relative to the root; empty for the root, and where that is not known.</summary>
    public required string Context { get; init; }

    /// <inheritdoc/>
    public override string Tool => "container";

    /// <inheritdoc/>
    public override string Folder => Context;

    /// <inheritdoc/>
    public override string Name => File is null ? $"'{Command}' at {Place}" : Target is null ? File : $"{File}, stage '{Target}'";

    /// <inheritdoc/>
    public override IEnumerable<string> Manifests => File is null ? [] : [File];
}
