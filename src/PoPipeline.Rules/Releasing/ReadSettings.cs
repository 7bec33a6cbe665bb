using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.SupplyChains;

namespace PoPipeline.Rules.Releasing;

/// <summary>Which of the files by which programs sign or attest a release reads.</summary>
/// <param name="snapshot">The repository.</param>
/// <remarks>Sources: https://goreleaser.com/cmd/goreleaser_release/, https://docs.npmjs.com/cli/v11/configuring-npm/npmrc, https://docs.npmjs.com/cli/v11/configuring-npm/package-json#publishconfig, https://yarnpkg.com/configuration/yarnrc#npmPublishProvenance.</remarks>
internal sealed class ReadSettings(Snapshot snapshot)
{
    private const string Manifest = "package.json";

    // What publishes with npm, by its settings.
    private static readonly ImmutableArray<string> ByNpm = SecurityTools.EnabledBy(Attestations.ByNpmVariable, "true")!.AttestsOwnOf;

    /// <summary>Whether a release is made by npm, or by what publishes with it.</summary>
    /// <param name="release">The release.</param>
    public static bool IsByNpm(Release release) => release.Program is { } program && ByNpm.Contains(program);

    /// <summary>The programs that are set by the file of a setting.</summary>
    /// <param name="setting">The setting.</param>
    public static ImmutableArray<string> ProgramsOf(ReleaseSetting setting) => setting.Program is ReleaseFiles.Npm ? ByNpm : [setting.Program];

    /// <summary>Whether a setting has what a release hands out signed or attested.</summary>
    /// <param name="release">The release.</param>
    public bool Sign(Release release) => !release.IsUnsigned && snapshot.ReleaseSettings.Any(setting => setting.Unreadable is null && (KindOf(setting.SignsFiles, setting.SignsImages) & release.Kind) is not ReleaseKind.None && Reads(release, setting));

    /// <summary>Whether a release hands out anything, or may do so: what Bake does so only where one of its files says so.</summary>
    /// <param name="release">The release.</param>
    public bool Happens(Release release) => !release.IsByFile || BakesOf(release).Any(setting => setting.ReleasesImages) || OtherFileOf(release) is not null;

    /// <summary>Whether a file of Bake has nothing attested of what a release hands out, which it attests otherwise; or may have so.</summary>
    /// <param name="release">The release.</param>
    public bool SwitchOff(Release release) => BakesOf(release).Any(setting => setting.SwitchesOff || setting.Unreadable is not null) || OtherFileOf(release) is not null;

    /// <summary>What a release hands out, by how it may be signed: GoReleaser does so as its file says, and each part of that must be vouched for.</summary>
    /// <param name="release">The release.</param>
    public ImmutableArray<Release> PartsOf(Release release)
    {
        // Of which nobody knows what it reads may be signed as anything is.
        if (release is not { Program: ReleaseFiles.GoReleaser, Kind: ReleaseKind.Any } || release.Looks is { File: null, Folder: null } || UnreadBy(release) is not null)
        {
            return [release];
        }

        // Without a word it releases files.
        var kind = snapshot.ReleaseSettings.FirstOrDefault(setting => setting.Unreadable is null && Reads(release, setting)) is { } read ? KindOf(read.ReleasesFiles, read.ReleasesImages) : ReleaseKind.Packages;
        return kind is ReleaseKind.Any ? [release with { Kind = ReleaseKind.Packages }, ImagesOf(release)]
            : kind is ReleaseKind.Images ? [ImagesOf(release)]
            : [release with { Kind = kind }];
    }

    /// <summary>The file that a release may be signed by, and that was not read; null where there is none.</summary>
    /// <param name="release">The release.</param>
    public ReleaseSetting? UnreadBy(Release release)
    {
        if (release.IsUnsigned)
        {
            return null;
        }

        if (OtherFileOf(release) is { } other)
        {
            return new ReleaseSetting(release.Looks.IsOfBake ? ReleaseFiles.Bake : ReleaseFiles.GoReleaser, other, Place.StartOf(release.Span.Path))
            {
                Unreadable = $"it reads '{other}', which {(!HasFile(other) ? "is not in the repository" : release.Looks.IsOfBake ? "was not looked into, since it does not have 'bake' in its name" : "was not looked into, since it neither lies at the root nor has 'goreleaser' in its path")}",
            };
        }

        if (release.Looks.IsOfBake)
        {
            return BakesOf(release).FirstOrDefault(setting => setting.Unreadable is not null)

                // The action of Docker asks for provenance by itself, and whether that counts more than its file is not known here.
                ?? (release.Step.Uses is null ? null : BakesOf(release).FirstOrDefault(setting => setting.SwitchesOff) is { } off ? off with { Unreadable = $"'{off.Name}' switches it off there, and what the action asks for may count more" } : null);
        }

        return snapshot.ReleaseSettings.FirstOrDefault(setting => setting.Unreadable is not null && IsOf(release, setting) && (setting.Program is not ReleaseFiles.GoReleaser || release.Looks.File == setting.Place.Path || IsUsual(setting.Place.Path) || ReleaseFiles.ProgramOf(setting.Place.Path) is not ReleaseFiles.GoReleaser));
    }

    // The file that a release is told to read, and that is not among those that are looked into. One of Bake that only the run makes mostly has names of images alone, and one of Compose tells of services.
    private string? OtherFileOf(Release release) =>
        release.Looks.IsOfBake ? release.Looks.Bakes.FirstOrDefault(file => HasFile(file) && ReleaseFiles.ProgramOf(file!) is not ReleaseFiles.Bake && (file!.EndsWith(".hcl", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)))
        : release is { Program: ReleaseFiles.GoReleaser, Looks.File: { } named } && (ReleaseFiles.ProgramOf(named) is null || !HasFile(named)) ? named
        : null;

    // Of its files those that lie where it works, or that it is told; of any folder where it is not known in which it works. What its own words say counts more.
    private IEnumerable<ReleaseSetting> BakesOf(Release release) => !release.Looks.IsOfBake ? []
        : snapshot.ReleaseSettings.Where(setting => setting.Program is ReleaseFiles.Bake && (!release.Looks.Bakes.IsEmpty ? release.Looks.Bakes.Contains(setting.Place.Path)
            : release.Looks.Folder is { } folder ? ReleaseFiles.Bakes.Any(name => StandingFolder.Below(folder, name) == setting.Place.Path)
            : ReleaseFiles.Bakes.Contains(setting.Place.Path[(setting.Place.Path.LastIndexOf('/') + 1)..])));

    private static ReleaseKind KindOf(bool files, bool images) => (files ? ReleaseKind.Packages : ReleaseKind.None) | (images ? ReleaseKind.Images : ReleaseKind.None);

    private static Release ImagesOf(Release release) => release with { Kind = ReleaseKind.Images, Things = "images that" };

    private static bool IsOf(Release release, ReleaseSetting setting) => release.Program is { } program && ProgramsOf(setting).Contains(program);

    private bool Reads(Release release, ReleaseSetting setting) =>
        IsOf(release, setting) && (setting.Program is ReleaseFiles.GoReleaser ? ReadsOfGoReleaser(release.Looks, setting.Place.Path) : ReadsOfNpm(release.Looks, setting));

    private bool ReadsOfGoReleaser(ReleasePlace looks, string file) =>
        looks.File is { } named ? named == file
        : looks.Folder is { } folder ? ReleaseFiles.GoReleasers.Select(name => StandingFolder.Below(folder, name)).FirstOrDefault(HasFile) == file
        : IsUsual(file);

    private bool ReadsOfNpm(ReleasePlace looks, ReleaseSetting setting)
    {
        var folder = RepositoryPath.FolderOf(setting.Place.Path);
        if (!setting.Place.Path.EndsWith(Manifest, StringComparison.Ordinal))
        {
            // Above a package lies that of the project.
            return (looks.IsOfWorkspace ? looks.Folder : looks.Package ?? looks.Folder) is not { } from || folder.Length == 0 || from == folder || from.StartsWith($"{folder}/", StringComparison.Ordinal);
        }

        return looks.Package is not { } package
            || (looks.IsOfWorkspace ? setting.Package == package || StandingFolder.Below(looks.Folder, package) == folder

                // A manifest that only the run makes is made from another one.
                : package == folder || !HasFile(package.Length == 0 ? Manifest : $"{package}/{Manifest}"));
    }

    // Where the folder is not known, that of any; without a dot other files are called so, too.
    private static bool IsUsual(string file) =>
        ReleaseFiles.GoReleasers.Any(name => file == name || (name.StartsWith('.') && file.EndsWith($"/{name}", StringComparison.Ordinal))) || file[(file.LastIndexOf('/') + 1)..].StartsWith(".goreleaser", StringComparison.Ordinal);

    private bool HasFile(string? path) => path is not null && snapshot.Repository.Files.AsSpan().BinarySearch(path, StringComparer.Ordinal) >= 0;
}
