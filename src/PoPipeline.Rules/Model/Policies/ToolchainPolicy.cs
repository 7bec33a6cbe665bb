using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy asks of the toolchain.</summary>
public sealed record ToolchainPolicy
{
    /// <summary>The types of tools that must be in the toolchain.</summary>
    public ImmutableArray<AskedTool> Must { get; init; } = [];

    /// <summary>The types of tools that should be in it.</summary>
    public ImmutableArray<AskedTool> Should { get; init; } = [];

    /// <summary>Whether pipelines must keep the results of their security checks; where not, that they do not is hygiene.</summary>
    public bool KeepResults { get; init; }

    /// <summary>Whether pipelines that release must sign or attest what they release; where not, that they do not is hygiene.</summary>
    public bool AttestReleases { get; init; }
}

/// <summary>A type of tools that the policy asks for.</summary>
/// <param name="Type">The type.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record AskedTool(ToolType Type, Place Span)
{
    /// <inheritdoc/>
    public override string ToString() => ToolTypes.WordOf(Type);
}
