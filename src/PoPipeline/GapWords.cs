using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline;

/// <summary>Says what could not be looked at, for people: the subject of a gap is a name that stays the same, and reads like a path that there is not.</summary>
internal sealed class GapWords(Snapshot snapshot)
{
    private readonly Lazy<Dictionary<string, Pipeline>> pipelines = new(() =>
    {
        var known = new Dictionary<string, Pipeline>(StringComparer.Ordinal);
        foreach (var pipeline in snapshot.Pipelines)
        {
            _ = known.TryAdd(pipeline.Subject, pipeline);
        }

        return known;
    });

    /// <summary>Says it: <c>ci/test.yml:7, job 'test' of .gitlab-ci.yml: acme/image</c>. What is no part of a pipeline that was read stays as it is.</summary>
    public string Of(string subject, bool onlySettings)
    {
        var sign = subject.IndexOf('#', StringComparison.Ordinal);
        if (sign <= 0 || PipelineOf(subject) is not { } pipeline)
        {
            return subject;
        }

        var part = subject[pipeline.Subject.Length..];
        var home = pipeline.Member is null ? pipeline.Path : $"{pipeline.Path} ({pipeline.Member})";
        return onlySettings ? $"settings behind {home}"
            : JobOf(pipeline, part) is { } job ? OfJob(pipeline, home, job, part.Length > job.Id.Length ? part[(job.Id.Length + 1)..] : "")
            : $"{home}: {part}";
    }

    // Of a file with members, each of them is a pipeline, and their names may begin alike. Subjects of pipelines end where a part begins.
    private Pipeline? PipelineOf(string subject)
    {
        for (var end = subject.Length - 1; end > 0; end--)
        {
            if (subject[end - 1] is '#' or '/' && pipelines.Value.TryGetValue(subject[..end], out var pipeline))
            {
                return pipeline;
            }
        }

        return null;
    }

    private static Job? JobOf(Pipeline pipeline, string part) => pipeline.Jobs
        .Where(job => job.Id.Length > 0 && part.StartsWith(job.Id, StringComparison.Ordinal) && (part.Length == job.Id.Length || part[job.Id.Length] == '/'))
        .MaxBy(job => job.Id.Length);

    private static string OfJob(Pipeline pipeline, string home, Job job, string part)
    {
        var step = job.Steps.Where(step => part == step.Key || part.StartsWith($"{step.Key}/", StringComparison.Ordinal)).MaxBy(step => step.Key.Length);
        var span = step?.Span ?? job.Span;
        var of = span.Path == pipeline.Path && pipeline.Member is null ? "" : $" of {home}";
        return $"{span.Path}:{span.Region.StartLine}, job '{job.Id}'{of}{(part.Length > 0 ? $": {part}" : "")}";
    }
}
