using System.Globalization;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Every manifest of Bazel, vcpkg, Conan, conda and Pixi that others wrote and published.</summary>
public sealed class CorpusManifestsTests
{
    private static readonly string[] Folders = ["lockfiles", "real-reproducible"];

    private static readonly Ecosystem[] Ecosystems = [Ecosystem.Bazel, Ecosystem.Vcpkg, Ecosystem.Conan, Ecosystem.Conda, Ecosystem.Pixi];

    [Fact]
    public void Each_is_read_or_refused_for_what_is_wrong_with_it()
    {
        var corpora = TestPaths.RequireCorpora();
        var lines = new List<string>();
        foreach (var path in Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(corpora, folder), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(corpora, path).Replace('\\', '/');
            if (ManifestFormats.Of(name, Path.GetFileName(path)) is not { } format || !Ecosystems.Contains(format.Ecosystem))
            {
                continue;
            }

            var bytes = File.ReadAllBytes(path);
            var facts = format.Read(new LockText(name, bytes, 0, bytes.Length));
            lines.Add(facts is null
                ? $"{name}\n  no manifest"
                : string.Create(CultureInfo.InvariantCulture, $"{name}\n  {facts.Ecosystem}, {facts.Packages.Length} packages, {facts.Entries.Length} named with content, {facts.Settings.Length} settings{(facts.Unreadable is null ? "" : $", {facts.Unreadable}")}"));
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Projects", "corpus-manifests.txt"), string.Join('\n', lines) + "\n");
    }
}
