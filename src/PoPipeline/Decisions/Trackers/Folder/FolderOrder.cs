using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers.Folder.History;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>
/// Numbers files by when they came to the branch that counts. The order is that of the branch, which nobody changes without rewriting it;
/// the dates, which everybody writes as they like, only make the numbers the same in every run.
/// </summary>
internal static class FolderOrder
{
    // Beyond every date that a commit can claim, and still a number that JSON holds exactly.
    private const long NotCommitted = 1L << 52;
    private const long PerSecond = 1000;
    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Numbers them.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="provenance">Where those on the branch come from; all others follow them.</param>
    public static ImmutableDictionary<string, long> Of(IEnumerable<string> paths, ImmutableDictionary<string, Provenance> provenance)
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var last = 0L;
        var ordered = provenance
            .OrderByDescending(file => file.Value.Depth)
            .ThenBy(file => file.Value.Added.At)
            .ThenBy(file => file.Key, StringComparer.Ordinal);
        foreach (var (path, from) in ordered)
        {
            var claimed = (from.Added.At < Latest ? from.Added.At : Latest).ToUnixTimeSeconds() * PerSecond;
            numbers[path] = last = Math.Max(claimed, last + 1);
        }

        last = NotCommitted;
        foreach (var path in paths.Where(path => !provenance.ContainsKey(path)).Order(StringComparer.Ordinal))
        {
            numbers[path] = last++;
        }

        return numbers.ToImmutable();
    }

    /// <summary>Places what is gone among what is there, whose numbers it must not shift.</summary>
    /// <param name="lost">What is gone.</param>
    /// <param name="provenance">Where the files on the branch come from.</param>
    /// <returns>For each, the number of the last file that came before it; 0 where none did.</returns>
    public static ImmutableArray<long> Before(IReadOnlyList<PastFile> lost, ImmutableDictionary<string, Provenance> provenance)
    {
        var numbers = Of([], provenance);
        var there = provenance.Select(file => (file.Value.Depth, file.Value.Added.At, Number: numbers[file.Key], Index: -1));
        var gone = lost.Select((file, index) => (file.Depth, file.Added.At, Number: 0L, Index: index));
        var before = new long[lost.Count];
        var last = 0L;
        foreach (var file in there.Concat(gone).OrderByDescending(file => file.Depth).ThenBy(file => file.At).ThenBy(file => file.Index < 0))
        {
            if (file.Index < 0)
            {
                last = Math.Max(last, file.Number);
            }
            else
            {
                before[file.Index] = last;
            }
        }

        return [.. before];
    }
}
