using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>What stands around the commands of a step before any of them is run.</summary>
internal static class StepSurroundings
{
    // Of what a matrix decides each run has another value, and each of these environments is run.
    private static readonly ImmutableArray<string> Lists = ["TOXENV", "NOXSESSION"];

    /// <summary>What the files say of it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    public static InstallSurroundings Of(Pipeline pipeline, Job job, Step step)
    {
        var profile = PlatformProfiles.Of(pipeline.Platform);
        var set = StepEnvironment.Of(pipeline, job, step).ToImmutableDictionary(
            pair => pair.Key,
            pair => new ToolSetting(pair.Key, pair.Value.Interpolations.IsEmpty && pair.Value.Secrets.IsEmpty ? pair.Value.Value : pair.Value.Choices is [var only] ? only : Lists.Contains(pair.Key) && !pair.Value.Choices.IsEmpty ? string.Join(',', pair.Value.Choices) : null, pair.Value.Span));
        return new() { IsCi = profile.SetsCi, CiMarks = profile.CiMarks, Variables = profile.Mark is { } mark && !set.ContainsKey(mark) ? set.Add(mark, new ToolSetting(mark, "true")) : set };
    }
}
