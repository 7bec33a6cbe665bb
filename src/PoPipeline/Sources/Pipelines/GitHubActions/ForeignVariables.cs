using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The names of the variables of a job that may hold a text that somebody else controls: what is not there need not be followed.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
internal sealed class ForeignVariables(OriginLookup lookup, ActionsFile file, JobNode job)
{
    private readonly List<string> names = [.. Of(file.Root?["env"]), .. Of(job.Node["env"])];
    private int seen;

    /// <summary>Those that a step can see.</summary>
    /// <param name="step">The index of the step.</param>
    public IEnumerable<string> Before(int step)
    {
        for (; seen < step && seen < job.StepNodes.Length; seen++)
        {
            names.AddRange(lookup.VariablesOf(job, seen).Where(written => written.Value.IsForeign && written.Name is not ScriptFlow.AnyName).Select(written => written.Name));
        }

        return [.. names, .. Of(job.StepNodes[step]["env"])];
    }

    private static ImmutableArray<string> Of(YamlNode? environment) =>
        environment is YamlMapping mapping ? [.. mapping.Entries.Where(entry => entry.Value is YamlScalar scalar && scalar.HasExpression()).Select(entry => entry.Key.Value)] : [];
}
