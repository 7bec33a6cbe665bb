using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>Puts the lists of feeds together out of their parts, and keeps the last one of each source.</summary>
/// <param name="before">What was read before the first record that is taken; null where that is none.</param>
internal sealed class ListingReader(AuditState? before = null)
{
    private readonly Dictionary<AuditSource, (long First, List<FeedListing> Parts)> lists =
        before?.Listings.ToDictionary(list => list.Key, list => (before.ListingPlaces[list.Key], new List<FeedListing> { list.Value })) ?? [];

    /// <summary>The list of each source.</summary>
    public ImmutableDictionary<AuditSource, FeedListing> Listings => lists.ToImmutableDictionary(
        list => list.Key, list => list.Value.Parts[0] with { Queries = [.. list.Value.Parts.SelectMany(part => part.Queries)] });

    /// <summary>Of each source, the index of the first entry of its list.</summary>
    public ImmutableDictionary<AuditSource, long> Places => lists.ToImmutableDictionary(list => list.Key, list => list.Value.First);

    /// <summary>Takes a record; one that is no part of a list is passed over.</summary>
    /// <param name="record">The record.</param>
    public void Take(AuditRecord record)
    {
        if (record.Listing is not { } part)
        {
            return;
        }

        if (record.ListingPart > 0 && lists.TryGetValue(part.Source, out var begun))
        {
            begun.Parts.Add(part);
        }
        else
        {
            lists[part.Source] = (record.Index, [part]);
        }
    }
}
