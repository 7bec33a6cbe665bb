using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>The profiles of all platforms, and what they say together: a name that one platform gives a meaning has none on the others.</summary>
internal static class PlatformProfiles
{
    /// <summary>Every profile.</summary>
    public static ImmutableArray<PlatformProfile> All { get; } = [GitHubActions.Profile, GitLabCi.Profile, CircleCi.Profile, Jenkins.Profile, Tekton.Profile, ArgoCd.Profile, Dinghy.Profile];

    /// <summary>The variable that names a script which a shell reads before its own.</summary>
    public const string SourcedFile = "BASH_ENV";

    /// <summary>Variables and beginnings of lines by which a step sets the environment of the steps behind it; a shell reads the last one by itself.</summary>
    public static ImmutableArray<string> EnvironmentFiles { get; } = [.. All.SelectMany(profile => profile.EnvironmentFiles), SourcedFile];

    /// <summary>How what says what a run is for begins, of all platforms.</summary>
    public static ImmutableArray<string> RunVariables { get; } = [.. All.SelectMany(profile => profile.RunVariables)];

    /// <summary>Variables that name the files by which a step adds folders in which the steps behind look for programs.</summary>
    public static ImmutableArray<string> SearchPathFiles { get; } = [.. All.SelectMany(profile => profile.SearchPathFiles)];

    /// <summary>Variables that name the files to which a step writes its outputs.</summary>
    public static ImmutableArray<string> OutputFiles { get; } = [.. All.SelectMany(profile => profile.OutputFiles)];

    /// <summary>Beginnings of lines of the log that write an output.</summary>
    public static ImmutableArray<string> OutputCommands { get; } = [.. All.SelectMany(profile => profile.OutputCommands)];

    /// <summary>Variables that name the file with the event that started the run.</summary>
    public static ImmutableArray<string> EventFiles { get; } = [.. All.SelectMany(profile => profile.EventFiles)];

    /// <summary>Beginnings of lines of the log that set the environment of later steps.</summary>
    public static ImmutableArray<string> EnvironmentCommands { get; } = [.. All.SelectMany(profile => profile.EnvironmentCommands)];

    /// <summary>Variables that make a platform take such lines for commands.</summary>
    public static FrozenSet<string> EnvironmentCommandSwitches { get; } = All.SelectMany(profile => profile.EnvironmentCommandSwitches).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts by which a step has a value masked in the log.</summary>
    public static ImmutableArray<string> MaskingCommands { get; } = [.. All.SelectMany(profile => profile.MaskingCommands)];

    /// <summary>Variables that make each run write to its log what it does.</summary>
    public static FrozenSet<string> DebugSwitches { get; } = All.SelectMany(profile => profile.DebugSwitches).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The names of tokens that end with their job.</summary>
    public static FrozenSet<string> JobTokens { get; } = All.SelectMany(profile => profile.JobTokens).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The variables that tell programs of continuous integration beside <c>CI</c>, where they are not empty: those that many platforms set, and those of each.</summary>
    /// <remarks>Source: https://github.com/watson/ci-info/blob/master/index.js and vendors.json.</remarks>
    public static ImmutableArray<string> CiMarks { get; } =
    [
        .. All.Select(profile => profile.Mark).OfType<string>(),
        "BUILD_ID", "BUILD_NUMBER", "CI_APP_ID", "CI_BUILD_ID", "CI_BUILD_NUMBER", "CI_NAME", "CONTINUOUS_INTEGRATION", "RUN_ID",
    ];

    /// <summary>Whether a platform pastes something into a text, so that the text is not known before it runs.</summary>
    public static bool IsPastedInto(string text) => All.Any(profile => profile.PasteMarks.Any(mark => text.Contains(mark, StringComparison.Ordinal)));

    /// <summary>Whether a text names a file by which a step tells the platform something, by the variable that stands for it.</summary>
    /// <param name="text">The text.</param>
    public static bool NamesOwnFile(string text) => OutputFiles.Concat(EnvironmentFiles).Any(variable => text.Contains(variable, StringComparison.Ordinal));

    /// <summary>The words of a platform; none but its name where it has no profile.</summary>
    public static PlatformProfile Of(Platform platform)
    {
        // Asked for each step.
        foreach (var profile in All)
        {
            if (profile.Platform == platform)
            {
                return profile;
            }
        }

        return new PlatformProfile { Platform = platform };
    }

    /// <summary>The platform that a forge runs pipelines with.</summary>
    public static PlatformProfile Of(Forge forge) => forge is Forge.GitLab ? GitLabCi.Profile : GitHubActions.Profile;
}
