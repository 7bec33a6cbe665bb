using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Maven;

/// <summary>The manifest of Maven: <c>pom.xml</c>.</summary>
/// <remarks>Source: https://maven.apache.org/pom.html.</remarks>
internal sealed class PomXml : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Maven;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "pom.xml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        if (file.Bytes.Length > WorkingTree.MaximumBytes)
        {
            return new ManifestFacts { Ecosystem = Ecosystem.Maven, NamesTool = true, Unreadable = $"it is larger than {WorkingTree.MaximumBytes / (1024 * 1024)} MiB" };
        }

        if (PomReader.Read(file) is not { } pom)
        {
            return null;
        }

        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Maven,
            NamesTool = true,
            Pom = pom,
            Unreadable = pom.IsCut ? $"it names more than {Pom.MostArtifacts} dependencies and plugins, and those behind were not read" : null,
            Packages = [.. pom.Body.Dependencies.All.Where(one => !one.Group.Contains("project.groupId", StringComparison.Ordinal)).Select(one => new AskedPackage($"{one.Group}:{one.Artifact}", one.Version ?? "", one.At))],
            Members = pom.Modules.Count == 0 ? null : Folders(pom.Modules),
        };
    }

    // A module is a folder, or the file in it; one beside the project is no part of its folder.
    private static ImmutableArray<string> Folders(List<PomText> modules) =>
    [
        .. modules.Select(module => module.Value.Replace('\\', '/')).Where(path => !path.StartsWith("../", StringComparison.Ordinal) && path is not ("" or "." or ".."))
            .Select(path => path.EndsWith(".xml", StringComparison.Ordinal) ? path[..Math.Max(path.LastIndexOf('/'), 0)] : path).Where(path => path.Length > 0).Distinct(StringComparer.Ordinal),
    ];
}
