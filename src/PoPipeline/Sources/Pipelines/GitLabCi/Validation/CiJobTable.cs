using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>The jobs of a configuration by name, and its stages in order.</summary>
internal sealed partial class CiJobTable
{
    /// <summary>The stage of a job that names none.</summary>
    public const string DefaultStage = "test";

    private readonly Dictionary<string, CiJob> jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CiJob?> instances = new(StringComparer.Ordinal);
    private readonly HashSet<Place> told;
    private readonly bool isListed;

    /// <summary>Indexes the jobs and the stages.</summary>
    public CiJobTable(CiConfiguration configuration)
    {
        Configuration = configuration;
        foreach (var job in configuration.Jobs)
        {
            jobs.TryAdd(job.Name, job);
        }

        told = [.. configuration.Problems.Select(problem => problem.Span)];
        var own = Keywords.Known.OwnStages;
        AddStage(own[2]);
        AddStage(own[0]);
        var listed = ShortForms.Texts(configuration.Globals["stages"]);
        isListed = !listed.IsEmpty;
        AreStagesKnown = configuration.IsComplete && !listed.Any(stage => stage.Value.Contains('$', StringComparison.Ordinal));
        foreach (var stage in listed.IsEmpty ? Keywords.Known.DefaultStages : listed.Select(stage => stage.Value))
        {
            AddStage(stage);
        }

        AddStage(own[1]);
        AddStage(own[3]);
    }

    /// <summary>The configuration.</summary>
    public CiConfiguration Configuration { get; }

    /// <summary>Whether the stages are all known.</summary>
    public bool AreStagesKnown { get; }

    /// <summary>The job of this name; null where there is none.</summary>
    public CiJob? Find(string name) => jobs.GetValueOrDefault(name);

    /// <summary>The job that a need names, which may be one of several that run in parallel: <c>test 1/3</c>, <c>test: [linux, 2]</c>.</summary>
    public CiJob? FindNeeded(string name)
    {
        if (Find(name) is { } job)
        {
            return job;
        }

        // Many jobs may wait for the same ones.
        if (!instances.TryGetValue(name, out var found))
        {
            found = Instance().Match(name) is { Success: true } match ? Find(match.Groups["job"].Value) : null;
            instances[name] = found;
        }

        return found;
    }

    /// <summary>The stage of a job as written; null where none is.</summary>
    public static YamlScalar? StageOf(CiJob job) => job.Keys["stage"] is YamlScalar { IsNull: false } stage ? stage : null;

    /// <summary>Which stage a job is in, from the first; null where that is not known.</summary>
    public int? IndexOf(CiJob job) => AreStagesKnown && stages.TryGetValue(StageOf(job)?.Value ?? DefaultStage, out var index) ? index : null;

    /// <summary>Which place the stage of a job has among those that the files list; null where they do not list it. What is included elsewhere changes nothing in a list that is written here.</summary>
    public int? PlaceOf(CiJob job) => (AreStagesKnown || isListed) && stages.TryGetValue(StageOf(job)?.Value ?? DefaultStage, out var index) ? index : null;

    /// <summary>Whether there is such a stage.</summary>
    public bool HasStage(string name) => stages.ContainsKey(name);

    /// <summary>Whether something was said of this place already.</summary>
    public bool IsTold(Place place) => told.Contains(place);

    private void AddStage(string name) => stages.TryAdd(name, stages.Count);

    [GeneratedRegex(@"^(?<job>.+?)(?: [0-9]+/[0-9]+|: ?\[.*\])$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Instance();
}
