using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>What is sure of the variables that the files set for the steps of a job: nobody who starts it, no setting and no other step sets them to something else.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="job">The job.</param>
internal sealed class SureVariables(Pipeline pipeline, Job job)
{
    private readonly PlatformProfile profile = PlatformProfiles.Of(pipeline.Platform);
    private readonly Lazy<bool> areWritten = new(() => job.Steps.Any(step => step.Scripts.Any(EnvironmentWrites.MayBeIn)));

    /// <summary>What stands around a step, with the variables alone that are sure.</summary>
    /// <param name="step">The step.</param>
    /// <param name="around">What stands around it.</param>
    public InstallSurroundings Of(Step step, InstallSurroundings around)
    {
        if (!profile.FilesDecideVariables)
        {
            return around with { Variables = ImmutableDictionary<string, ToolSetting>.Empty };
        }

        if (!areWritten.Value)
        {
            return around;
        }

        // What steps before have written comes before what the job and the pipeline set; what the step sets itself, before that. A file that the shell reads by itself comes last.
        var own = profile.EnvironmentFiles.IsEmpty ? [] : step.Variables.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return around with { Variables = around.Variables.RemoveRange(around.Variables.Keys.Where(name => !own.Contains(name))) };
    }
}
