using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>What may stand under a keyword. A kind of node for which nothing is said may not stand there.</summary>
internal sealed record CiShape
{
    /// <summary>Anything at all.</summary>
    public static CiShape Anything { get; } = new() { IsAny = true };

    /// <summary>Whether nothing is said of it.</summary>
    public bool IsAny { get; init; }

    /// <summary>What a single value must be.</summary>
    public ScalarKind Scalar { get; init; }

    /// <summary>The values that are accepted; empty where all of its kind are.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Further values that GitLab takes without a word in its reference.</summary>
    public ImmutableArray<string> Tolerated { get; init; } = [];

    /// <summary>Whether GitLab puts variables into the value, so that it is not known.</summary>
    public bool Expands { get; init; }

    /// <summary>The least number that is accepted.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>The greatest number that is accepted.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>What each entry of a list must be; null where no list may stand.</summary>
    public CiShape? Item { get; init; }

    /// <summary>Whether one entry may stand in place of a list of it.</summary>
    public bool AllowsOne { get; init; }

    /// <summary>Whether a list may hold lists, whose entries then count as its own.</summary>
    public bool IsNested { get; init; }

    /// <summary>How many entries a list must have.</summary>
    public int Least { get; init; }

    /// <summary>How many entries a list may have.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>What a mapping is, with its article; empty where none may stand.</summary>
    public string Section { get; init; } = "";

    /// <summary>The keys of a mapping; null where none may stand.</summary>
    public FrozenDictionary<string, CiShape>? Keys { get; init; }

    /// <summary>Keys that a mapping must have.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>What stands under any other key of a mapping; null where there may be none.</summary>
    public CiShape? Others { get; init; }
}
