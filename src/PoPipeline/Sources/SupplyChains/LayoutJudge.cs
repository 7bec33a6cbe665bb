using System.Collections.Immutable;
using System.Text;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Linting;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.SupplyChains;
using InnerPlace = PoPipeline.InToto.Place;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Verifies and lints layouts of a working tree. What it says is the same at any time: when a layout expires is told, and whether it has is not asked.</summary>
/// <param name="tree">The working tree.</param>
/// <param name="files">Its files, in ordinal order.</param>
/// <param name="policy">The keys.</param>
internal sealed class LayoutJudge(WorkingTree tree, ImmutableArray<string> files, InTotoPolicy policy)
{
    private const int MostFolders = 50;

    private static readonly SupplyState[] Worst = [SupplyState.Failed, SupplyState.Unknown, SupplyState.NoTrustRoot, SupplyState.SignedWithoutLinks, SupplyState.Verified];

    private readonly ImmutableArray<string> links = InTotoFiles.Links(files);

    private readonly ImmutableHashSet<string> homes = [.. InTotoFiles.Layouts(files).Select(FolderOf)];

    // The policy took none that cannot be used.
    private readonly ImmutableArray<VerificationKey> keys = [.. policy.Keys.Select(key => VerificationKey.Parse(key).Value).OfType<VerificationKey>()];

    /// <summary>Judges a layout; null where the file holds something else that is signed.</summary>
    /// <param name="file">The file.</param>
    public SupplyLayout? Judge(SourceFile file)
    {
        var text = Encoding.UTF8.GetBytes(file.Text);
        var layout = SignedMetadata.Read(text).IsValue(out var metadata, out _) ? metadata.Layout : null;
        if (metadata is not null && layout is null)
        {
            return null;
        }

        // Each release may have a folder of links: what is said of all is what is said of the worst.
        var folders = layout is null ? [] : FoldersOf(file.Path, layout);
        return folders.Length > MostFolders ? TooMany(file.Path, folders[MostFolders])
            : (folders.IsEmpty ? Judge(file.Path, text, folder: null) : folders.Select(folder => Judge(file.Path, text, folder)).MinBy(judged => Array.IndexOf(Worst, judged.State))!) with
            {
                Weaknesses = layout is null ? [] : [.. LayoutLint.Of(layout, DateTimeOffset.MinValue, TimeSpan.Zero).Select(remark => new SupplyWeakness(Enum.Parse<SupplyWeaknessKind>($"{remark.Weakness}"), At(file.Path, remark.Place), remark.Text))],
            };
    }

    private static SupplyLayout TooMany(string path, string folder) => new()
    {
        Path = path,
        State = SupplyState.Unknown,
        Reason = $"More than {MostFolders} folders have links of it, and none was looked into, such as '{folder}'.",
        Place = Place.StartOf(path),
        ExpiresPlace = Place.StartOf(path),
    };

    private SupplyLayout Judge(string path, byte[] text, string? folder)
    {
        var found = new TreeLinks(tree, files, folder ?? FolderOf(path));
        var result = new LayoutVerifier(Beginning.Instance).Verify(new VerificationRequest { LayoutFile = path, Layout = text, Keys = keys, Links = found });
        var (expires, expiresPlace) = Earliest(result, path, found);
        return new SupplyLayout
        {
            Path = path,
            State = StateOf(result, hasLinks: folder is not null),
            Reason = result.Failure is null ? "" : result.State is VerificationState.NoTrustRoot && keys.IsEmpty ? "The policy names no key that must have signed it, in 'in-toto.keys'." : Named(result.Failure.Reason, folder, path),
            Place = result.Failure is { } failure ? PlaceOf(failure.File, failure.Place, path, found) : Place.StartOf(path),
            Expires = expires,
            ExpiresPlace = expiresPlace,
            Steps = result.Holds ? [.. result.Steps.Select(step => new SupplyStep(step.Step, At(path, step.Place), step.Threshold, step.Counted))] : [],
            NotExecuted = result.NotExecuted,
        };
    }

    private static string Named(string reason, string? folder, string path) => folder is null || folder == FolderOf(path) ? reason : $"{reason} So it is with the links in '{folder.TrimEnd('/')}'.";

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

    // Links lie beside their layout, or in a folder of their own; those below another layout are of that one.
    private ImmutableArray<string> FoldersOf(string path, Layout layout)
    {
        var names = layout.Steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        var own = FolderOf(path);
        return [.. links.Where(link => IsOf(link, names)).Select(FolderOf).Distinct(StringComparer.Ordinal).Where(folder => (HomeOf(folder) ?? own) == own).OrderByDescending(folder => folder == own)];
    }

    // The nearest folder above that has a layout; null where none has.
    private string? HomeOf(string folder)
    {
        for (var home = folder; ; home = FolderOf(home[..^1]))
        {
            if (homes.Contains(home))
            {
                return home;
            }

            if (home.Length == 0)
            {
                return null;
            }
        }
    }

    // STEP.KEY.link, and a step may have a full stop in its name.
    private static bool IsOf(string link, HashSet<string> names)
    {
        var name = link[(link.LastIndexOf('/') + 1)..];
        for (var end = name.IndexOf('.', StringComparison.Ordinal); end >= 0; end = name.IndexOf('.', end + 1))
        {
            if (names.Contains(name[..end]))
            {
                return true;
            }
        }

        return false;
    }

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    // Of a layout that stands in place of a link, too: where it has expired, the whole does not verify.
    private static (DateTimeOffset? Expires, Place Place) Earliest(VerificationResult result, string layout, TreeLinks links) => Within(result)
        .Where(one => one.Layout is not null)
        .Select(one => ((DateTimeOffset?)one.Layout!.Expires, PlaceOf(one.File, one.Layout.ExpiresPlace, layout, links)))
        .DefaultIfEmpty((null, Place.StartOf(layout)))
        .MinBy(pair => pair.Item1);

    private static IEnumerable<VerificationResult> Within(VerificationResult result) =>
        result.Steps.SelectMany(step => step.Links).Select(link => link.Sublayout).OfType<VerificationResult>().SelectMany(Within).Prepend(result);

    private static Place PlaceOf(string file, InnerPlace? place, string layout, TreeLinks links) =>
        file == layout ? place is null ? Place.StartOf(layout) : At(layout, place)
        : links.PathOf(file) is { } path ? place is null ? Place.StartOf(path) : At(path, place)
        : Place.StartOf(layout);

    // Of a payload in Base64, its beginning.
    private static Place At(string path, InnerPlace place) => new(path, new Region(place.Line, place.Column, place.Line, place.Column));

    private sealed class Beginning : TimeProvider
    {
        public static Beginning Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.MinValue;
    }
}
