using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>Joins what several runs learnt of one organisation to what one run would have.</summary>
internal static class MergedSettings
{
    /// <summary>Joins them.</summary>
    /// <param name="parts">What each run learnt, all of the same organisation.</param>
    public static ForgeSettings Of(ImmutableArray<ForgeSettings> parts)
    {
        var first = parts[0];
        return first with
        {
            Repositories = [.. parts.SelectMany(part => part.Repositories).DistinctBy(repository => repository.Name, StringComparer.Ordinal).OrderBy(repository => repository.Name, StringComparer.Ordinal)],
            Organization = first.Organization is { } organization ? organization with { Repositories = Of([.. parts.Select(part => part.Organization?.Repositories).OfType<RepositoryManifest>()]) } : null,
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
    private static RepositoryManifest? Of(ImmutableArray<RepositoryManifest> manifests) => manifests.IsEmpty ? null : new RepositoryManifest(
        manifests.Max(manifest => manifest.Listed),
        [
            .. manifests.SelectMany(manifest => manifest.Entries)
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entries => entries.MinBy(entry => entry.State is ManifestState.Skipped ? 2 : entry.State is ManifestState.Failed ? 1 : 0)!)
                .Select(entry => entry is { State: ManifestState.Skipped, Why: ManifestEntry.OfOtherShard } ? entry with { State = ManifestState.Failed, Why = "no shard that was merged looked at it" } : entry)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ]);
}
