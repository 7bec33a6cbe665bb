using System.Collections.Immutable;

namespace PoPipeline.Settings;

/// <summary>What a forge is asked for.</summary>
internal sealed record SettingsRequest
{
    /// <summary>The repository, organisation or group.</summary>
    public required SettingsTarget Target { get; init; }

    /// <summary>Whether the repositories of an organisation are left out.</summary>
    public bool WithoutRepositories { get; init; }

    /// <summary>The names in the file of code owners, each once, as they are written.</summary>
    public ImmutableArray<string> CodeOwners { get; init; } = [];
}
