using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sketches;

/// <summary>As much of a reader of GitLab CI as shows that the model takes one: jobs, an include that is followed, another that is reused, and rules.</summary>
internal static class GitLabSketch
{
    private static readonly string[] Keywords = ["include", "variables", "spec", "default", "stages"];

    public static Pipeline Read(string path, IReadOnlyDictionary<string, string> files)
    {
        var roots = YamlReader.ReadAll(path, files[path]).Roots;
        var root = roots[^1];
        var included = root.Items("include").Select(item => item.Word("local")?.Value).OfType<string>().SelectMany(local => JobsOf(YamlReader.Read(local, files[local]).Root));
        return new Pipeline
        {
            Platform = Platform.GitLabCi,
            Path = path,
            Kind = PipelineKind.Workflow,
            CalledAs = [path],
            Triggers = [Trigger("push", root.Span.Start, Origin.Contributor)],
            Reuses = [.. root.Items("include").Where(item => item.Word("project") is not null).Select(item => Nodes.Of(ReferenceKind.Include, item.Word("project")!, item.Word("ref")!))],
            Jobs = [.. JobsOf(root), .. included],
        };
    }

    private static IEnumerable<Job> JobsOf(YamlNode? root) =>
        (root as YamlMapping)?.Entries
            .Where(entry => entry.Value is YamlMapping && !Keywords.Contains(entry.Key.Value))
            .Select(entry => JobOf(entry.Key, entry.Value)) ?? [];

    private static Job JobOf(YamlScalar name, YamlNode job) => new()
    {
        Id = name.Value,
        Span = name.Span,
        Triggers = [.. job.Items("rules").Select(rule => rule.Word("if")).OfType<YamlScalar>().Select(OfRule)],
        Container = job.Word("image") is { } image ? new Container { Image = image.Image() } : null,
        Steps =
        [
            .. job.Items("script").OfType<YamlScalar>().Select((line, index) => new Step
            {
                Key = $"script/{index}",
                Span = line.Span,
                Checkout = index > 0 ? null : new Checkout { Span = name.Span, Ref = "$CI_COMMIT_SHA", Origin = IsForChanges(job) ? Origin.Outsider : Origin.Contributor, KeepsCredentials = false },
                Scripts = [line.Script("$[[", "]]", new Provenance(Origin.Caller, Charset.Free) { Sources = ["inputs"] })],
            }),
        ],
    };

    private static bool IsForChanges(YamlNode job) => job.Items("rules").Any(rule => rule.Word("if")?.Value.Contains("merge_request_event", StringComparison.Ordinal) == true);

    // A project may run pipelines of forks in itself, with its own variables.
    private static Trigger OfRule(YamlScalar condition) => condition.Value.Contains("merge_request_event", StringComparison.Ordinal)
        ? Trigger("merge_request_event", condition.Span, Origin.Outsider)
        : Trigger("push", condition.Span, Origin.Contributor);

    private static Trigger Trigger(string name, Place span, Origin by) => new() { Name = name, Span = span, StartedBy = by, Privileged = by is Origin.Outsider };
}
