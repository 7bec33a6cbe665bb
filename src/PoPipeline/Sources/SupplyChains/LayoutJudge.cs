using System.Collections.Immutable;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Linting;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.SupplyChains;
using InnerPlace = PoPipeline.InToto.Place;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Verifies and lints the layouts of a working tree. What it says is the same at any time: when a layout expires is told, and whether it has is not asked.</summary>
/// <param name="tree">The working tree.</param>
/// <param name="files">Its files, in ordinal order.</param>
/// <param name="policy">The keys.</param>
internal sealed class LayoutJudge(WorkingTree tree, ImmutableArray<string> files, InTotoPolicy policy)
{
    private const int MostFolders = 50;

    private static readonly SupplyState[] Worst = [SupplyState.Failed, SupplyState.Unknown, SupplyState.NoTrustRoot, SupplyState.SignedWithoutLinks, SupplyState.Verified];

    // The policy took none that cannot be used.
    private readonly ImmutableArray<VerificationKey> keys = [.. policy.Keys.Select(key => VerificationKey.Parse(key).Value).OfType<VerificationKey>()];

    // Folders of links of layouts that stand in place of a link, which were verified with that.
    private readonly HashSet<string> within = new(StringComparer.Ordinal);

    /// <summary>Judges layouts, each with all the folders of its links.</summary>
    /// <param name="layouts">The layouts.</param>
    /// <param name="cancellation">Stops it.</param>
    public ImmutableArray<SupplyLayout> Judge(ImmutableArray<LayoutFile> layouts, CancellationToken cancellation)
    {
        var judged = layouts.ToDictionary(layout => layout, _ => new List<JudgedFolder>());
        foreach (var (folder, layout) in LinkFolder.Of(files, layouts, keys))
        {
            cancellation.ThrowIfCancellationRequested();
            var others = judged[layout];
            if (others.Count <= MostFolders && !within.Contains(folder) && !IsOfLink(folder, layout, others))
            {
                others.Add(others.Count == MostFolders ? new JudgedFolder(folder, TooMany(layout.Path, folder)) : Judge(layout, folder));
            }
        }

        return [.. layouts.Select(layout => Joined(layout, judged[layout] is [_, ..] some ? some : [Judge(layout, folder: null)]))];
    }

    // Where a link does not verify, nobody looked at the layout that may stand in its place: links of that are called so.
    private static bool IsOfLink(string folder, LayoutFile layout, List<JudgedFolder> others) =>
        layout.Names?.FolderAbove(folder) is { } above && others.Exists(other => other.Folder == above && other.Layout.State is not SupplyState.Verified);

    // Each release may have a folder of links: what is said of all is what is said of the worst.
    private static SupplyLayout Joined(LayoutFile layout, List<JudgedFolder> folders)
    {
        var first = folders.Where(judged => judged.Layout.Expires is not null).MinBy(judged => judged.Layout.Expires)?.Layout;
        return folders.MinBy(judged => (Array.IndexOf(Worst, judged.Layout.State), judged.Folder != layout.Folder))!.Layout with
        {
            Expires = first?.Expires,
            ExpiresPlace = first?.ExpiresPlace ?? Place.StartOf(layout.Path),
            NotExecuted = [.. folders.SelectMany(judged => judged.Layout.NotExecuted).Distinct(StringComparer.Ordinal)],
            Weaknesses = [.. WeaknessesOf(layout.Layout, place => At(layout.Path, place)), .. folders.SelectMany(judged => judged.Layout.Weaknesses).Distinct()],
        };
    }

    private static IEnumerable<SupplyWeakness> WeaknessesOf(Layout? layout, Func<InnerPlace, Place> at) => layout is null ? [] :
        LayoutLint.Of(layout, DateTimeOffset.MinValue, TimeSpan.Zero).Select(remark => new SupplyWeakness(Enum.Parse<SupplyWeaknessKind>($"{remark.Weakness}"), at(remark.Place), remark.Text));

    private static SupplyLayout TooMany(string path, string folder) => new()
    {
        Path = path,
        State = SupplyState.Unknown,
        Reason = $"More than {MostFolders} folders have links of it, and none was looked into from '{folder.TrimEnd('/')}' on.",
        Place = Place.StartOf(path),
        ExpiresPlace = Place.StartOf(path),
    };

    private JudgedFolder Judge(LayoutFile layout, string? folder)
    {
        var path = layout.Path;
        var home = folder ?? layout.Folder;
        var found = new TreeLinks(tree, files, home);
        var result = new LayoutVerifier(Beginning.Instance).Verify(new VerificationRequest { LayoutFile = path, Layout = layout.Text, Keys = keys, Links = found });
        within.UnionWith(Sublayouts(result).Select(sublayout => home + LinkNames.FolderBelow(sublayout.File)));
        var (expires, expiresPlace) = Earliest(result, path, found);
        return new JudgedFolder(home, new SupplyLayout
        {
            Path = path,
            State = StateOf(result, hasLinks: folder is not null),
            Reason = result.Failure is null ? "" : result.State is VerificationState.NoTrustRoot && keys.IsEmpty ? "The policy names no key that must have signed it, in 'in-toto.keys'." : Named(result.Failure.Reason, home, layout),
            Place = result.Failure is { } failure ? PlaceOf(failure.File, failure.Place, path, found) : Place.StartOf(path),
            Expires = expires,
            ExpiresPlace = expiresPlace,
            Weaknesses =
            [
                .. result.Warnings.Select(warning => KindOf(warning.Kind) is { } kind ? new SupplyWeakness(kind, PlaceOf(warning.File, warning.Place, path, found), warning.Text) : null).OfType<SupplyWeakness>(),
                .. Sublayouts(result).SelectMany(sublayout => WeaknessesOf(sublayout.Layout, place => PlaceOf(sublayout.File, place, path, found))),
            ],
            Steps = result.Holds ? [.. result.Steps.Select(step => new SupplyStep(step.Step, At(path, step.Place), step.Threshold, step.Counted))] : [],
            NotExecuted = result.NotExecuted,
        });
    }

    private static string Named(string reason, string folder, LayoutFile layout) => folder == layout.Folder ? reason : $"{reason} So it is with the links in '{folder.TrimEnd('/')}'.";

    private static SupplyState StateOf(VerificationResult result, bool hasLinks) => result.State switch
    {
        VerificationState.Verified or VerificationState.VerifiedWithoutInspections => SupplyState.Verified,
        VerificationState.NoTrustRoot => SupplyState.NoTrustRoot,
        VerificationState.Failed => result.Failure?.Kind switch
        {
            FailureKind.MissingLinks when !hasLinks => SupplyState.SignedWithoutLinks,
            FailureKind.Unsupported or FailureKind.Limit => SupplyState.Unknown,
            _ => SupplyState.Failed,
        },
        _ => SupplyState.Unknown,
    };

    // That a layout has no steps is said of it anyway, in whose place it stands.
    private static SupplyWeaknessKind? KindOf(VerificationWarningKind kind) => kind switch
    {
        VerificationWarningKind.OtherKeyId => SupplyWeaknessKind.OtherKeyId,
        VerificationWarningKind.OtherStep => SupplyWeaknessKind.OtherStep,
        VerificationWarningKind.OtherCommand => SupplyWeaknessKind.OtherCommand,
        VerificationWarningKind.LinksDiffer => SupplyWeaknessKind.LinksDiffer,
        _ => null,
    };

    // Of a layout that stands in place of a link, too: where it has expired, the whole does not verify.
    private static (DateTimeOffset? Expires, Place Place) Earliest(VerificationResult result, string layout, TreeLinks links) => Sublayouts(result).Prepend(result)
        .Where(one => one.Layout is not null)
        .Select(one => ((DateTimeOffset?)one.Layout!.Expires, PlaceOf(one.File, one.Layout.ExpiresPlace, layout, links)))
        .DefaultIfEmpty((null, Place.StartOf(layout)))
        .MinBy(pair => pair.Item1);

    private static IEnumerable<VerificationResult> Sublayouts(VerificationResult result) =>
        result.Steps.SelectMany(step => step.Links).Select(link => link.Sublayout).OfType<VerificationResult>().SelectMany(sublayout => Sublayouts(sublayout).Prepend(sublayout));

    private static Place PlaceOf(string file, InnerPlace? place, string layout, TreeLinks links) =>
        file == layout ? place is null ? Place.StartOf(layout) : At(layout, place)
        : links.PathOf(file) is { } path ? place is null ? Place.StartOf(path) : At(path, place)
        : Place.StartOf(layout);

    // Of a payload in Base64, its beginning.
    private static Place At(string path, InnerPlace place) => new(path, new Region(place.Line, place.Column, place.Line, place.Column));

    private sealed record JudgedFolder(string Folder, SupplyLayout Layout);

    private sealed class Beginning : TimeProvider
    {
        public static Beginning Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.MinValue;
    }
}
