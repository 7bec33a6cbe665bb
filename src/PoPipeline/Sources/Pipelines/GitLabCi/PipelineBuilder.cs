using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Turns a configuration into the model that all platforms share.</summary>
internal static class PipelineBuilder
{
    // A short file may be wrong in any number of places.
    private const int MostProblems = 500;

    /// <summary>Reads the configuration into the model.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="kind">Whether it starts runs, or others include it.</param>
    /// <param name="repository">The repository.</param>
    public static Pipeline Read(CiConfiguration configuration, PipelineKind kind, Repository repository)
    {
        var file = configuration.Files[0];
        if (configuration.TooMuch is { } tooMuch)
        {
            return Unread(configuration, kind, tooMuch);
        }

        // What something else fills in before it is a pipeline breaks no rule of YAML.
        if (kind is PipelineKind.Action && !file.Document.IsTooLarge
            && (file.Document.Error is null ? TemplateMarks.StartLines(file.Document.Source) : TemplateMarks.AreIn(file.Document.Source)))
        {
            return Unread(configuration, kind, "it is a template, whose marks something else fills in before it is YAML");
        }

        if (file.Document.Error is { } error)
        {
            return Unread(configuration, kind, error.AsClause) with
            {
                Problems = file.Document.IsTooLarge ? [] : [new Problem(ProblemKind.Syntax, error.Message, error.Span) { Effect = ProblemEffect.Rejected }],
            };
        }

        var running = configuration.Jobs.Where(job => !job.IsHidden).ToImmutableArray();
        var judged = configuration.IsPart ? running.AddRange(OfferedJobs.In(configuration)) : running;
        var scripts = judged.Select(one => new JobScripts(one)).ToImmutableArray();
        if (scripts.FirstOrDefault(one => one.AreTooLong) is { } tooLong)
        {
            return Unread(configuration, kind, $"the script of the job '{tooLong.Job.Name}' is longer than the {YamlReader.MaximumScalar} characters that PoPipeline reads");
        }

        var texts = new TextReader(name => InputOf(file, kind, name));
        var references = new ReferenceReader(repository, file.Header);
        var names = running.Select(job => job.Name).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Reference> includes = [.. configuration.Outside.Select(references.Include).OfType<Reference>()];
        var reader = new JobReader(new JobFlows(configuration, scripts, texts), texts, references, names, includes, new RegardlessStarts(configuration));
        var starts = new StartReader(configuration);
        var variables = texts.Using(texts.Settings(configuration.Globals["variables"] as YamlMapping, "variables"), SecretPlace.PipelineVariable, job: null);
        var jobs = scripts.Select(one => reader.Read(one, starts)).ToImmutableArray();
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var written in configuration.Files)
        {
            foreach (var (variable, text) in written.Header is { } header ? WrittenValues.In(header).Concat(Values(written)) : Values(written))
            {
                _ = texts.Masked(text, variable, variable is null ? "values" : $"values/{variable}");
                if (variable is not null)
                {
                    named.Add(variable);
                }
            }
        }

        return new Pipeline
        {
            Platform = Platform.GitLabCi,
            Path = configuration.Path,
            Kind = kind,
            CalledAs = [configuration.Path],
            Problems = Problems(configuration, starts, running),
            Name = (configuration.Globals["workflow"] as YamlMapping)?["name"] is YamlScalar { IsNull: false } name ? new Located<string>(name.Value, name.Span) : null,
            Triggers = kind is PipelineKind.Workflow ? starts.Triggers() : [],
            Variables = variables,
            SometimesSet = [.. named.Except(variables.Select(variable => variable.Name), StringComparer.Ordinal).Except(jobs.SelectMany(job => job.Variables).Select(variable => variable.Name), StringComparer.Ordinal)],
            Reuses = [.. includes, .. reader.Parts],
            Jobs = jobs,
            SecretUses = texts.SecretUses,
            Credentials = texts.Credentials,
            HiddenTexts = [.. configuration.Files.SelectMany(written => HiddenTexts.In(written.Path, written.Document.Source))],
        };
    }

    private static Pipeline Unread(CiConfiguration configuration, PipelineKind kind, string why) => new()
    {
        Platform = Platform.GitLabCi,
        Path = configuration.Path,
        Kind = kind,
        CalledAs = [configuration.Path],
        Unreadable = why,
    };

    private static IEnumerable<(string? Name, YamlScalar Text)> Values(CiFile file) => file.Content is { } content ? WrittenValues.In(content) : [];

    // One place is told of once: what a job extends and does not exist is seen by whoever merges and by whoever checks.
    private static ImmutableArray<Problem> Problems(CiConfiguration configuration, StartReader starts, ImmutableArray<CiJob> running) =>
    [
        .. ConfigurationValidator.ValidateAll(configuration)
            .Concat(configuration.Problems)
            .Concat(starts.WorkflowProblems())
            .Concat(running.SelectMany(job => starts.ProblemsOf(job)))
            .Concat(configuration.Files.Where(file => file.Document is { Error: not null, IsTooLarge: false }).Select(file => new Problem(ProblemKind.Syntax, file.Document.Error!.Message, file.Document.Error.Span) { Effect = ProblemEffect.Rejected }))
            .DistinctBy(problem => problem.Span)
            .Take(MostProblems),
    ];

    // Whoever starts the pipeline says an input of its first file; of any other file it is whoever includes it.
    private static Provenance InputOf(CiFile file, PipelineKind kind, string name)
    {
        var input = ((file.Header?["spec"] as YamlMapping)?["inputs"] as YamlMapping)?[name] as YamlMapping;
        var origin = kind is PipelineKind.Workflow ? Origin.Contributor : Origin.Caller;
        var isFixed = input?["type"] is YamlScalar { Value: "number" or "boolean" } || input?["options"] is not null;
        var charset = isFixed ? Charset.Fixed : input?["regex"] is YamlScalar { Value: ['^', .., '$'] } ? Charset.Limited : Charset.Free;
        return new Provenance(origin, charset) { Sources = ["inputs." + name] };
    }
}
