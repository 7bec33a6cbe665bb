using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>Joins what several runs learnt of one organisation to what one run would have. In which order they are named changes nothing.</summary>
internal static class MergedSettings
{
    /// <summary>Why no one run would have learnt all of that, as a clause; null where one would have.</summary>
    /// <param name="parts">What each run learnt, all of the same organisation.</param>
    public static string? Fault(ImmutableArray<ForgeSettings> parts)
    {
        if (parts.Any(part => part.Organization?.Repositories is null))
        {
            return "one of them does not say which repositories there are, as each does that 'po org' writes";
        }

        if (MergedOrganization.Of([.. parts.Select(part => part.Organization).OfType<OrganizationSettings>()]).Differing is [var setting, ..])
        {
            return $"they saw the {SettingNames.Of(setting)} of '{parts[0].Organization?.Name}' differently";
        }

        return parts.SelectMany(part => part.Repositories)
            .GroupBy(repository => repository.Name, StringComparer.Ordinal)
            .FirstOrDefault(alike => alike.Skip(1).Any() && alike.Select(SettingText.Of).Distinct(StringComparer.Ordinal).Skip(1).Any()) is { Key: var name }
            ? $"two of them looked at '{name}' and saw it differently"
            : null;
    }

    /// <summary>Joins them.</summary>
    /// <param name="parts">What each run learnt, all of the same organisation, without a fault.</param>
    public static ForgeSettings Of(ImmutableArray<ForgeSettings> parts)
    {
        ImmutableArray<OrganizationSettings> organizations = [.. parts.Select(part => part.Organization).OfType<OrganizationSettings>()];
        return parts[0] with
        {
            Repositories = [.. parts.SelectMany(part => part.Repositories).DistinctBy(repository => repository.Name, StringComparer.Ordinal).OrderBy(repository => repository.Name, StringComparer.Ordinal)],
            Organization = organizations.IsEmpty ? null : MergedOrganization.Of(organizations).Joined with { Repositories = Manifest(parts) },
            Answers = [.. parts.SelectMany(part => part.Answers).GroupBy(answer => answer.Request, StringComparer.Ordinal).Select(answers => answers.Aggregate(Of)).OrderBy(answer => answer.Request, StringComparer.Ordinal)],
        };
    }

    /// <summary>Joins what is known of two answers to one address, such as those to two pages of a list: nothing is younger than the older one of them.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static SettingsAnswer Of(SettingsAnswer one, SettingsAnswer other) => new(
        one.Request,
        Math.Max(one.Status, other.Status),
        one.At < other.At ? one.At : other.At,
        string.Equals(one.Tag, other.Tag, StringComparison.Ordinal) ? one.Tag : null);

    // What one run looked at no other run has passed over; what none looked at nobody has.
    private static RepositoryManifest? Manifest(ImmutableArray<ForgeSettings> parts) => parts.All(part => part.Organization?.Repositories is null) ? null : new RepositoryManifest(
        parts.Max(part => part.Organization?.Repositories?.Listed ?? 0),
        [
            .. parts.SelectMany(Entries)
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entries => entries.OrderBy(entry => entry.State is ManifestState.Skipped ? 2 : entry.State is ManifestState.Failed ? 1 : 0).ThenBy(entry => entry.Why, StringComparer.Ordinal).First())
                .Select(entry => entry is { State: ManifestState.Skipped, Why: ManifestEntry.OfOtherShard } ? entry with { State = ManifestState.Failed, Why = "no shard that was merged looked at it" } : entry)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ]);

    // Of a repository that a run says it looked at, it has something to say.
    private static IEnumerable<ManifestEntry> Entries(ForgeSettings part)
    {
        var names = part.Repositories.Select(repository => repository.Name).ToHashSet(StringComparer.Ordinal);
        return (part.Organization?.Repositories?.Entries ?? []).Select(entry => entry.State is ManifestState.Evaluated && !names.Contains(entry.Name)
            ? entry with { State = ManifestState.Failed, Why = ManifestEntry.WithoutSettings }
            : entry);
    }
}
