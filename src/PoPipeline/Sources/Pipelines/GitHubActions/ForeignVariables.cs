using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The names of the variables of a job that may hold a text that somebody else controls: what is not there need not be followed.</summary>
/// <param name="lookup">What knows of the file's names.</param>
/// <param name="file">The file.</param>
/// <param name="job">The job.</param>
internal sealed class ForeignVariables(OriginLookup lookup, ActionsFile file, JobNode job)
{
    private readonly ImmutableArray<string> names = [.. Of(file.Root?["env"]), .. Of(job.Node["env"]), .. lookup.VariablesOfCallers()];

    // Where the variables have no names, each that a script uses may be one.
    private const string Any = "$";

    private int looked;
    private int firstWriter = int.MaxValue;

    /// <summary>Those that a step can see.</summary>
    /// <param name="step">The index of the step.</param>
    public IEnumerable<string> Before(int step) => names.Concat(Of(job.StepNodes[step]["env"])).Concat(lookup.WrittenIn(job, step).ForeignNames(step));

    /// <summary>Whether a step before this one may have written such a text to a file.</summary>
    /// <param name="step">The index of the step.</param>
    public bool MayBeInFiles(int step)
    {
        for (; firstWriter is int.MaxValue && looked < step; looked++)
        {
            if (job.StepNodes[looked].Scalar("run")?.Value is { } run && StepFlow.MayWriteFiles(run, Before(looked)))
            {
                firstWriter = looked;
            }
        }

        return firstWriter < step;
    }

    /// <summary>The names of the variables of a mapping, where what they hold is computed.</summary>
    /// <param name="environment">The mapping; null where there is none.</param>
    public static IEnumerable<string> Of(YamlNode? environment) =>
        ComputedEnvironment.Of(environment) is not null ? [Any]
        : environment is YamlMapping mapping ? mapping.Entries.Where(entry => entry.Value is YamlScalar scalar && scalar.HasExpression()).Select(entry => entry.Key.Value) : [];
}
