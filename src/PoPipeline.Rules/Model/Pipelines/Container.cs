using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A container that a job runs in or beside.</summary>
public sealed record Container
{
    /// <summary>The name of a service; null for the job's own container.</summary>
    public string? Name { get; init; }

    /// <summary>The image.</summary>
    public required Reference Image { get; init; }

    /// <summary>What else the image can be, where the jobs that one is written for differ in it.</summary>
    public ImmutableArray<Reference> Others { get; init; } = [];

    /// <summary>Options for the container runtime.</summary>
    public Located<string>? Options { get; init; }

    /// <summary>What it is started with in place of what the image says, a word each: the program, its arguments.</summary>
    public ImmutableArray<Located<string>> Command { get; init; } = [];

    /// <summary>What it may do beyond what containers may, where that is said by keys and not by options: <c>privileged: true</c>, <c>SYS_ADMIN</c>.</summary>
    public ImmutableArray<Located<string>> Rights { get; init; } = [];

    /// <summary>What is mounted, <c>source:target</c>.</summary>
    public ImmutableArray<Located<string>> Volumes { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public ImmutableArray<Setting> Variables { get; init; } = [];
}
