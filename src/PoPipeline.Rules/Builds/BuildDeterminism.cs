using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>Whether what is built of a project has the same bytes each time, by its ecosystem.</summary>
/// <remarks>
/// Sources: https://reproducible-builds.org/docs/source-date-epoch/, https://hatch.pypa.io/latest/config/build/#reproducible-builds, and those of the classes that are called.
/// What a build runs besides, such as a bundler, is not known: then that is said.
/// </remarks>
internal static class BuildDeterminism
{
    private const string Epoch = "SOURCE_DATE_EPOCH";

    private static readonly ImmutableArray<string> BuildScripts = ["build", "prepack", "prepare", "prepublishOnly", "prepublish"];

    /// <summary>Whether anything is known of the output of an ecosystem.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static bool IsJudged(Ecosystem ecosystem) => ecosystem is Ecosystem.NuGet or Ecosystem.Maven or Ecosystem.Gradle or Ecosystem.Go or Ecosystem.Cargo || EcosystemFamilies.IsPython(ecosystem);

    /// <summary>Whether nothing is built of a project that anybody gets: what only runs from its folder, and tests.</summary>
    /// <param name="project">The project.</param>
    public static bool IsNeverBuilt(Project project) => EcosystemFamilies.IsPython(project.Ecosystem)
        ? !project.Settings.Any(setting => setting.Name is PythonSettings.Backend)
        : project.Ecosystem is Ecosystem.NuGet && project.Settings.Any(setting => setting.Name is MsBuildNames.Package + MsBuildNames.TestSdk);

    /// <summary>What decides it; never empty.</summary>
    /// <param name="project">The project.</param>
    /// <param name="snapshot">The repository.</param>
    /// <param name="installs">What pipelines install of it.</param>
    public static IEnumerable<LevelFact> Of(Project project, Snapshot snapshot, ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> installs) => project.Ecosystem switch
    {
        Ecosystem.NuGet => Facts([DotNetDeterminism.Of(project, Variables(snapshot, installs)), .. DotNetDeterminism.OfPackages(Commands(installs))]),
        Ecosystem.Maven => Facts(MavenDeterminism.Of(project)),
        Ecosystem.Gradle => Facts(GradleDeterminism.Of(project)),
        Ecosystem.Go => Facts(GoDeterminism.Of(project, Commands(installs))),
        Ecosystem.Cargo => Facts(RustDeterminism.Of(project, Commands(installs))),
        var ecosystem when EcosystemFamilies.IsJavaScript(ecosystem) => [JavaScript(project, snapshot)],
        var ecosystem when EcosystemFamilies.IsPython(ecosystem) => Python(project, installs),
        _ => [new LevelFact(BuildLevel.Deterministic, IsMet: null, $"Nothing that is read says whether what is built with {EcosystemWords.Name(project.Ecosystem)} has the same bytes each time.", Place: null)],
    };

    // Within one job, and in several, the same command is one.
    private static IEnumerable<BuildCommand> Commands(ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> installs) =>
        installs.DistinctBy(pair => (pair.Install.Place, pair.Install.Text)).Select(pair => pair.Install.Command).OfType<BuildCommand>();

    private static IEnumerable<LevelFact> Facts(ImmutableArray<DeterminismFact> facts) =>
        facts.Select(fact => LevelFact.Of(BuildLevel.Deterministic, fact))
            .DefaultIfEmpty(new LevelFact(BuildLevel.Deterministic, IsMet: null, "Nothing that is read says whether what is built has the same bytes each time.", Place: null));

    // The files are the same wherever they are looked at; what differs is what the pipeline sets.
    private static MsBuildVariables Variables(Snapshot snapshot, ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> installs)
    {
        // Where no command is seen to build it, whatever does is in a pipeline all the same.
        var builds = installs.IsEmpty ? snapshot.Pipelines.Where(pipeline => !pipeline.Jobs.IsEmpty) : installs.Where(pair => pair.Install.Way is not { IsImage: true }).Select(pair => pair.Pipeline);
        var variables = MsBuildVariables.None with { IsCi = builds.Any(pipeline => PlatformProfiles.Of(pipeline.Platform).SetsCi) };
        return installs.Select(pair => pair.Install.Surroundings).OfType<Installs.InstallSurroundings>().FirstOrDefault() is { } around ? variables with { Environment = around.Variables } : variables;
    }

    // npm gives each file of a package the same time; what a script writes into it before is not known.
    private static LevelFact JavaScript(Project project, Snapshot snapshot)
    {
        var manifest = project.Manifests[0].Path;
        var scripts = snapshot.CommandFiles.Where(file => file.Kind is CommandFileKind.PackageScripts && project.Manifests.Any(one => one.Path == file.Path)).SelectMany(file => file.Targets).ToList();
        return scripts.Find(target => BuildScripts.Contains(target.Name)) is { } building
            ? new LevelFact(BuildLevel.Deterministic, IsMet: null, $"Whether what the script '{building.Name}' writes has the same bytes each time is not known.", building.Span)
            : new LevelFact(BuildLevel.Deterministic, IsMet: true, "No script builds anything, and packing gives every file the same time.", Place.StartOf(manifest));
    }

    private static IEnumerable<LevelFact> Python(Project project, ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> installs)
    {
        var backend = project.Settings.FirstOrDefault(setting => setting.Name is PythonSettings.Backend);
        if (backend is null)
        {
            yield return new LevelFact(BuildLevel.Deterministic, IsMet: null, "Nothing that is read says what builds it.", Place: null);
            yield break;
        }

        foreach (var asked in project.Settings.Where(setting => setting.Name is PythonSettings.BuildRequirement && setting.Value?.Contains("==", StringComparison.Ordinal) is not true))
        {
            yield return new LevelFact(BuildLevel.Deterministic, IsMet: false, $"What it is built with may be any release of '{asked.Value}'.", asked.Span) { Next = "Pin each of 'build-system.requires' with '=='." };
        }

        if (backend.Value is "hatchling.build" && project.Settings.FirstOrDefault(setting => setting.Name is PythonSettings.HatchReproducible) is var reproducible)
        {
            yield return reproducible?.Value is "false"
                ? new LevelFact(BuildLevel.Deterministic, IsMet: false, "Hatchling is told not to build reproducibly.", reproducible.Span) { Next = "Take 'reproducible = false' out." }
                : new LevelFact(BuildLevel.Deterministic, IsMet: true, "Hatchling gives all files the same time.", backend.Span);
        }
        else if (installs.Select(pair => pair.Install.Surroundings?.Variables.GetValueOrDefault(Epoch)).FirstOrDefault(variable => variable is not null) is { } epoch)
        {
            yield return new LevelFact(BuildLevel.Deterministic, IsMet: true, $"{Epoch} gives files in archives their time.", epoch.Span);
        }
        else
        {
            yield return new LevelFact(BuildLevel.Deterministic, backend.Value is "setuptools.build_meta" ? false : null, $"{Epoch} is not set where it is installed, so that archives may hold the times of the checkout.", backend.Span)
            {
                Next = $"Set {Epoch} in the job that builds, such as to the time of the commit.",
            };
        }
    }
}
