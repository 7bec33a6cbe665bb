using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// The parts of a pipeline file that a place in it belongs to: all that is written there but the other jobs and the other steps, key by key, and
/// what the job can reach. Nothing in it knows a platform: the model says where jobs and steps stand.
/// </summary>
internal sealed class PipelineParts
{
    // For people alone: they change nothing of what runs.
    private static readonly FrozenSet<string> Names = new[] { "name", "run-name", "description" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Pipeline pipeline;
    private readonly YamlNode root;
    private readonly JobReach reach;
    private readonly CanonicalText canonical;
    private readonly FrozenDictionary<Region, Job> jobs;
    private readonly FrozenDictionary<Region, Step> steps;
    private readonly Dictionary<YamlNode, bool> holders = new(ReferenceEqualityComparer.Instance);

    public PipelineParts(Pipeline pipeline, YamlNode root, JobReach reach)
    {
        this.pipeline = pipeline;
        this.root = root;
        this.reach = reach;
        canonical = new CanonicalText(pipeline.Credentials);
        jobs = pipeline.Jobs.DistinctBy(job => job.Span).ToFrozenDictionary(job => job.Span);
        steps = pipeline.Jobs.SelectMany(job => job.Steps).DistinctBy(step => step.Span).ToFrozenDictionary(step => step.Span);
    }

    /// <summary>Adds the parts.</summary>
    /// <param name="parts">Receives them.</param>
    /// <param name="focus">The places that the finding is about.</param>
    /// <param name="prefix">What goes before each name.</param>
    public void Add(PartList parts, Focus focus, string prefix) => new Walk(this, parts, focus, prefix).Run();

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

    private sealed class Walk(PipelineParts file, PartList parts, Focus focus, string prefix)
    {
        private readonly List<Job> reached = [];

        public void Run()
        {
            Descend(file.root, "pipeline", "");
            foreach (var job in reached)
            {
                var before = job.Steps.TakeWhile(step => !focus.Touches(step.Span)).Count();
                foreach (var (name, lines) in JobReach.Of(file.pipeline, job, before == job.Steps.Length ? 0 : before))
                {
                    parts.Add($"{prefix}job '{job.Id}': {name}", CanonicalText.Of(lines));
                }
            }

            foreach (var (name, lines) in file.reach.CallersOf(file.pipeline))
            {
                parts.Add(prefix + name, CanonicalText.Of(lines));
            }
        }

        private void Descend(YamlNode node, string owner, string path)
        {
            switch (node)
            {
                case YamlMapping mapping:
                    Descend(mapping, owner, path);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items)
                    {
                        if (file.steps.TryGetValue(item.Span, out var step))
                        {
                            Add(item, step);
                        }
                        else if (file.Holds(item))
                        {
                            Descend(item, owner, path);
                        }
                        else
                        {
                            parts.Add($"{prefix}{owner}: '{path}'", file.canonical.Of(item, path));
                        }
                    }

                    break;
                default:
                    parts.Add($"{prefix}{owner}: '{path}'", file.canonical.Of(node, path));
                    break;
            }
        }

        private void Descend(YamlMapping mapping, string owner, string path)
        {
            // What a job inherits from the pipeline depends on the jobs, so they are looked at first.
            foreach (var entry in mapping.Entries.OrderByDescending(entry => file.Holds(entry.Value) || file.jobs.ContainsKey(entry.Key.Span)))
            {
                var key = path.Length == 0 ? entry.Key.Value : $"{path}/{entry.Key.Value}";
                if (file.jobs.TryGetValue(entry.Key.Span, out var job))
                {
                    if (focus.Touches(entry))
                    {
                        reached.Add(job);
                        Descend(entry.Value, $"job '{job.Id}'", "");
                    }
                }
                else if (file.Holds(entry.Value))
                {
                    Descend(entry.Value, owner, key);
                }
                else if (IsOf(entry))
                {
                    parts.Add($"{prefix}{owner}: '{key}'", file.canonical.Of(entry.Value, entry.Key.Value));
                }
            }
        }

        private void Add(YamlNode item, Step step)
        {
            if (!focus.Touches(item))
            {
                return;
            }

            var owner = $"{prefix}step '{step.Key}'";
            if (item is not YamlMapping mapping)
            {
                parts.Add(owner, file.canonical.Of(item, ""));
                return;
            }

            foreach (var entry in mapping.Entries.Where(IsOf))
            {
                parts.Add($"{owner}: '{entry.Key.Value}'", file.canonical.Of(entry.Value, entry.Key.Value));
            }
        }

        private bool IsOf(YamlEntry entry) => focus.Touches(entry) || !(Names.Contains(entry.Key.Value) || IsOverruled(entry));

        // A job that says itself what its token may do has nothing from the pipeline.
        private bool IsOverruled(YamlEntry entry) =>
            file.pipeline.Permissions is { } permissions && Focus.Touches(permissions.Span, entry.Value.Span)
            && reached.Count > 0 && reached.TrueForAll(job => job.Permissions is not null && !Focus.Touches(job.Permissions.Span, entry.Value.Span));
    }
}
