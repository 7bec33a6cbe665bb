using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Sources.Projects.Reading;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Reads by what programs are told to sign or attest what they release: the configuration of GoReleaser, and the settings of npm.</summary>
/// <remarks>
/// Sources: https://goreleaser.com/customization/sign/, https://goreleaser.com/customization/docker_sign/, https://docs.npmjs.com/generating-provenance-statements.
/// </remarks>
internal sealed class ReleaseSettingsSource : ISource
{
    /// <summary>How many files are looked into.</summary>
    public const int Most = 500;

    private const string OfPrograms = "binary_signs";

    private static readonly string[] Signing = ["signs", OfPrograms, "docker_signs"];

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
            else if ((program is ReleaseFiles.GoReleaser ? OfGoReleaser(file) : program is ReleaseFiles.Yarn ? OfYarnRc(file) : Path.GetFileName(path) is ".npmrc" ? OfNpmRc(file) : OfManifest(file)) is { } setting)
            {
                yield return setting;
            }
        }

        if (files.Length > Most)
        {
            foreach (var program in new[] { ReleaseFiles.GoReleaser, ReleaseFiles.Npm, ReleaseFiles.Yarn })
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
        return document.Error is { } error
            ? Unread(ReleaseFiles.GoReleaser, file.Path, error.AsClause)
            : document.Root is YamlMapping root && Signing.Select(root.Entry).FirstOrDefault(entry => entry?.Value is YamlSequence signs && signs.Items.Any(sign => Signs(sign, entry.Key.Value))) is { } found
            ? new ReleaseSetting(ReleaseFiles.GoReleaser, found.Key.Value, found.Key.Span)
            : null;
    }

    // https://goreleaser.com/customization/sign/sign/: of which it does not say what it signs, it signs nothing, unless it is of programs, which are all that it may be of.
    private static bool Signs(YamlNode node, string key) => node is YamlMapping sign
        && ((sign["artifacts"] as YamlScalar)?.Value ?? "") is var what && what is not "none" && (what.Length > 0 || key is OfPrograms)
        && sign["if"] is not YamlScalar { Value: "false" };

    private static ReleaseSetting? OfYarnRc(SourceFile file)
    {
        var document = file.Yaml;
        return document.Error is { } error ? Unread(ReleaseFiles.Yarn, file.Path, error.AsClause)
            : (document.Root as YamlMapping)?.Entry("npmPublishProvenance") is { Value: YamlScalar { Value: "true" } } found ? new ReleaseSetting(ReleaseFiles.Yarn, found.Key.Value, found.Key.Span)
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
                found = line[(equals + 1)..].Trim() is "true" ? new ReleaseSetting(ReleaseFiles.Npm, "provenance", new Place(file.Path, new Region(number, column, number, column + "provenance".Length))) : null;
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
                            found = cursor.Take() is "true" ? new ReleaseSetting(ReleaseFiles.Npm, "publishConfig.provenance", new Place(file.Path, at)) : null;
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
