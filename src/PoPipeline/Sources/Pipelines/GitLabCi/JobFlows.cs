using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Follows the texts through the scripts of all jobs, and from job to job by the variables that reports hand over.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/dotenv_variables/: they overrule what the files set, and go to the jobs that take the artifacts.</remarks>
internal sealed class JobFlows
{
    // A text that goes on further than that, or round in circles, is not followed to its end.
    private const int Deepest = 16;

    // More than anybody takes variables from.
    private const int MostSources = 32;
    private const int MostVariables = 256;

    private static readonly Dictionary<string, Provenance> None = new(StringComparer.Ordinal);

    private readonly TextReader texts;
    private readonly GlobalVariables globals;
    private readonly YamlNode? workflow;
    private readonly Dictionary<string, JobScripts> handing = new(StringComparer.Ordinal);
    private readonly Lazy<CiJobTable> table;
    private readonly Dictionary<CiJob, JobVariables> variables = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CiJob, ImmutableArray<FollowedScript>> followed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CiJob, Dictionary<string, Provenance>> handed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<CiJob> open = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes ready to follow them; each job is followed once, when it is asked for.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="jobs">Its jobs.</param>
    /// <param name="texts">Reads the texts.</param>
    public JobFlows(CiConfiguration configuration, ImmutableArray<JobScripts> jobs, TextReader texts)
    {
        this.texts = texts;
        globals = new GlobalVariables(configuration.Globals["variables"] as YamlMapping, texts.Interpolations);
        workflow = (configuration.Globals["workflow"] as YamlMapping)?["rules"];
        table = new Lazy<CiJobTable>(() => new CiJobTable(configuration));
        foreach (var scripts in jobs.Where(scripts => scripts.HandsOver))
        {
            handing[scripts.Job.Name] = scripts;
        }
    }

    /// <summary>The variables that the files set for a job.</summary>
    /// <param name="job">The job.</param>
    public JobVariables VariablesOf(CiJob job)
    {
        if (!variables.TryGetValue(job, out var found))
        {
            variables[job] = found = new JobVariables(globals, job.Keys["variables"] as YamlMapping, (job.Keys["inherit"] as YamlMapping)?["variables"], OthersOf(job));
        }

        return found;
    }

    // https://docs.gitlab.com/ci/yaml/#rulesvariables, https://docs.gitlab.com/ci/yaml/#workflowrulesvariables and https://docs.gitlab.com/ci/yaml/#parallelmatrix.
    private IEnumerable<YamlEntry> OthersOf(CiJob job) =>
        ByRules(workflow).Concat(ByRules(job.Keys["rules"]))
            .Concat(((job.Keys["parallel"] as YamlMapping)?["matrix"] as YamlSequence)?.Items.OfType<YamlMapping>().SelectMany(row => row.Entries)
                .SelectMany(axis => axis.Value is YamlSequence values ? values.Items.Select(value => new YamlEntry(axis.Key, value)) : [axis]) ?? []);

    private static IEnumerable<YamlEntry> ByRules(YamlNode? rules) =>
        (rules as YamlSequence)?.Items.OfType<YamlMapping>().SelectMany(rule => (rule["variables"] as YamlMapping)?.Entries ?? []) ?? [];

    /// <summary>The scripts of a job, in the order in which they run.</summary>
    /// <param name="scripts">The job.</param>
    public ImmutableArray<FollowedScript> Of(JobScripts scripts)
    {
        if (!followed.TryGetValue(scripts.Job, out var found))
        {
            var all = ImmutableArray.CreateBuilder<FollowedScript>();
            Add(JobScripts.HooksKey, scripts.Hooks);
            Add(JobScripts.MainKey, scripts.Main);
            Add(JobScripts.AfterKey, scripts.After);
            followed[scripts.Job] = found = all.DrainToImmutable();

            void Add(string key, ImmutableArray<YamlScalar> lines)
            {
                if (!lines.IsEmpty)
                {
                    all.Add(Follow(scripts, key, lines, scripts.Shell));
                }
            }
        }

        return found;
    }

    /// <summary>Follows the texts through one script of a job.</summary>
    /// <param name="scripts">The job.</param>
    /// <param name="key">What the step is called that runs it.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="shell">What reads them.</param>
    public FollowedScript Follow(JobScripts scripts, string key, ImmutableArray<YamlScalar> lines, ShellKind shell)
    {
        var program = new JobProgram(lines, shell, texts, $"jobs/{scripts.Job.Name}/{key}");
        var own = VariablesOf(scripts.Job);
        var given = HandedTo(scripts.Job);
        return new FollowedScript(key, lines, program, program.Flow(new FlowStart { Variable = name => given.GetValueOrDefault(name) ?? own.Of(name), IsHanded = scripts.IsHanded }));
    }

    // What others control of what the jobs before hand over.
    private Dictionary<string, Provenance> HandedTo(CiJob job)
    {
        if (handing.Count == 0 || open.Count >= Deepest)
        {
            return None;
        }

        if (handed.TryGetValue(job, out var known))
        {
            return known;
        }

        if (!open.Add(job))
        {
            return None;
        }

        var found = new Dictionary<string, Provenance>(StringComparer.Ordinal);
        foreach (var source in SourcesOf(job).Where(source => source.Job != job).Take(MostSources))
        {
            foreach (var written in Of(source).SelectMany(script => script.Flow.Outputs).Where(written => written.Value.IsForeign && written.Name is not ScriptFlow.AnyName).Take(MostVariables))
            {
                found[written.Name] = found.TryGetValue(written.Name, out var other) ? Provenance.Join(other, written.Value) : written.Value;
            }
        }

        open.Remove(job);
        return handed[job] = found;
    }

    // The jobs that hand variables over, of those whose artifacts a job takes.
    private IEnumerable<JobScripts> SourcesOf(CiJob job)
    {
        if (job.Keys["dependencies"] is YamlSequence dependencies)
        {
            return Named(dependencies.Items.OfType<YamlScalar>());
        }

        if (job.Keys["needs"] is YamlSequence needs)
        {
            return Named(needs.Items.Select(NameIn).OfType<YamlScalar>());
        }

        var stage = table.Value.PlaceOf(job);
        return handing.Values.Where(source => table.Value.PlaceOf(source.Job) < stage);
    }

    private IEnumerable<JobScripts> Named(IEnumerable<YamlScalar> names) =>
        names.Select(name => table.Value.FindNeeded(name.Value) is { } job ? handing.GetValueOrDefault(job.Name) : null).OfType<JobScripts>();

    private static YamlScalar? NameIn(YamlNode need) => need switch
    {
        YamlScalar name => name,
        YamlMapping mapping when mapping["project"] is null && mapping["pipeline"] is null && mapping["artifacts"] is not YamlScalar { Value: "false" } => mapping["job"] as YamlScalar,
        _ => null,
    };
}
