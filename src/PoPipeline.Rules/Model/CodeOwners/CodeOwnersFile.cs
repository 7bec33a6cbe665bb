using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.CodeOwners;

/// <summary>A CODEOWNERS file, as one forge reads it.</summary>
public sealed record CodeOwnersFile
{
    /// <summary>The forge whose syntax and places it was read by.</summary>
    public required Forge Forge { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the forge reads this file; another one is shadowed by it.</summary>
    public required bool Effective { get; init; }

    /// <summary>Why it could not be read; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>What the forge would reject or read otherwise than meant.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The sections, the unnamed first; GitHub knows only that one.</summary>
    public ImmutableArray<OwnersSection> Sections { get; init; } = [];
}
