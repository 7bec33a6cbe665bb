using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>How a component makes a token of an app, and which inputs say what the token is for.</summary>
public sealed record AppTokenFacts
{
    /// <summary>The input by which the token is for every repository of an owner; null where it is so unless another input narrows it.</summary>
    public string? Owner { get; init; }

    /// <summary>The inputs that name the repositories.</summary>
    public required ImmutableArray<string> Repositories { get; init; }

    /// <summary>The inputs that name the rights, by how their names start.</summary>
    public required ImmutableArray<string> Permissions { get; init; }
}
