using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Scaffolding;

/// <summary>A template that a developer portal makes repositories of: steps that fetch files, fill them in and publish them.</summary>
public sealed record SoftwareTemplate
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>What tells it from others of its file; null where it is the only one.</summary>
    public string? Member { get; init; }

    /// <summary>Its name; null where it has none.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>Where it begins.</summary>
    public required Place Span { get; init; }

    /// <summary>Why it could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Whether it lies among examples, so that nobody need use it.</summary>
    public bool IsExample { get; init; }

    /// <summary>What the portal would reject, or would not do as written.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>Where its files come from.</summary>
    public ImmutableArray<Reference> Sources { get; init; } = [];

    /// <summary>What it publishes.</summary>
    public ImmutableArray<Publication> Publications { get; init; } = [];

    /// <summary>Those of its files that a rule speaks of, in the order of where they end up.</summary>
    public ImmutableArray<CarriedFile> Files { get; init; } = [];

    /// <summary>How many files it carries in all.</summary>
    public int Carried { get; init; }

    /// <summary>Why it may carry more than is known, as a clause; null where all of it lies in the repository.</summary>
    public string? MoreFiles { get; init; }

    /// <summary>Why not all of it was looked at, as clauses; empty where all was.</summary>
    public ImmutableArray<string> Left { get; init; } = [];

    /// <summary>Literal credentials in it.</summary>
    public ImmutableArray<Credential> Credentials { get; init; } = [];

    /// <summary>Secrets that are handed to what fills in the files, as written.</summary>
    public ImmutableArray<Located<string>> WrittenSecrets { get; init; } = [];

    /// <summary>What begins the subject of a finding in it.</summary>
    [JsonIgnore]
    public string Subject => Member is null ? $"{Path}#" : $"{Path}#{Member}/";
}
