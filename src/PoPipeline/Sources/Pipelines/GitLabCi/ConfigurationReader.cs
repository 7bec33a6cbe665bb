using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi.Merging;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads a file with all that it includes from the same repository, and merges it as GitLab does.</summary>
/// <remarks>
/// Sources: https://docs.gitlab.com/ci/yaml/includes/, and in https://gitlab.com/gitlab-org/gitlab lib/gitlab/ci/config/entry/jobs.rb and lib/gitlab/ci/config/external/file. Files come before <c>extends</c>, and that before <c>!reference</c>.
/// </remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class ConfigurationReader(GitLabFiles files)
{
    private const string Jobs = "jobs";
    private const string TooMuch = "what it includes, extends and refers to makes it larger than what PoPipeline puts together";

    private readonly MergeBudget whole = new(MergeBudget.MostOfRepository);

    /// <summary>How much was put together, counted in entries.</summary>
    public int Work => whole.Taken;

    /// <summary>How many files one configuration may include.</summary>
    public const int MostIncludes = 150;

    /// <summary>The keys at the top of a file that are no jobs.</summary>
    private static readonly ImmutableArray<string> TopKeys = ["default", "include", "pages:path_prefix", "spec", "stages", "types", "variables", "workflow", .. DefaultKeys.Global];

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The file that it starts with.</param>
    /// <param name="isPart">Whether others include the file, so that what it names may stand with them, and what it hides is for them.</param>
    /// <param name="isShared">Whether it is one of several that make one pipeline, so that what it names may stand in another.</param>
    public CiConfiguration Read(string path, bool isPart = false, bool isShared = false) => new Reading(files, whole, isPart, isShared).Read(path);

    /// <summary>Whether an entry at the top of a file is a job, hidden or not.</summary>
    /// <param name="key">Its key.</param>
    public static bool IsJob(string key) => !TopKeys.Contains(key, StringComparer.Ordinal);

    /// <summary>Whether an entry at the top of a file is a job, hidden or not: GitLab takes <c>default</c> and <c>workflow</c> for one where they hold what only a job does.</summary>
    /// <param name="entry">The entry.</param>
    public static bool IsJob(YamlEntry entry) => IsJob(entry.Key.Value)
        || entry is { Key.Value: "default" or "workflow", Value: YamlMapping mapping } && (mapping.Entry("script") ?? mapping.Entry("run") ?? mapping.Entry("trigger")) is not null;

    private sealed class Reading(GitLabFiles files, MergeBudget whole, bool isPart, bool isShared)
    {
        private readonly MergeBudget budget = new(MergeBudget.Most, whole);
        private readonly HashSet<(Place Place, string Location)> left = [];
        private readonly ImmutableArray<CiFile>.Builder read = ImmutableArray.CreateBuilder<CiFile>();
        private readonly ImmutableArray<CiInclude>.Builder outside = ImmutableArray.CreateBuilder<CiInclude>();
        private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();
        private readonly HashSet<string> seen = new(StringComparer.Ordinal);
        private readonly HashSet<string> open = new(StringComparer.Ordinal);
        private int includes;
        private bool isFull;
        private bool isPartial = isShared;

        // What is included without inputs has the defaults of its own.
        private static readonly YamlMapping NoInputs = new(Place.StartOf(""), [], isFlow: false);

        public CiConfiguration Read(string path)
        {
            var merge = new DeepMerge(budget);
            var root = File(path, inputs: null, merge) ?? new YamlMapping(Place.StartOf(path), [], isFlow: false);
            if (budget.IsSpent)
            {
                return Spent(path);
            }

            var isComplete = outside.Count == 0 && !isPartial && !isPart;
            var extended = new ExtendedJobs(root, isComplete, merge);
            var all = extended.All();
            var references = new References(all, isComplete, budget);
            var merged = references.All();
            if (budget.IsSpent)
            {
                return Spent(path);
            }

            problems.AddRange(extended.Problems);
            problems.AddRange(references.Problems);
            var written = root.Entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value as YamlMapping, StringComparer.Ordinal);
            var jobs = ImmutableArray.CreateBuilder<CiJob>();
            var globals = ImmutableArray.CreateBuilder<YamlEntry>();
            var defaults = DefaultKeys.Of(merged);
            var weights = new JobWeights(budget);
            var variables = (merged["variables"] as YamlMapping)?.Entries.Length ?? 0;
            foreach (var entry in merged.Entries)
            {
                if (!IsJob(entry))
                {
                    globals.Add(entry);
                    _ = weights.Take(entry.Value);
                }
                else if (entry.Value is YamlMapping keys)
                {
                    var job = new CiJob(entry.Key.Value, entry.Key.Span, written.GetValueOrDefault(entry.Key.Value) ?? keys, keys);
                    job = job.IsHidden ? job : job with { Keys = DefaultKeys.Into(keys, defaults) };
                    jobs.Add(job);

                    // A job that starts a pipeline hands on the variables of all jobs, and each job of a matrix has services of its own.
                    var shared = (job.Keys.Entry("trigger") is null ? 0 : variables) + (job.Keys["parallel"] is YamlMapping && job.Keys["services"] is YamlSequence services ? services.Items.Length * JobMatrix.MostJobs : 0);
                    if ((isPart || !job.IsHidden) && (!weights.Take(job.Keys) || !budget.Take(shared)))
                    {
                        return Spent(path);
                    }
                }
            }

            if (isComplete)
            {
                CheckVisible(path, merged);
            }

            if (!isPart)
            {
                CheckStarted(jobs);
            }

            return new CiConfiguration
            {
                Path = path,
                Files = read.ToImmutable(),
                Globals = new YamlMapping(merged.Span, globals.DrainToImmutable(), merged.IsFlow),
                Jobs = jobs.DrainToImmutable(),
                Outside = outside.ToImmutable(),
                IsPart = isPart,
                IsPartial = isPartial,
                Problems = problems.ToImmutable(),
            };
        }

        // What is no job at all is told of where it stands.
        private void CheckVisible(string path, YamlMapping merged)
        {
            var file = read[0];
            if (file.Content is null)
            {
                // A header with nothing behind it is as empty.
                if (file.Document.Root is null or YamlScalar { IsNull: true })
                {
                    problems.Add(new Problem(ProblemKind.Missing, "The file is empty, so that there is no pipeline", Place.StartOf(path)) { Effect = ProblemEffect.Rejected, Text = Jobs });
                }
            }
            else if (merged.Entries.All(entry => entry.Key.Value.StartsWith('.') || !IsJob(entry.Key.Value)))
            {
                var hidden = file.Content.Entries.FirstOrDefault(entry => entry.Key.Value.StartsWith('.'));
                problems.Add(new Problem(ProblemKind.Missing, hidden is null ? "There is no job" : "All jobs are hidden by a dot before their names, and there must be one that is not", hidden?.Key.Span ?? Place.StartOf(path)) { Effect = ProblemEffect.Rejected, Text = Jobs });
            }
        }

        // The job that starts a pipeline fails where there is nothing to start it with; where others include the file, it is their files that count.
        private void CheckStarted(IEnumerable<CiJob> jobs)
        {
            var told = new HashSet<Place>();
            foreach (var entry in jobs.Where(job => !job.IsHidden).SelectMany(job => IncludeEntry.Of((job.Keys["trigger"] as YamlMapping)?["include"])).Where(entry => entry.Kind is "local"))
            {
                var named = entry.Location.Value.TrimStart('/');
                if (!named.Contains('$', StringComparison.Ordinal) && !named.Contains('*', StringComparison.Ordinal) && told.Add(entry.Location.Span)
                    && files.Matching(named).IsEmpty && files.MayLack(named) is null)
                {
                    problems.Add(new Problem(ProblemKind.WorkflowCall, $"There is no file '{named}' to start a pipeline with, so that the job fails", entry.Location.Span) { Effect = ProblemEffect.Altered, Text = named });
                }
            }
        }

        // Of a part nothing can be said: what is missing in it may stand in the rest.
        private CiConfiguration Spent(string path) => new()
        {
            Path = path,
            Files = read.ToImmutable(),
            Globals = new YamlMapping(Place.StartOf(path), [], isFlow: false),
            Jobs = [],
            TooMuch = TooMuch,
        };

        // What a file says, on top of what it includes.
        private YamlMapping? File(string path, YamlMapping? inputs, DeepMerge merge)
        {
            if (!budget.Take(1))
            {
                return null;
            }

            var file = files.Read(path);
            if (seen.Add(path))
            {
                read.Add(file);
            }

            if (file.Content is not { } content)
            {
                isPartial |= file.Document.Error is not null;
                return null;
            }

            open.Add(path);
            var own = (YamlMapping)merge.Plain(Interpolated.Names(content, file.Header, inputs, budget));
            YamlMapping? below = null;
            foreach (var include in IncludeEntry.Of(own["include"]).TakeWhile(_ => budget.Take(1)))
            {
                foreach (var local in Followed(include))
                {
                    if (File(local, include.Inputs ?? NoInputs, merge) is { } included)
                    {
                        below = merge.Of(below, included);
                    }

                    CheckFilled(include, local);
                }
            }

            open.Remove(path);
            return merge.Of(below, own);
        }

        private ImmutableArray<string> Followed(IncludeEntry include)
        {
            if (include.OwnComponent is { } own)
            {
                return Files(include, [.. files.Matching($"templates/{own}.yml"), .. files.Matching($"templates/{own}/template.yml")]);
            }

            if (include.Kind is not "local")
            {
                Leave(include, include.Kind switch
                {
                    "project" => "it lies in another project",
                    "remote" => "it lies at an address of the network",
                    "template" => "it comes with GitLab",
                    "component" => "it is a component of another project",
                    _ => "a job of the same pipeline makes it",
                });
                return [];
            }

            var pattern = include.Location.Value.TrimStart('/');
            if (pattern.Contains('$', StringComparison.Ordinal))
            {
                Leave(include, "its path is only known when the pipeline runs");
                return [];
            }

            var found = files.Matching(pattern);
            if (files.IsSpent)
            {
                Leave(include, "there are more files to compare its path with than PoPipeline compares");
            }

            if (found.IsEmpty)
            {
                Missing(include, pattern);
            }

            return Files(include, found);
        }

        private ImmutableArray<string> Files(IncludeEntry include, ImmutableArray<string> found)
        {
            var followed = ImmutableArray.CreateBuilder<string>();
            foreach (var path in found)
            {
                if (open.Contains(path))
                {
                    problems.Add(new Problem(ProblemKind.WorkflowCall, path == include.Location.Span.Path ? "The file includes itself" : $"'{path}' includes this file in turn", include.Location.Span) { Text = path });
                }
                else if (includes >= MostIncludes)
                {
                    // Said once, whatever there is to come.
                    if (!isFull)
                    {
                        isFull = true;
                        problems.Add(new Problem(ProblemKind.WorkflowCall, $"A configuration may include up to {MostIncludes} files", include.Location.Span) { Effect = ProblemEffect.Rejected, Text = "includes" });
                    }

                    Leave(include, $"GitLab includes no more than {MostIncludes} files");
                    break;
                }
                else
                {
                    includes++;
                    followed.Add(path);
                }
            }

            return followed.DrainToImmutable();
        }

        // GitLab takes neither an empty file nor one of comments alone.
        private void CheckFilled(IncludeEntry include, string path)
        {
            if (!IsConditional(include) && !budget.IsSpent && files.Read(path) is { IsUnknown: false, Header: null, Document: { Error: null, Root: null or YamlScalar { IsNull: true } or YamlMapping { Entries.IsEmpty: true } } })
            {
                problems.Add(new Problem(ProblemKind.WorkflowCall, $"There is nothing in '{path}' to include", include.Location.Span) { Effect = ProblemEffect.Rejected, Text = path });
            }
        }

        private static bool IsConditional(IncludeEntry include) => include.Node is YamlMapping mapping && mapping.Entry("rules") is not null;

        private void Missing(IncludeEntry include, string pattern)
        {
            // A pattern may match nothing, and a condition may be false where nothing lies.
            var isConditional = IsConditional(include);
            if (!pattern.Contains('*', StringComparison.Ordinal) && files.MayLack(pattern) is { } why)
            {
                Leave(include, why);
            }
            else if (!pattern.Contains('*', StringComparison.Ordinal) && !isConditional)
            {
                problems.Add(new Problem(ProblemKind.WorkflowCall, $"There is no file '{pattern}' to include", include.Location.Span) { Effect = ProblemEffect.Rejected, Text = pattern });
                Leave(include, "it is not there");
            }
        }

        // A file that is included twice is left once.
        private void Leave(IncludeEntry include, string why)
        {
            if (left.Add((include.Location.Span, include.Location.Value)))
            {
                outside.Add(new CiInclude(include.Kind, include.Location, include.Node, why));
            }
        }
    }
}
