using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Sources.Projects.Reading;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Reads by what programs are told to sign or attest what they release: the configuration of GoReleaser, the settings of npm, and the files of Bake.</summary>
/// <remarks>
/// Sources: https://goreleaser.com/customization/sign/, https://goreleaser.com/customization/docker_sign/, https://goreleaser.com/customization/notarize/, https://goreleaser.com/customization/dockers_v2/, https://docs.npmjs.com/generating-provenance-statements.
/// </remarks>
internal sealed class ReleaseSettingsSource : ISource
{
    /// <summary>How many files are looked into.</summary>
    public const int Most = 500;

    private const string OfPrograms = "binary_signs";

    private const string Notarizing = "notarize";

    private const string OfImages = "docker_signs";

    private const string SecondImages = "dockers_v2";

    // Of GoReleaser: what signs files, and what hands out images.
    private static readonly string[] FileSigning = ["signs", OfPrograms, Notarizing];

    private static readonly string[] Images = ["dockers", SecondImages, "kos"];

    // By what files go out, besides the release of the forge.
    private static readonly string[] Elsewhere = ["artifactories", "uploads", "blobs", "publishers", "npms", "chocolateys", "snapcrafts", "gemfury", "cloudsmiths"];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.ReleaseSettings)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        ImmutableArray<string> files = [.. repository.Files.Where(file => ReleaseFiles.ProgramOf(file) is not null && !DataFolders.IsAbove(file) && HasPackage(file, repository.Files)).Take(Most + 1)];
        return new SourcePlan(files.Take(Most), (tree, cancellation) => new SnapshotPart { ReleaseSettings = [.. Read(tree, files, cancellation)] });
    }

    private static IEnumerable<ReleaseSetting> Read(WorkingTree tree, ImmutableArray<string> files, CancellationToken cancellation)
    {
        foreach (var path in files.Take(Most))
        {
            cancellation.ThrowIfCancellationRequested();
            var program = ReleaseFiles.ProgramOf(path)!;
            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                yield return Unread(program, path, fault);
            }
            else if ((program is ReleaseFiles.GoReleaser ? OfGoReleaser(file) : program is ReleaseFiles.Yarn ? OfYarnRc(file) : program is ReleaseFiles.Bake ? BakeSetting.Of(file) : Path.GetFileName(path) is ".npmrc" ? OfNpmRc(file) : OfManifest(file)) is { } setting)
            {
                yield return setting;
            }
        }

        if (files.Length > Most)
        {
            foreach (var program in new[] { ReleaseFiles.GoReleaser, ReleaseFiles.Npm, ReleaseFiles.Yarn, ReleaseFiles.Bake })
            {
                yield return Unread(program, files[Most], $"more than {Most} files may tell how what is released is signed, and none was looked into from this one on");
            }
        }
    }

    // The settings of npm say something of the package that they lie beside, and nothing by themselves.
    private static bool HasPackage(string file, ImmutableArray<string> files) =>
        Path.GetFileName(file) is not ".npmrc" || files.AsSpan().BinarySearch(file[..^".npmrc".Length] + "package.json", StringComparer.Ordinal) >= 0;

    private static ReleaseSetting Unread(string program, string path, string why) => new(program, Path.GetFileName(path), Place.StartOf(path)) { Unreadable = why };

    private static ReleaseSetting? OfGoReleaser(SourceFile file)
    {
        var document = file.Yaml;
        if (document.Error is { } error)
        {
            return Unread(ReleaseFiles.GoReleaser, file.Path, error.AsClause);
        }

        if (document.Root is not YamlMapping root)
        {
            return null;
        }

        var files = FileSigning.Select(root.Entry).FirstOrDefault(entry => entry is not null && SignsFiles(entry));
        var images = root.Entry(OfImages) is { } own && SignsImages(own.Value, root) ? own : null;
        var setting = new ReleaseSetting(ReleaseFiles.GoReleaser, (files ?? images)?.Key.Value ?? "release", (files ?? images)?.Key.Span ?? Place.StartOf(file.Path))
        {
            SignsFiles = files is not null,
            SignsImages = images is not null,
            ReleasesFiles = ReleasesFiles(root),
            ReleasesImages = Array.Exists(Images, key => HasAny(root[key], image => !IsTrue(image["skip_push"]) && !IsTrue(image["disable"]) && !(key is SecondImages && IsAttested(image)))),
        };

        // What is included may sign.
        return HasAny(root["includes"], static _ => true) && ((setting.ReleasesFiles && !setting.SignsFiles) || (setting.ReleasesImages && !setting.SignsImages))
            ? Unread(ReleaseFiles.GoReleaser, file.Path, "it includes others, which were not looked into")
            : setting is { SignsFiles: false, SignsImages: false, ReleasesFiles: true, ReleasesImages: false } ? null
            : setting;
    }

    // Unless the release of the forge is switched off, and nothing else takes them.
    private static bool ReleasesFiles(YamlMapping root) =>
        !(root["release"] is YamlMapping release && (IsTrue(release["disable"]) || IsTrue(release["skip_upload"]))) || Array.Exists(Elsewhere, key => HasAny(root[key], static _ => true));

    // https://goreleaser.com/customization/sign/sign/: of which it does not say what it signs, it signs nothing, unless it is of programs, which are all that it may be of, or of images of the second kind.
    private static bool SignsFiles(YamlEntry entry) => entry.Key.Value switch
    {
        OfPrograms => HasAny(entry.Value, Signs),
        Notarizing => entry.Value is YamlMapping own && (HasAny(own["macos"], Notarizes) || HasAny(own["macos_native"], Notarizes)),
        _ => HasAny(entry.Value, static sign => Signs(sign) && ArtifactsOf(sign).Length > 0),
    };

    private static bool SignsImages(YamlNode node, YamlMapping root) => HasAny(node, sign => Signs(sign) && (ArtifactsOf(sign).Length > 0 || root[SecondImages] is not null));

    private static string ArtifactsOf(YamlMapping sign) => (sign["artifacts"] as YamlScalar)?.Value ?? "";

    private static bool Signs(YamlMapping sign) => ArtifactsOf(sign) is not "none" && sign["if"] is not YamlScalar { Value: "false" };

    // Where it does not say whether, it does not.
    private static bool Notarizes(YamlMapping notary) => notary["enabled"] is YamlScalar { Value: not ("false" or "") } && notary["sign"] is YamlMapping;

    // Buildx pushes it, and attests by itself what it pushes unless it is told not to.
    private static bool IsAttested(YamlMapping image) =>
        !(image["flags"] is YamlSequence flags && flags.Items.Any(flag => flag is YamlScalar { Value: var text } && (text is "--provenance=false" or "--provenance=0" || text.Contains("disabled=true", StringComparison.Ordinal))));

    private static bool HasAny(YamlNode? node, Func<YamlMapping, bool> fits) => node is YamlSequence list && list.Items.Any(item => item is YamlMapping own && fits(own));

    private static bool IsTrue(YamlNode? node) => node is YamlScalar { Value: "true" };

    private static ReleaseSetting? OfYarnRc(SourceFile file)
    {
        var document = file.Yaml;
        return document.Error is { } error ? Unread(ReleaseFiles.Yarn, file.Path, error.AsClause)
            : (document.Root as YamlMapping)?.Entry("npmPublishProvenance") is { Value: YamlScalar { Value: "true" } } found ? new ReleaseSetting(ReleaseFiles.Yarn, found.Key.Value, found.Key.Span) { SignsFiles = true }
            : null;
    }

    private static ReleaseSetting? OfNpmRc(SourceFile file)
    {
        var number = 0;
        ReleaseSetting? found = null;
        foreach (var line in file.Text.AsSpan().EnumerateLines())
        {
            number++;
            var equals = line.IndexOf('=');
            if (equals > 0 && line[..equals].Trim() is "provenance")
            {
                var column = 1 + line.IndexOf("provenance", StringComparison.Ordinal);
                found = line[(equals + 1)..].Trim() is "true" ? new ReleaseSetting(ReleaseFiles.Npm, "provenance", new Place(file.Path, new Region(number, column, number, column + "provenance".Length))) { SignsFiles = true } : null;
            }
        }

        return found;
    }

    private static ReleaseSetting? OfManifest(SourceFile file)
    {
        if (!file.Text.Contains("\"publishConfig\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var cursor = new JsonCursor(Encoding.UTF8.GetBytes(file.Text));
            ReleaseSetting? found = null;
            string? package = null;
            for (var isTable = cursor.EnterTable(); isTable && cursor.NextName();)
            {
                if (cursor.Name is "name")
                {
                    package = cursor.Take();
                }
                else if (cursor.Name is "publishConfig" && cursor.EnterTable())
                {
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "provenance")
                        {
                            var at = cursor.At;
                            found = cursor.Take() is "true" ? new ReleaseSetting(ReleaseFiles.Npm, "publishConfig.provenance", new Place(file.Path, at)) { SignsFiles = true } : null;
                        }
                    }
                }
            }

            return found is null ? null : found with { Package = package };
        }
        catch (Exception exception) when (TextFault.Of(exception) is { } why)
        {
            return Unread(ReleaseFiles.Npm, file.Path, why);
        }
    }
}
