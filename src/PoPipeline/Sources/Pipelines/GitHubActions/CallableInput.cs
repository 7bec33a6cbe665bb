using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>An input, or a secret, that something callable declares.</summary>
internal sealed record CallableInput
{
    /// <summary>The name, as declared.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Place Span { get; init; }

    /// <summary>The type, as written; null where none is.</summary>
    public string? Type { get; init; }

    /// <summary>Whether a caller must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What it is where nobody gives it; null where nothing is said.</summary>
    public YamlScalar? Default { get; init; }

    /// <summary>The choices, for the type <c>choice</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Whether its use is discouraged.</summary>
    public bool IsDeprecated { get; init; }
}
