using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether a project of .NET gives the same files when it is built again, from the same sources with the same SDK.</summary>
/// <remarks>Sources: https://learn.microsoft.com/dotnet/core/project-sdk/msbuild-props#deterministic, https://github.com/dotnet/reproducible-builds.</remarks>
internal static class DotNetDeterminism
{
    private const string Compiler = "Deterministic";
    private const string ContinuousIntegration = "ContinuousIntegrationBuild";
    private const string PinSdk = "Say in global.json which version of the SDK builds, with \"rollForward\": \"disable\".";
    private const string Mend = "Set ContinuousIntegrationBuild to true where the pipeline builds: <ContinuousIntegrationBuild Condition=\"'$(CI)' == 'true'\">true</ContinuousIntegrationBuild>.";

    private static readonly ImmutableArray<string> Times = ["SOURCE_DATE_EPOCH", "DeterministicTimestamp"];

    /// <summary>Judges a project.</summary>
    /// <param name="project">The project, of NuGet.</param>
    /// <param name="variables">What the pipeline gives that builds it.</param>
    public static DeterminismFact Of(Project project, MsBuildVariables variables)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(variables);
        if (project.Manifests.FirstOrDefault(manifest => manifest.Unreadable is not null) is { Unreadable: { } reason } unread)
        {
            return new(Determinism.Unknown, $"'{unread.Path}' could not be read: {reason.TrimEnd('.')}.", Next: null, Place.StartOf(unread.Path));
        }

        var values = MsBuildValues.Of(project, variables);
        var deterministic = values.Decider(Compiler);
        if (values.IsOn(Compiler) is false)
        {
            return new(Determinism.No, "Deterministic is off, so that the compiler writes the time and a new identifier into what it makes.", "Remove the property Deterministic, which is on by itself.", deterministic?.Span);
        }

        if (values.Value(Compiler) is null)
        {
            return Unknown(Compiler, deterministic);
        }

        return Paths(project, values, variables) is var paths && paths.Verdict is Determinism.Deterministic ? paths with { Next = SdkStep(project) } : paths;
    }

    /// <summary>Whether the packages that commands make of it hold the same times.</summary>
    /// <param name="commands">The commands that pipelines run on it.</param>
    /// <remarks>Source: https://learn.microsoft.com/nuget/create-packages/deterministic-packages.</remarks>
    public static IEnumerable<DeterminismFact> OfPackages(IEnumerable<BuildCommand> commands)
    {
        foreach (var pack in commands.Where(command => command.Program is "dotnet" && command.Has("pack", "-t:pack", "-t:Pack", "/t:pack", "/t:Pack")))
        {
            var told = Times.FirstOrDefault(name => pack.Variables.ContainsKey(name) || pack.Words.Any(word => word.Text.Contains($":{name}=", StringComparison.OrdinalIgnoreCase)));
            yield return told is not null
                ? new(Determinism.Deterministic, $"{told} gives the files in packages their time, since NuGet 7.9.", Next: null, pack.Place)
                : new(Determinism.No, "Packages hold the times at which their files were written.", "Set SOURCE_DATE_EPOCH to the time of the commit where the package is made, with NuGet 7.9 or newer.", pack.Place);
        }
    }

    // The compiler writes where the sources lie into what it makes, unless something else is put in its place.
    private static DeterminismFact Paths(Project project, MsBuildValues values, MsBuildVariables variables)
    {
        foreach (var property in (ReadOnlySpan<string>)[ContinuousIntegration, "DeterministicSourcePaths"])
        {
            if (values.IsOn(property) is true)
            {
                return new(Determinism.Deterministic, $"{property} is on, so that no path of the machine gets into what is built.", Next: null, values.Decider(property)?.Span);
            }
        }

        if (values.Value("PathMap") is { Length: > 0 })
        {
            return new(Determinism.Deterministic, "PathMap puts fixed paths in the place of those of the machine.", Next: null, values.Decider("PathMap")?.Span);
        }

        if (values.Value(ContinuousIntegration) is null)
        {
            return Unknown(ContinuousIntegration, values.Decider(ContinuousIntegration));
        }

        // What a project sets itself stays; the package only fills in what is not set.
        if (values.Value(ContinuousIntegration) is "" && Reference(project, values, out var isSure) is { } package)
        {
            return isSure && variables.Variable("CI")?.Value?.Equals("true", StringComparison.OrdinalIgnoreCase) is true
                ? new(Determinism.Deterministic, $"{MsBuildNames.ReproducibleBuilds} sets ContinuousIntegrationBuild where CI is set.", Next: null, package.Span)
                : new(Determinism.Unknown, isSure ? $"{MsBuildNames.ReproducibleBuilds} sets ContinuousIntegrationBuild where it finds that a pipeline builds, and whether it does is not known." : $"Whether the reference to {MsBuildNames.ReproducibleBuilds} holds is only known while the project is built.", Mend, package.Span);
        }

        if (values.Value("PathMap") is null)
        {
            return Unknown("PathMap", values.Decider("PathMap"));
        }

        return values.Decider(ContinuousIntegration) is { } decider
            ? new(Determinism.No, "ContinuousIntegrationBuild is off, so that the paths of the machine get into what is built.", Mend, decider.Span)
            : new(Determinism.No, "Nothing that holds here sets ContinuousIntegrationBuild, so that the paths of the machine get into what is built.", Mend,
                project.Settings.LastOrDefault(setting => setting.Name is MsBuildNames.Property + ContinuousIntegration)?.Span ?? Place.StartOf(project.Manifests[0].Path));
    }

    private static ToolSetting? Reference(Project project, MsBuildValues values, out bool isSure)
    {
        var found = project.Settings
            .Where(setting => setting.Name.Equals(MsBuildNames.Package + MsBuildNames.ReproducibleBuilds, StringComparison.OrdinalIgnoreCase))
            .Select(setting => (Setting: setting, Holds: values.Holds(setting)))
            .Where(reference => reference.Holds is not false)
            .OrderByDescending(reference => reference.Holds is true)
            .FirstOrDefault();
        isSure = found.Holds is true;
        return found.Setting;
    }

    private static string? SdkStep(Project project)
    {
        var version = project.Settings.LastOrDefault(setting => setting.Name is MsBuildNames.SdkVersion);
        var roll = project.Settings.LastOrDefault(setting => setting.Name is MsBuildNames.RollForward);
        return version is not null && roll?.Value is "disable" ? null : PinSdk;
    }

    private static DeterminismFact Unknown(string property, ToolSetting? decider) => new(
        Determinism.Unknown,
        decider?.Condition is { } condition ? $"{property} is set where {condition}, and whether that holds is not known." : $"What {property} is set to is only known while the project is built.",
        Next: null,
        decider?.Span);
}
