using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The names of the variables of a job that may hold a text that somebody else controls: what is not there need not be followed.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
internal sealed class ForeignVariables(OriginLookup lookup, ActionsFile file, JobNode job)
{
    private readonly ImmutableArray<string> names = [.. Of(file.Root?["env"]), .. Of(job.Node["env"])];

    /// <summary>Those that a step can see.</summary>
    /// <param name="step">The index of the step.</param>
    public IEnumerable<string> Before(int step) => names.Concat(Of(job.StepNodes[step]["env"])).Concat(lookup.WrittenIn(job, step).ForeignNames(step));

    private static IEnumerable<string> Of(YamlNode? environment) =>
        environment is YamlMapping mapping ? mapping.Entries.Where(entry => entry.Value is YamlScalar scalar && scalar.HasExpression()).Select(entry => entry.Key.Value) : [];
}
