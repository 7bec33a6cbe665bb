using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>What a forge says of repositories and of what is around them, as far as it was asked. Names are ours, whatever the forge calls a thing.</summary>
public sealed record ForgeSettings
{
    /// <summary>The forge.</summary>
    public required Forge Forge { get; init; }

    /// <summary>Its web address, without a slash at its end: <c>https://github.com</c>.</summary>
    public required string Server { get; init; }

    /// <summary>The repositories that were asked about, by name.</summary>
    public ImmutableArray<RepositorySettings> Repositories { get; init; } = [];

    /// <summary>The organisation or group; null where only a repository was asked about.</summary>
    public OrganizationSettings? Organization { get; init; }

    /// <summary>Each answer that something here rests on, in the order of the addresses.</summary>
    public ImmutableArray<SettingsAnswer> Answers { get; init; } = [];
}

/// <summary>An answer of a forge. What it said is in the settings, and nothing else of it is kept.</summary>
/// <param name="Request">What was asked, with what chooses among the entries of a list, and without the page: <c>GET /orgs/acme/members?role=admin</c>.</param>
/// <param name="Status">The code of the answer; 0 where there was none.</param>
/// <param name="At">When it came, by the clock of the forge.</param>
/// <param name="Tag">What the forge calls this state of the answer; null where it calls it nothing.</param>
public sealed record SettingsAnswer(string Request, int Status, DateTimeOffset At, string? Tag);
