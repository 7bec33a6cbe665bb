using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3251: whatever a project needs from elsewhere is written down in a lock file.</summary>
public sealed class PO3251LockDependencies : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "A project that needs packages has a lock file that says which ones are taken.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1357];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot)
    {
        var asking = snapshot.Projects.Where(project => project.Manifests.Any(manifest => manifest.Packages > 0 || manifest.Unreadable is not null)).ToImmutableArray();
        if (asking.IsEmpty)
        {
            return Verdict.NotApplicable($"No manifest that is read asks for packages from elsewhere.{EcosystemWords.Unread(snapshot.Projects)}");
        }

        var open = asking.Where(project => project.Hindrances.IsEmpty && IsChosenAnew(project)).SelectMany(project => project.Manifests.Where(manifest => manifest is { Packages: > 0, Lock: null }).Select(manifest => (project, manifest))).ToImmutableArray();
        var roots = asking.Where(project => project.Workspace is not null).Select(project => $"{project.Ecosystem} {project.Workspace}").ToHashSet(StringComparer.Ordinal);
        return new Verdict
        {
            Judged = asking.Sum(project => project.Manifests.Length),
            IsPerFile = true,

            // What a workspace leaves open, it leaves open for all its parts; and one setting has all projects of NuGet lock.
            Findings = [.. open.GroupBy(pair => (Root: RootOf(pair.project, roots), pair.project.Ecosystem, Path: RootOf(pair.project, roots) is null && pair.project.Ecosystem is not Ecosystem.NuGet ? pair.manifest.Path : null)).Select(group => Open([.. group.OrderBy(pair => pair.project.IsLibrary)]))],
            Gaps = [.. asking.SelectMany(project => project.Manifests).Where(manifest => manifest.Unreadable is not null).Select(manifest => new Gap(manifest.Path, manifest.Unreadable!, Failed: true))],
            Evidence = [.. asking.SelectMany(project => project.Manifests).Where(manifest => manifest is { Packages: > 0, Lock: not null }).Select(manifest => new RelatedPlace(Place.StartOf(manifest.Lock!), $"'{manifest.Lock}' says which packages '{manifest.Path}' takes")).Distinct().Take(MostEvidence)],
            Reason = $"{Counted.Of(asking.Sum(project => project.Manifests.Count(manifest => manifest.Packages > 0)), "manifest")} looked at.{EcosystemWords.Unread(snapshot.Projects)}",
        };
    }

    private static string? RootOf(Project project, HashSet<string> roots) => project.Workspace ?? (roots.Contains($"{project.Ecosystem} {project.Folder}") ? project.Folder : null);

    private static Finding Open(ImmutableArray<(Project Project, Manifest Manifest)> alike)
    {
        var (project, manifest) = alike[0];
        var others = alike.Length > 1 ? $" and {Counted.Of(alike.Length - 1, "other")}{(alike.All(pair => pair.Project.Workspace is null) ? "" : " of its workspace")}" : "";
        var asks = alike.Length > 1 ? "ask" : "asks";
        var name = EcosystemWords.Name(project.Ecosystem);
        var missing = EcosystemWords.LockName(project.Ecosystem);
        var isNamed = project.Ecosystem is Ecosystem.NuGet && alike.All(pair => NamesVersions(pair.Project));
        var advice = EcosystemWords.Locking(project.Ecosystem) is { } command ? $"Write the {missing} with '{command}', and commit it." : "Commit a lock file.";
        return new Finding
        {
            Message = project.IsLibrary && !isNamed && project.Ecosystem is not Ecosystem.Bazel
                ? $"'{manifest.Path}'{others} {asks} {name} for {Counted.Of(alike.Sum(pair => pair.Manifest.Packages), "package")} without a {missing}. Whoever uses the library takes none of it, but its own tests and releases are built with other packages each time. {advice}"
                : $"'{manifest.Path}'{others} {asks} {name} for {Counted.Of(alike.Sum(pair => pair.Manifest.Packages), "package")} without a {missing}, {(isNamed ? EcosystemWords.LowestOfNuGet : EcosystemWords.Unlocked(project.Ecosystem))}. {advice}",
            Subject = $"{manifest.Path}#lock",
            Place = manifest.Span,
            Severity = alike.All(pair => pair.Project.IsLibrary || NamesVersions(pair.Project) || IsForDevelopment(pair.Manifest.Path)) ? Severity.Low : Severity.Medium,
        };
    }

    // Maven and Gradle take the versions that are named, and what is published under one stays; only where none is named does each build choose.
    private static bool IsChosenAnew(Project project) =>
        project.Ecosystem is not (Ecosystem.Maven or Ecosystem.Gradle) || project.Settings.Any(setting => setting.Name is JavaSettings.MavenDynamic or JavaSettings.GradleDynamic);

    // The versions are named, and chosen from what is named; what a registry serves under one stays open. NuGet takes the lowest that will do, unless a version floats.
    private static bool NamesVersions(Project project) => project.Ecosystem switch
    {
        Ecosystem.Bazel => true,
        Ecosystem.Conan => !project.Settings.Any(setting => setting.Name is NativeSettings.ConanRange),
        Ecosystem.NuGet => project.SettingGaps.IsEmpty && !project.Settings.Any(setting => setting.Name.StartsWith(MsBuildNames.Package, StringComparison.Ordinal) && (setting.Value is null || setting.Value.AsSpan().ContainsAny('*', '$'))),
        _ => false,
    };

    // Of what tests, documents and checks are made with, nothing is delivered.
    private static bool IsForDevelopment(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is var name && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static readonly ImmutableArray<string> Words = ["dev", "test", "docs", "lint", "example"];
}
