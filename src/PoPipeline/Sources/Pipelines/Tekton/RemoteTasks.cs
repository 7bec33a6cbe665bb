using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What Pipelines-as-Code fetches for a run, as its annotations say.</summary>
/// <param name="Fetched">All of it, where it is written.</param>
/// <param name="Files">The files of the repository among it, with the kind of what each holds: <c>Task</c> or <c>Pipeline</c>.</param>
/// <param name="Named">What lies elsewhere, by the name that its address or the hub calls it; what it is called itself stands where it lies.</param>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/resolver/#remote-task-annotations.</remarks>
internal sealed record RemoteTasks(ImmutableArray<Reference> Fetched, ImmutableArray<(string Kind, Reference File)> Files, IReadOnlyDictionary<string, Reference> Named)
{
    /// <summary>Of a resource that has none fetched.</summary>
    public static RemoteTasks None { get; } = new([], [], FrozenDictionary<string, Reference>.Empty);

    /// <summary>Those of a resource.</summary>
    /// <param name="resource">The resource.</param>
    public static RemoteTasks Of(TektonResource resource) => Of([resource]);

    /// <summary>Those of several together, the first of each name.</summary>
    /// <param name="resources">The resources.</param>
    public static RemoteTasks Of(IEnumerable<TektonResource> resources)
    {
        var named = new Dictionary<string, Reference>(StringComparer.Ordinal);
        var all = ImmutableArray.CreateBuilder<Reference>();
        var files = ImmutableArray.CreateBuilder<(string, Reference)>();
        foreach (var entry in resources.SelectMany(resource => resource.Annotations?.Entries ?? []))
        {
            if (entry.Value is not YamlScalar { IsNull: false } value || KindOf(entry.Key.Value) is not { } kind)
            {
                continue;
            }

            foreach (var reference in Items(value))
            {
                all.Add(reference);
                if (reference.Pin is Pin.Local)
                {
                    files.Add((kind, reference));
                }
                else
                {
                    _ = named.TryAdd(NameIn(reference.Text), reference with { Pin = Pin.Local, Immutable = true });
                }
            }
        }

        return all.Count == 0 ? None : new RemoteTasks(all.DrainToImmutable(), files.DrainToImmutable(), named);
    }

    private static IEnumerable<Reference> Items(YamlScalar value)
    {
        var after = 0;
        foreach (var item in EventReader.Items(value.Value))
        {
            var at = value.Value.IndexOf(item, after, StringComparison.Ordinal);
            after = at < 0 ? after : at + item.Length;
            yield return ReferenceReader.Annotated(item, at < 0 ? value.TextSpan : value.PlaceOf(at, item.Length));
        }
    }

    private static string? KindOf(string key) =>
        !key.StartsWith(EventReader.Prefix, StringComparison.Ordinal) ? null
        : key[EventReader.Prefix.Length..] is var name && name is "pipeline" ? "Pipeline"
        : name is "task" || (name.StartsWith("task-", StringComparison.Ordinal) && name.Length > 5 && name.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0) ? "Task"
        : null;

    // git-clone:0.9 and https://example.com/tasks/git-clone.yaml give the task git-clone.
    private static string NameIn(string item)
    {
        var last = item[(item.LastIndexOf('/') + 1)..];
        return last.Split(':')[0].Replace(".yaml", "", StringComparison.Ordinal).Replace(".yml", "", StringComparison.Ordinal);
    }
}
