using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Queries;

/// <summary>What of the settings of two snapshots of one target can be held against each other: what is missing in one of them did not get better, and what is new in the other did not get lost.</summary>
internal sealed class ComparedSettings
{
    /// <summary>Why a repository cannot be seen any more that the forge does not list.</summary>
    public const string Gone = "the forge does not list it any more: it is gone, or the token does not see it";

    private readonly HashSet<string> seenBefore;
    private readonly HashSet<string> seenAfter;
    private readonly HashSet<string> passedBefore;
    private readonly HashSet<string> passedAfter;
    private readonly HashSet<string> listedBefore;
    private readonly HashSet<string> listedAfter;

    private ComparedSettings(Snapshot before, Snapshot after)
    {
        Before = before with { Settings = Named(before.Settings, after.Settings) };
        After = after;
        seenBefore = Names(Seen(Before));
        seenAfter = Names(Seen(after));
        passedBefore = Names(Entries(Before).Where(entry => entry.State is ManifestState.Skipped && !seenBefore.Contains(entry.Name)).Select(entry => entry.Name));
        passedAfter = Names(Entries(after).Where(entry => entry.State is ManifestState.Skipped && !seenAfter.Contains(entry.Name)).Select(entry => entry.Name));
        listedBefore = Names(Entries(Before).Select(entry => entry.Name));
        listedAfter = Names(Entries(after).Select(entry => entry.Name));
    }

    /// <summary>The earlier snapshot, with the names of the later one where they differ in case alone.</summary>
    public Snapshot Before { get; }

    /// <summary>The later snapshot.</summary>
    public Snapshot After { get; }

    /// <summary>Why the two are of different targets, as a clause; null where they are of one.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static string? Fault(Snapshot before, Snapshot after)
    {
        var (old, now) = (Target(before), Target(after));
        return before.Settings?.Organization is null != after.Settings?.Organization is null
            ? $"one is of '{old ?? "a repository"}', which is {Kind(before)}, the other of '{now ?? "a repository"}', which is {Kind(after)}"
            : before.Settings is { } asked && after.Settings is { } asks && (asked.Forge != asks.Forge || !IsSame(old, now))
            ? $"one is of '{old}' on {asked.Forge}, the other of '{now}' on {asks.Forge}"
            : before.Repository.Url is { } one && after.Repository.Url is { } other && !IsSame(one, other)
            ? $"one is of '{one}', the other of '{other}'"
            : null;
    }

    /// <summary>Holds two against each other.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one, of the same target.</param>
    public static ComparedSettings Of(Snapshot before, Snapshot after) => new(before, after);

    /// <summary>The repositories that only one of the two looked at, since another shard looks at them.</summary>
    public ImmutableArray<PassedRepository> Passed =>
    [
        .. passedAfter.Where(seenBefore.Contains).Select(name => new PassedRepository(name, IsNow: true))
            .Concat(passedBefore.Where(seenAfter.Contains).Select(name => new PassedRepository(name, IsNow: false)))
            .OrderBy(passed => passed.Name, StringComparer.Ordinal),
    ];

    /// <summary>The later snapshot without what the earlier one left to another shard.</summary>
    public Snapshot AfterWithoutPassed => passedBefore.Count == 0 ? After : After with { Settings = Limited(After.Settings, name => !passedBefore.Contains(name)) };

    /// <summary>Of the later snapshot what the earlier one looked at. What is not listed any more cannot be seen any more.</summary>
    public Snapshot AfterOfBefore => After with
    {
        Settings = Limited(
            After.Settings,
            name => seenBefore.Contains(name) && !passedAfter.Contains(name),
            [.. seenBefore.Where(name => !seenAfter.Contains(name) && !listedAfter.Contains(name)).Order(StringComparer.Ordinal).Select(name => new ManifestEntry(name, ManifestState.Failed, Gone))]),
    };

    /// <summary>Of the earlier snapshot what the later one looks at.</summary>
    public Snapshot BeforeOfAfter => Before with { Settings = After.Settings is null ? null : Limited(Before.Settings, seenAfter.Contains) };

    /// <summary>The settings that can differ: a repository of which one of them knows that it is there, and nothing else, differs in nothing that is known.</summary>
    public ImmutableArray<SettingChange> Changes
    {
        get
        {
            var unseen = Names(Entries(Before).Concat(Entries(After)).Select(entry => entry.Name).Where(name => (!seenBefore.Contains(name) && listedBefore.Contains(name)) || (!seenAfter.Contains(name) && listedAfter.Contains(name))));
            return SettingChange.Between(Without(Before), Without(After));

            Snapshot Without(Snapshot snapshot) => snapshot with { Settings = Limited(snapshot.Settings, name => !unseen.Contains(name)) };
        }
    }

    /// <summary>Of the later snapshot a single thing, without all others.</summary>
    /// <param name="name">Its name: <c>acme/app</c>, <c>acme</c>.</param>
    public Snapshot Alone(string name) => After with
    {
        Settings = After.Settings is not { } settings ? null : settings with
        {
            Repositories = [.. settings.Repositories.Where(repository => repository.Name == name)],
            Organization = settings.Organization is { } organization ? organization with { Repositories = null } : null,
        },
    };

    // What stands for a list that could not be read whole is nobody's name.
    private static bool IsName(string name) => !name.EndsWith("/*", StringComparison.Ordinal) && !name.EndsWith("/?", StringComparison.Ordinal);

    private static ForgeSettings? Limited(ForgeSettings? settings, Func<string, bool> isTaken, ImmutableArray<ManifestEntry> gone = default)
    {
        if (settings is null)
        {
            return null;
        }

        var manifest = settings.Organization?.Repositories;
        if (settings.Organization is null)
        {
            return settings;
        }

        ImmutableArray<ManifestEntry> entries = [.. (manifest?.Entries ?? []).Where(entry => !IsName(entry.Name) || isTaken(entry.Name))];
        return settings with
        {
            Repositories = [.. settings.Repositories.Where(repository => isTaken(repository.Name))],
            Organization = settings.Organization with
            {
                Repositories = manifest is null && gone.IsDefaultOrEmpty ? null : new RepositoryManifest(
                    (manifest?.Listed ?? 0) - ((manifest?.Entries.Length ?? 0) - entries.Length),
                    [.. entries, .. gone.IsDefault ? [] : gone]),
            },
        };
    }

    // Forges take names for the same that differ in case alone, and what is found in a thing is known by its name.
    private static ForgeSettings? Named(ForgeSettings? before, ForgeSettings? after)
    {
        if (before is null || after is null)
        {
            return before;
        }

        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in after.Repositories.Select(repository => repository.Name).Concat((after.Organization?.Repositories?.Entries ?? []).Select(entry => entry.Name)))
        {
            names.TryAdd(name, name);
        }

        return before with
        {
            Server = after.Server,
            Repositories = [.. before.Repositories.Select(repository => repository with { Name = NameOf(repository.Name) })],
            Organization = before.Organization is not { } organization ? null : organization with
            {
                Name = after.Organization?.Name ?? organization.Name,
                Repositories = organization.Repositories is not { } manifest ? null : manifest with { Entries = [.. manifest.Entries.Select(entry => entry with { Name = NameOf(entry.Name) })] },
            },
        };

        string NameOf(string name) => names.GetValueOrDefault(name, name);
    }

    private static string? Target(Snapshot snapshot) => snapshot.Settings is not { } settings ? snapshot.Repository.Url
        : $"{settings.Server}/{settings.Organization?.Name ?? string.Join(", ", settings.Repositories.Select(repository => repository.Name))}";

    private static string Kind(Snapshot snapshot) => snapshot.Settings?.Organization is null ? "a repository" : "an organisation or group";

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Seen(Snapshot snapshot) => (snapshot.Settings?.Repositories ?? []).Select(repository => repository.Name);

    private static ImmutableArray<ManifestEntry> Entries(Snapshot snapshot) => snapshot.Settings?.Organization?.Repositories?.Entries ?? [];

    private static HashSet<string> Names(IEnumerable<string> names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A repository that one of two snapshots left to another shard, so that nothing of it is compared.</summary>
/// <param name="Name">Its path.</param>
/// <param name="IsNow">Whether the later one left it; otherwise the earlier one did.</param>
public sealed record PassedRepository(string Name, bool IsNow);
