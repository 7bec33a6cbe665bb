using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Finds what silences other tools, in one pass over the files that have comments and those that tools are configured by.</summary>
/// <remarks>
/// Nearly every file is only searched for the markers of all tools at once. The few that have one are taken apart into comments.
/// </remarks>
internal static class SuppressionScan
{
    /// <summary>The largest file that is searched for comments, in bytes: nobody writes a longer one by hand.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>The largest number of suppressions that are taken from one file.</summary>
    public const int MaximumPerFile = 1000;

    private static readonly ImmutableArray<SuppressionReader> Readers =
    [
        new ActionlintSuppressions(), new CheckovSuppressions(), new CodeQLSuppressions(), new ConformaSuppressions(), new GitleaksSuppressions(), new HadolintSuppressions(),
        new OsvScannerSuppressions(), new SarifSuppressions(), new SemgrepSuppressions(), new ShellCheckSuppressions(), new TrivySuppressions(), new ZizmorSuppressions(),
    ];

    private static readonly SearchValues<string> Markers =
        SearchValues.Create([.. Readers.SelectMany(reader => reader.CommentMarkers.Concat(reader.YamlMarkers)).Distinct(StringComparer.Ordinal)], StringComparison.OrdinalIgnoreCase);

    // Whole trees of others, which are nobody's to decide about here.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Foreign =
        FrozenSet.Create(StringComparer.Ordinal, "node_modules", "vendor", "third_party", "third-party", "bower_components").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads what silences other tools.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="files">The files that are looked at.</param>
    /// <param name="cancellation">Stops the reading between two files.</param>
    public static (ImmutableArray<ForeignSuppression> Suppressions, ImmutableArray<Gap> Gaps) Read(WorkingTree tree, ImmutableArray<string> files, CancellationToken cancellation)
    {
        var readings = files
            .Where(IsLookedAt)
            .AsParallel().WithCancellation(cancellation)
            .Select(path => OfFile(tree, path))
            .OfType<SuppressionReading>()
            .ToList();
        return (
            [
                .. readings.SelectMany(reading => reading.Suppressions)
                    .OrderBy(suppression => suppression.Path, StringComparer.Ordinal)
                    .ThenBy(suppression => suppression.Span.StartLine)
                    .ThenBy(suppression => suppression.Span.StartColumn)
                    .ThenBy(suppression => suppression.Tool, StringComparer.Ordinal),
            ],
            [.. readings.Where(reading => reading.Fault is not null).Select(reading => new Gap(reading.Path, reading.Fault!, Failed: true)).OrderBy(gap => gap.Subject, StringComparer.Ordinal)]);
    }

    private static bool IsLookedAt(string path) => (CommentSyntax.Of(path) is not null || IsConfiguration(path)) && !IsForeign(path);

    // Asked of every file there is, so that nothing is allocated.
    private static bool IsConfiguration(string path)
    {
        foreach (var reader in Readers)
        {
            if (reader.IsConfiguration(path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForeign(string path)
    {
        foreach (var folder in path.AsSpan().Split('/'))
        {
            if (Foreign.Contains(path.AsSpan(folder)))
            {
                return true;
            }
        }

        return false;
    }

    private static SuppressionReading? OfFile(WorkingTree tree, string path)
    {
        var isConfiguration = IsConfiguration(path);
        var syntax = CommentSyntax.Of(path);
        var source = isConfiguration ? tree.Read(path) : Marked(tree, path);
        if (source is null)
        {
            return null;
        }

        if (source.Fault is not null)
        {
            return isConfiguration && !DataFolders.IsAbove(path) ? new SuppressionReading(path, [], source.Fault) : null;
        }

        var suppressions = new List<ForeignSuppression>();
        var faults = new List<string>();
        var isYaml = path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);
        foreach (var reader in Readers.Where(reader => reader.IsConfiguration(path) || (isYaml && Has(source.Text, reader.YamlMarkers))))
        {
            suppressions.AddRange(reader.ReadFile(source, out var fault).Take(MaximumPerFile + 1));
            faults.AddRange(fault is null ? [] : [fault]);
        }

        if (syntax is not null)
        {
            suppressions.AddRange(Comments(source, syntax, isYaml).Take(MaximumPerFile + 1));
        }

        var minor = DataFolders.IsAbove(path);
        return new SuppressionReading(
            path,
            [.. suppressions.Take(MaximumPerFile).Select(suppression => suppression with { IsMinor = suppression.IsMinor || minor })],
            minor ? null : suppressions.Count > MaximumPerFile ? $"it has more than {MaximumPerFile} suppressions, of which no more were read" : faults.FirstOrDefault());
    }

    private static IEnumerable<ForeignSuppression> Comments(SourceFile source, CommentSyntax syntax, bool isYaml)
    {
        var yaml = isYaml ? new Lazy<YamlComments>(() => new YamlComments(source.Text)) : null;
        return
            from comment in new CommentFinder(source.Path, source.Text, syntax).Find()
            where comment.Text.AsSpan().ContainsAny(Markers)
            from reader in Readers
            where Has(comment.Text, reader.CommentMarkers)
            let suppression = reader.ReadComment(comment, yaml)
            where suppression is not null
            select suppression;
    }

    // The text of a file that has a marker; null for any other one.
    private static SourceFile? Marked(WorkingTree tree, string path)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(MaximumBytes);
        try
        {
            var length = tree.Skim(path, bytes);
            return length > 0 && HasMarker(bytes.AsSpan(0, length)) ? new SourceFile(path, Strict.GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF'), Fault: null) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // Markers are ASCII, so that every byte may stand for a character.
    private static bool HasMarker(ReadOnlySpan<byte> bytes)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var length = Encoding.Latin1.GetChars(bytes, characters);
            return characters.AsSpan(0, length).ContainsAny(Markers);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static bool Has(string text, ImmutableArray<string> markers)
    {
        foreach (var marker in markers)
        {
            if (text.Contains(marker, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
