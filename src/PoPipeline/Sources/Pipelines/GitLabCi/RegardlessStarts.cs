using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Tells which jobs start whatever became of those before them.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#when: <c>always</c> runs "the job regardless of the status of jobs in earlier stages".</remarks>
/// <param name="configuration">The configuration.</param>
internal sealed class RegardlessStarts(CiConfiguration configuration)
{
    private readonly Lazy<CiJobTable> table = new(() => new CiJobTable(configuration));

    /// <summary>Where it is written that a job starts so, by one of its rules at least; null where it does not, where nothing is before it, and where it stops an environment.</summary>
    /// <param name="job">The job.</param>
    /// <param name="starts">Tells when jobs start.</param>
    public Place? Of(CiJob job, StartReader starts) => starts.Regardless(job) is { } word && Deploys(job) && IsBehindOthers(job) ? word : null;

    // What stops an environment, or only looks at it, deploys nothing to it.
    private static bool Deploys(CiJob job) => (job.Keys["environment"] as YamlMapping)?["action"] is not YamlScalar { Value: not "start" };

    private bool IsBehindOthers(CiJob job) => job.Keys["needs"] switch
    {
        YamlSequence needs => !needs.Items.IsEmpty,
        YamlScalar { IsNull: false } or YamlMapping => true,
        _ => table.Value.PlaceOf(job) is { } place && configuration.Jobs.Any(other => !other.IsHidden && table.Value.PlaceOf(other) < place),
    };
}
