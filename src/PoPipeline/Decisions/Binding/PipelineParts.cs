using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// The parts of a pipeline file that a place in it belongs to: all that is written there but the other jobs and the other steps, key by key, and
/// what the job can reach. Nothing in it knows a platform: the model says where jobs and steps stand.
/// </summary>
/// <remarks>A file may have a finding in each of its lines, so what is not about one place alone is made once.</remarks>
internal sealed class PipelineParts
{
    // For people alone: they change nothing of what runs.
    private static readonly FrozenSet<string> Names = new[] { "name", "run-name", "description" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Pipeline pipeline;
    private readonly CanonicalText canonical;
    private readonly NodePlaces places = new();
    private readonly Dictionary<Place, Job> jobs = [];
    private readonly Dictionary<Place, Step> steps = [];
    private readonly Dictionary<YamlNode, bool> holders = new(ReferenceEqualityComparer.Instance);
    private readonly Section file;
    private readonly ImmutableArray<NamedText> callers;

    public PipelineParts(Pipeline pipeline, ImmutableArray<YamlNode> roots, JobReach reach)
    {
        this.pipeline = pipeline;
        canonical = new CanonicalText(pipeline.Credentials);
        foreach (var job in pipeline.Jobs)
        {
            _ = jobs.TryAdd(job.Span, job);
            foreach (var step in job.Steps)
            {
                _ = steps.TryAdd(step.Span, step);
            }
        }

        file = new Section(this, roots, "pipeline");
        callers = NamedText.Bounded("callers", Texts(reach.CallersOf(pipeline), ""));
    }

    /// <summary>Adds the parts.</summary>
    /// <param name="parts">Receives them.</param>
    /// <param name="regions">The places that the finding is about.</param>
    /// <param name="prefix">What goes before each name.</param>
    public void Add(PartList parts, ImmutableArray<Region> regions, string prefix)
    {
        // What a job inherits from the pipeline depends on the jobs, so they are looked at first.
        var reached = At(file.Jobs, regions);
        foreach (var job in reached)
        {
            // A job that is read from an alias has the steps of the other one, so a step alone does not say whose it is.
            var owner = reached.Count > 1 ? $"{prefix}{Named("job", job.Job.Id)}: " : prefix;
            var touched = Steps(parts, job.Section, regions, owner);
            Add(parts, job.Section, regions, prefix, []);
            foreach (var (name, text) in job.ReachBefore(touched))
            {
                parts.Add(prefix + name, text);
            }
        }

        _ = Steps(parts, file, regions, prefix);
        Add(parts, file, regions, prefix, reached);
        foreach (var (name, text) in callers)
        {
            parts.Add(prefix + name, text);
        }
    }

    // The number of steps before the first one that is touched; none where none is.
    private int Steps(PartList parts, Section section, ImmutableArray<Region> regions, string prefix)
    {
        var touched = At(section.Steps, regions);
        foreach (var step in touched)
        {
            Add(parts, step.Section, regions, prefix, []);
        }

        return touched.Count == 0 ? 0 : touched[0].Order;
    }

    private void Add(PartList parts, Section section, ImmutableArray<Region> regions, string prefix, IReadOnlyList<JobPart> reached)
    {
        foreach (var (name, text) in section.Bound)
        {
            parts.Add(prefix + name, text);
        }

        foreach (var part in section.Unlike)
        {
            if (part.Places.Any(place => regions.Any(place.Touches)) || !(part.IsName || IsOverruled(part, reached)))
            {
                parts.Add(prefix + part.Text.Name, part.Text.Text);
            }
        }
    }

    // A job that says itself what its token may do has nothing from the pipeline.
    private bool IsOverruled(UnlikePart part, IReadOnlyList<JobPart> reached) =>
        IsPermissions(part.Value) && reached.Count > 0
        && reached.All(job => job.Job.Permissions is { } own && !own.Span.Touches(part.Value));

    private bool IsPermissions(Place value) => pipeline.Permissions is { } permissions && permissions.Span.Touches(value);

    private bool Holds(YamlNode node)
    {
        if (!holders.TryGetValue(node, out var holds))
        {
            holders.Add(node, holds = steps.ContainsKey(node.Span) || node switch
            {
                YamlMapping mapping => mapping.Entries.Any(entry => jobs.ContainsKey(entry.Key.Span) || Holds(entry.Value)),
                YamlSequence sequence => sequence.Items.Any(Holds),
                _ => false,
            });
        }

        return holds;
    }

    private static List<T> At<T>(SpanIndex<T> index, ImmutableArray<Region> regions)
        where T : IOrdered
    {
        var found = new HashSet<T>();
        foreach (var region in regions)
        {
            found.UnionWith(index.At(region));
        }

        return [.. found.OrderBy(part => part.Order)];
    }

    private static List<(string Name, string Text)> Texts(IEnumerable<JobFact> facts, string prefix)
    {
        var texts = new List<(string, string)>();
        foreach (var fact in facts)
        {
            texts.Add((prefix + fact.Name, CanonicalText.Of(fact.Lines)));
        }

        return texts;
    }

    private static string Named(string kind, string name) => $"{kind} {Quoted(name)}";

    // A name of others must not end where it says.
    private static string Quoted(string name) => $"'{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private interface IOrdered
    {
        int Order { get; }
    }

    private sealed record UnlikePart(NamedText Text, ImmutableArray<Region> Places, Place Value, bool IsName);

    private sealed class StepPart(PipelineParts parts, YamlNode node, Step step, int order) : IOrdered
    {
        private Section? section;

        public int Order => order;

        public Section Section => section ??= new Section(parts, [node], Named("step", step.Key));
    }

    private sealed class JobPart(PipelineParts parts, YamlNode node, Job job, int order) : IOrdered
    {
        // The steps after which what is in reach is another.
        private readonly ImmutableArray<int> turns = Turns(job);
        private readonly Dictionary<int, ImmutableArray<NamedText>> reach = [];
        private Section? section;

        public int Order => order;

        public Job Job => job;

        public Section Section => section ??= new Section(parts, [node], Named("job", job.Id));

        public ImmutableArray<NamedText> ReachBefore(int step)
        {
            var count = turns.Length > PartList.Most ? turns.Length : turns.Count(turn => turn < step);
            if (!reach.TryGetValue(count, out var found))
            {
                var before = count == 0 ? 0 : turns[count - 1] + 1;
                reach.Add(count, found = NamedText.Bounded(Named("job", job.Id), Texts(JobReach.Of(parts.pipeline, job, before), $"{Named("job", job.Id)}: ")));
            }

            return found;
        }

        private static ImmutableArray<int> Turns(Job job)
        {
            var changes = ImmutableArray.CreateBuilder<int>();
            for (var i = 0; i < job.Steps.Length; i++)
            {
                if (JobReach.IsChangedBy(job.Steps[i]))
                {
                    changes.Add(i);
                }
            }

            return changes.DrainToImmutable();
        }
    }

    /// <summary>What is written at one level, apart from the jobs or steps in it.</summary>
    private sealed class Section
    {
        private readonly PipelineParts parts;
        private readonly string owner;
        private readonly List<(string Name, string Text)> bound = [];
        private readonly List<UnlikePart> unlike = [];
        private readonly List<Spanned<JobPart>> jobs = [];
        private readonly List<Spanned<StepPart>> steps = [];
        private int count;

        public Section(PipelineParts parts, ImmutableArray<YamlNode> nodes, string owner)
        {
            this.parts = parts;
            this.owner = owner;
            foreach (var node in nodes)
            {
                Read(node, "");
            }

            Bound = NamedText.Bounded(owner, bound);
            Jobs = new SpanIndex<JobPart>(jobs);
            Steps = new SpanIndex<StepPart>(steps);
        }

        /// <summary>What belongs to every place of the level.</summary>
        public ImmutableArray<NamedText> Bound { get; }

        /// <summary>What belongs to some places of it only.</summary>
        public IEnumerable<UnlikePart> Unlike => unlike;

        /// <summary>The jobs, where they stand.</summary>
        public SpanIndex<JobPart> Jobs { get; }

        /// <summary>The steps, where they stand.</summary>
        public SpanIndex<StepPart> Steps { get; }

        private void Read(YamlNode node, string path)
        {
            switch (node)
            {
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        Read(entry, path.Length == 0 ? Escaped(entry.Key.Value) : $"{path}/{Escaped(entry.Key.Value)}");
                    }

                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items)
                    {
                        Item(item, path);
                    }

                    break;
                default:
                    bound.Add((NameOf(path), parts.canonical.Of(node, path)));
                    break;
            }
        }

        private void Read(YamlEntry entry, string path)
        {
            if (parts.jobs.TryGetValue(entry.Key.Span, out var job))
            {
                var part = new JobPart(parts, entry.Value, job, count++);
                foreach (var place in parts.places.Of(entry))
                {
                    jobs.Add(new Spanned<JobPart>(place, part));
                }
            }
            else if (parts.Holds(entry.Value))
            {
                Read(entry.Value, path);
            }
            else if (unlike.Count < PartList.Most && (Names.Contains(entry.Key.Value) || parts.IsPermissions(entry.Value.Span)))
            {
                var text = new NamedText(NameOf(path), PartList.TextOf(parts.canonical.Of(entry.Value, entry.Key.Value)));
                unlike.Add(new UnlikePart(text, parts.places.Of(entry), entry.Value.Span, Names.Contains(entry.Key.Value)));
            }
            else
            {
                bound.Add((NameOf(path), parts.canonical.Of(entry.Value, entry.Key.Value)));
            }
        }

        private void Item(YamlNode item, string path)
        {
            if (parts.steps.TryGetValue(item.Span, out var step))
            {
                var part = new StepPart(parts, item, step, count++);
                foreach (var place in parts.places.Of(item))
                {
                    steps.Add(new Spanned<StepPart>(place, part));
                }
            }
            else if (parts.Holds(item))
            {
                Read(item, path);
            }
            else
            {
                bound.Add((NameOf(path), parts.canonical.Of(item, path)));
            }
        }

        private string NameOf(string path) => path.Length == 0 ? owner : $"{owner}: {Quoted(path)}";

        private static string Escaped(string key) => key.Replace("/", "\\/", StringComparison.Ordinal);
    }
}
