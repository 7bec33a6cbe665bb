using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Finds what silences other tools, in one pass over the files that have comments and those that tools are configured by.</summary>
/// <remarks>
/// Nearly every file is only searched for the markers of all tools at once. The few that have one are taken apart into comments.
/// </remarks>
internal sealed class SuppressionsSource : ISource
{
    /// <summary>The largest number of suppressions that are taken from one file.</summary>
    public const int MaximumPerFile = 1000;

    // A sparse checkout lacks thousands of files for one reason, which is worth saying once.
    private const int MostGapsOfAKind = 5;

    private static readonly ImmutableArray<SuppressionReader> Readers =
    [
        new ActionlintSuppressions(), new CheckovSuppressions(), new CodeQLSuppressions(), new ConformaSuppressions(), new GitleaksSuppressions(), new HadolintSuppressions(),
        new OsvScannerSuppressions(), new SarifSuppressions(), new SemgrepSuppressions(), new ShellCheckSuppressions(), new TrivySuppressions(), new ZizmorSuppressions(),
    ];

    private static readonly ImmutableArray<string> MarkerWords = [.. Readers.SelectMany(reader => reader.CommentMarkers.Concat(reader.YamlMarkers)).Distinct(StringComparer.Ordinal)];

    private static readonly SearchValues<string> Markers = SearchValues.Create([.. MarkerWords], StringComparison.OrdinalIgnoreCase);

    private static readonly MarkedFile Marked = new(Markers, MarkerWords.Max(word => word.Length));

    // Whole trees of others, which are nobody's to decide about here.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Foreign =
        FrozenSet.Create(StringComparer.Ordinal, "node_modules", "vendor", "third_party", "third-party", "bower_components").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Suppressions), nameof(SnapshotPart.SuppressionGaps)];

    // Nearly every file is looked at, and hardly any of them is kept: what others need is taken from them.
    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy) => new([], (tree, cancellation) => Read(tree, repository.Files, cancellation));

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<string> files, CancellationToken cancellation)
    {
        var found = new SuppressionReading?[files.Length];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, files.Length, options, index => found[index] = IsLookedAt(files[index]) ? OfFile(tree, files[index], files) : null);
        var readings = found.OfType<SuppressionReading>().ToList();
        return new SnapshotPart
        {
            Suppressions =
            [
                .. readings.SelectMany(reading => reading.Suppressions)
                    .OrderBy(suppression => suppression.Span.Path, StringComparer.Ordinal)
                    .ThenBy(suppression => suppression.Span.Region.StartLine)
                    .ThenBy(suppression => suppression.Span.Region.StartColumn)
                    .ThenBy(suppression => suppression.Tool, StringComparer.Ordinal),
            ],
            SuppressionGaps = [.. readings.Select(reading => reading.Gap).OfType<Gap>().GroupBy(gap => gap with { Subject = "" }).SelectMany(Together).OrderBy(gap => gap.Subject, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<Gap> Together(IEnumerable<Gap> alike)
    {
        var gaps = alike.OrderBy(gap => gap.Subject, StringComparer.Ordinal).ToList();
        return gaps.Count <= MostGapsOfAKind ? gaps : [gaps[0] with { Reason = $"{gaps[0].Reason}, and so it is with {Counted.Of(gaps.Count - 1, "more file")}" }];
    }

    /// <summary>Whether a file is looked at, by its name.</summary>
    /// <param name="path">The path, relative to the root.</param>
    internal static bool IsLookedAt(string path) => (CommentSyntax.Of(path) is not null || IsConfiguration(path)) && !IsForeign(path);

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

    private static SuppressionReading? OfFile(WorkingTree tree, string path, ImmutableArray<string> files)
    {
        var isOthers = tree.IsReadWhole(path);
        var given = true;
        if ((IsConfiguration(path) ? new MarkedText(tree.Read(path)) : Read(tree, path, files, out given)) is not { File: var source } marked)
        {
            return null;
        }

        var minor = DataFolders.IsAbove(path);
        if (source.Fault is { } fault)
        {
            return new SuppressionReading(path, [], GapOf(path, fault, minor) with { Failed = given && !minor && fault is not WorkingTree.Pointer });
        }

        try
        {
            var reading = OfText(path, marked, minor);
            if (!isOthers && reading.Suppressions.IsEmpty)
            {
                // No finding will stand in it, so that nobody asks for its text again.
                tree.Forget(path);
            }

            return reading;
        }
        catch (RegexMatchTimeoutException)
        {
            return new SuppressionReading(path, [], GapOf(path, "it takes too long to be read", minor));
        }
    }

    private static bool IsYaml(string path) => path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    private static SuppressionReading OfText(string path, MarkedText marked, bool minor)
    {
        var source = marked.File;
        var suppressions = new List<ForeignSuppression>();
        var faults = new List<string>();
        var isYaml = IsYaml(path);
        foreach (var reader in Readers.Where(reader => reader.IsConfiguration(path) || (isYaml && Has(source.Text, reader.YamlMarkers))))
        {
            suppressions.AddRange(reader.ReadFile(source, out var wrong).Take(MaximumPerFile + 1));
            faults.AddRange(wrong is null ? [] : [wrong]);
        }

        if (CommentSyntax.Of(path) is { } syntax)
        {
            suppressions.AddRange(Comments(source, marked.Comments ?? new CommentFinder(path, source.Text.AsMemory(), syntax, Markers).Find(), isYaml).Take(MaximumPerFile + 1));
        }

        var fault = suppressions.Count > MaximumPerFile ? $"it has more than {MaximumPerFile} suppressions, of which no more were read" : faults.FirstOrDefault();
        return new SuppressionReading(
            path,
            [.. suppressions.Take(MaximumPerFile).Select(suppression => suppression with { IsMinor = suppression.IsMinor || minor })],
            fault is null ? null : GapOf(path, fault, minor));
    }

    // What would be worth knowing only, where it was found, is so where it could not be looked for.
    private static Gap GapOf(string path, string fault, bool minor) => new(path, fault, Failed: !minor) { Pedantic = minor };

    private static IEnumerable<ForeignSuppression> Comments(SourceFile source, IReadOnlyList<Comment> comments, bool isYaml)
    {
        var yaml = isYaml ? new Lazy<YamlComments>(() => new YamlComments(source)) : null;
        return
            from comment in comments
            from reader in Readers
            where Has(comment.Text, reader.CommentMarkers)
            let suppression = reader.ReadComment(comment, yaml)
            where suppression is not null
            select suppression;
    }

    // The text of a file that has a marker; null for any other one. What a link stands for may lie where this run was not given it.
    private static MarkedText? Read(WorkingTree tree, string path, ImmutableArray<string> files, out bool given)
    {
        given = true;

        // What cannot be read as text, or starts with a mark behind its mark, is still searched for comments.
        if (tree.IsReadWhole(path) && tree.Read(path) is { Fault: null } whole && !whole.Text.StartsWith('\uFEFF'))
        {
            return (whole.Target is { } real && IsReadAt(real, path, files)) || !whole.Text.AsSpan().ContainsAny(Markers) ? null : new MarkedText(whole);
        }

        try
        {
            using var file = tree.Open(path);
            if (file.Fault is { } fault)
            {
                given = !file.IsLink;
                return new MarkedText(new SourceFile(path, "", fault));
            }

            return file.Target is { } target && IsReadAt(target, path, files) ? null : Marked.Read(tree, path, file, IsYaml(path) ? null : CommentSyntax.Of(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new MarkedText(new SourceFile(path, "", WorkingTree.Refused));
        }
    }

    // What is linked to is read where it lies, where it is read in the same way.
    private static bool IsReadAt(string target, string path, ImmutableArray<string> files) =>
        files.BinarySearch(target, StringComparer.Ordinal) >= 0 && !IsForeign(target) && CommentSyntax.Of(target) == CommentSyntax.Of(path);

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
