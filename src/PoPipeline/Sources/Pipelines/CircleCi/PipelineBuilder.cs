using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.CircleCi.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Turns a configuration, or an orb, into the model that all platforms share: a pipeline a workflow, and one for what is of none.</summary>
/// <param name="repository">The repository.</param>
/// <param name="included">The text of a file that an orb's source includes, by who includes it and its path; null where there is none.</param>
/// <param name="continues">The pipeline of this repository that a file starts, by its path; null where it is none.</param>
/// <param name="ownOrb">The orb that the repository itself is the source of; null where there is none.</param>
internal sealed class PipelineBuilder(Repository repository, Func<string, string, SourceFile?> included, Func<string, string?> continues, Func<YamlMapping?> ownOrb)
{
    // A job that runs where a configuration has no workflow.
    private const string OnlyJob = "build";

    /// <summary>Reads a configuration, or an orb.</summary>
    /// <param name="files">Its files, the first one first.</param>
    /// <param name="content">What they hold together; null where they hold nothing.</param>
    /// <param name="kind">Whether it starts runs, or others take parts of it.</param>
    public ImmutableArray<Pipeline> Read(ImmutableArray<ConfigFile> files, YamlMapping? content, PipelineKind kind)
    {
        var file = files[0];
        if (files.FirstOrDefault(one => one.Document.Error is not null) is { } broken)
        {
            var error = broken.Document.Error!;
            var isTemplate = !broken.Document.IsTooLarge && TemplateMarks.AreIn(broken.Document.Source);
            return [Unread(file, kind, isTemplate ? "it is a template, whose marks something else fills in before it is YAML" : error.AsClause) with
            {
                Problems = broken.Document.IsTooLarge || isTemplate ? [] : [new Problem(ProblemKind.Syntax, error.Message, error.Span) { Effect = ProblemEffect.Rejected }],
            }];
        }

        var texts = new TextResolver(included);
        var references = new ReferenceReader(repository, texts);
        var library = new Library(content, hasMarks: kind is PipelineKind.Action || HasMarks(content?["version"]), references, ownOrb);
        var logic = new Logic(texts);
        var budget = new ReadingBudget();
        var jobs = new JobReader(texts, references, new StepExpander(logic, budget), budget, continues);
        var secrets = new JobFindings();
        var scope = new Scope(library, Scope.None);
        var pipeline = new Pipeline
        {
            Platform = Platform.CircleCi,
            Path = file.Path,
            Kind = kind,
            CalledAs = [file.Path],
        };
        var members = ImmutableArray.CreateBuilder<Pipeline>();
        ImmutableArray<Job> own = [];
        if (kind is PipelineKind.Action)
        {
            own = Offered(library, jobs, secrets);
        }
        else if (Workflows(content) is { IsEmpty: false } workflows)
        {
            var reader = new WorkflowReader(jobs, texts, logic);
            foreach (var workflow in workflows)
            {
                var used = new JobFindings();
                var (read, triggers) = reader.Read(workflow, scope, used);
                members.Add(pipeline with { Member = workflow.Key.Value, Triggers = triggers, Jobs = read, SecretUses = used.Uses, Reuses = used.Continued });
            }
        }
        else if (library.Jobs is { } all)
        {
            own = [.. (all.Entry(OnlyJob) is { } only ? [only] : all.Entries).Select(entry => jobs.Alone(new Part(library, entry, Orb: null), secrets))];
            pipeline = pipeline with { Triggers = [new Trigger { Name = "push", Span = own.FirstOrDefault()?.Span ?? Place.StartOf(file.Path), StartedBy = Origin.Contributor, Privileged = true, Occasion = Occasion.Push }] };
        }

        if (budget.IsSpent)
        {
            return [Unread(file, kind, $"its commands call each other so often that there are more than the {ReadingBudget.MostSteps} steps, or the {ReadingBudget.MostCharacters} characters of scripts, that PoPipeline reads")];
        }

        var credentials = new CredentialTexts();
        foreach (var one in files)
        {
            WrittenTexts.Mask(one.Root, credentials);
        }

        return
        [
            pipeline with
            {
                Reuses = [.. OrbsOf(library), .. secrets.Continued],
                Jobs = own,
                SecretUses = secrets.Uses,
                Credentials = credentials.Found,
                Problems = new Validator(files, content, library, kind, texts, (from, path) => included(from, path) is not null).Problems(),
                HiddenTexts = [.. files.SelectMany(one => HiddenTexts.In(one.Path, one.Document.Source))],
            },
            .. members,
        ];
    }

    /// <summary>Whether a configuration of this version puts parameters into texts.</summary>
    /// <param name="version">What stands under <c>version</c>.</param>
    public static bool HasMarks(YamlNode? version) => version is YamlScalar { Value: not ("2" or "2.0") };

    /// <summary>The workflows of a configuration.</summary>
    /// <param name="content">The configuration.</param>
    public static ImmutableArray<YamlEntry> Workflows(YamlMapping? content) =>
        [.. ((content?["workflows"] as YamlMapping)?.Entries ?? []).Where(entry => entry.Key.Value is not "version" && entry.Value is YamlMapping)];

    private static IEnumerable<Reference> OrbsOf(Library library)
    {
        foreach (var orb in library.Orbs.Values)
        {
            if (orb.Reference is { } reference)
            {
                yield return reference;
            }

            foreach (var inner in orb.Inline is { } inline ? OrbsOf(inline) : [])
            {
                yield return inner;
            }
        }
    }

    // What others take: each job, and each command, which runs within a job of theirs.
    private static ImmutableArray<Job> Offered(Library library, JobReader jobs, JobFindings secrets)
    {
        var offered = ImmutableArray.CreateBuilder<Job>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in library.Jobs?.Entries ?? [])
        {
            if (names.Add(entry.Key.Value))
            {
                offered.Add(jobs.Offered(new Part(library, entry, Orb: null), entry.Key.Value, secrets));
            }
        }

        foreach (var entry in library.Commands?.Entries ?? [])
        {
            var id = names.Contains(entry.Key.Value) ? $"commands/{entry.Key.Value}" : entry.Key.Value;
            if (names.Add(id))
            {
                // The machine is that of whoever calls it.
                offered.Add(jobs.Offered(new Part(library, entry, Orb: null), id, secrets) with { Runner = null });
            }
        }

        return offered.DrainToImmutable();
    }

    private static Pipeline Unread(ConfigFile file, PipelineKind kind, string why) => new()
    {
        Platform = Platform.CircleCi,
        Path = file.Path,
        Kind = kind,
        CalledAs = [file.Path],
        Unreadable = why,
    };
}
