using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The scripts of a job, each as the lines that it is made of.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/script/ and https://docs.gitlab.com/ci/yaml/#hookspre_get_sources_script.</remarks>
internal sealed class JobScripts
{
    /// <summary>What the step is called that runs the hooks.</summary>
    public const string HooksKey = "hooks";

    /// <summary>What the step is called that does what the job is for.</summary>
    public const string MainKey = "script";

    /// <summary>What the step is called that runs last.</summary>
    public const string AfterKey = "after_script";

    // More than anybody writes.
    private const int MostHanded = 20;

    // No path is longer; what each redirection of a script is compared with must be short.
    private const int LongestPath = 1024;

    private readonly ImmutableArray<string> handed;
    private readonly ImmutableArray<StarPattern> patterns;

    /// <summary>Gathers the lines.</summary>
    /// <param name="job">The job.</param>
    public JobScripts(CiJob job)
    {
        Job = job;
        Hooks = ScriptLines.Of((job.Keys["hooks"] as YamlMapping)?["pre_get_sources_script"]);
        Main = [.. ScriptLines.Of(job.Keys["before_script"]), .. ScriptLines.Of(job.Keys["script"])];
        After = ScriptLines.Of(job.Keys["after_script"]);
        Shell = RunnerReader.ShellOf(job);
        handed = [.. ShortForms.Texts(((job.Keys["artifacts"] as YamlMapping)?["reports"] as YamlMapping)?["dotenv"]).Take(MostHanded).Select(path => path.Value).Where(path => path.Length <= LongestPath)];
        patterns = [.. handed.Select(path => new StarPattern(path))];
    }

    /// <summary>The job.</summary>
    public CiJob Job { get; }

    /// <summary>What reads the scripts.</summary>
    public ShellKind Shell { get; }

    /// <summary>Whether lines of a file become variables of the jobs that take the artifacts.</summary>
    public bool HandsOver => !handed.IsEmpty;

    /// <summary>What runs before the code is there.</summary>
    public ImmutableArray<YamlScalar> Hooks { get; }

    /// <summary>What the job is for: <c>before_script</c> and <c>script</c> run in one shell, one after the other.</summary>
    public ImmutableArray<YamlScalar> Main { get; }

    /// <summary>What runs in a shell of its own, whatever happened before.</summary>
    public ImmutableArray<YamlScalar> After { get; }

    /// <summary>Whether one of them is longer than what is read: what stands behind a limit would be passed over without a word.</summary>
    public bool AreTooLong => ScriptLines.AreTooLong(Hooks) || ScriptLines.AreTooLong(Main) || ScriptLines.AreTooLong(After);

    /// <summary>Whether the lines of a file become variables of the jobs that take the artifacts.</summary>
    /// <param name="file">Its path as a script writes it, which may stand in a folder or name the workspace in front.</param>
    public bool IsHanded(string file) =>
        file.Length is > 0 and <= LongestPath
        && (patterns.Any(pattern => pattern.Matches(file)) || handed.Any(path => file.EndsWith("/" + path, StringComparison.Ordinal) || path.EndsWith("/" + file, StringComparison.Ordinal)));
}
