using System.Collections.Immutable;
using PoPipeline.Sources;

namespace PoPipeline.Settings;

/// <summary>What a forge is asked for.</summary>
internal sealed record SettingsRequest
{
    /// <summary>The repository, organisation or group.</summary>
    public required SettingsTarget Target { get; init; }

    /// <summary>Which of the repositories of an organisation are asked about.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Is told how far it has come; null where nobody asks.</summary>
    public IProgress<CollectionProgress>? Progress { get; init; }

    /// <summary>Is told what it takes and took, in sentences; null where nobody asks.</summary>
    public IProgress<string>? Notices { get; init; }

    /// <summary>Whether the repositories of an organisation are left out.</summary>
    public bool WithoutRepositories { get; init; }

    /// <summary>The names in the file of code owners, each once, as they are written.</summary>
    public ImmutableArray<string> CodeOwners { get; init; } = [];

    /// <summary>Whether it matters what can be seen, and not what is there: code owners are asked about where no file names any.</summary>
    public bool IsProbe { get; init; }
}
