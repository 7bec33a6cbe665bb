using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What Pipelines-as-Code fetches for a run, as its annotations say.</summary>
/// <param name="Named">By the name that a task is used by.</param>
/// <param name="Unnamed">All of it, where it is written.</param>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/resolver/#remote-task-annotations.</remarks>
internal sealed record RemoteTasks(IReadOnlyDictionary<string, Reference> Named, ImmutableArray<Reference> Unnamed)
{
    private static readonly RemoteTasks None = new(FrozenDictionary<string, Reference>.Empty, []);

    /// <summary>Those of a resource.</summary>
    /// <param name="resource">The resource.</param>
    public static RemoteTasks Of(TektonResource resource)
    {
        if (resource.Annotations is not { } annotations)
        {
            return None;
        }

        var named = new Dictionary<string, Reference>(StringComparer.Ordinal);
        var all = ImmutableArray.CreateBuilder<Reference>();
        foreach (var entry in annotations.Entries)
        {
            if (entry.Value is not YamlScalar { IsNull: false } value || !IsFetching(entry.Key.Value))
            {
                continue;
            }

            foreach (var item in EventReader.Items(value.Value))
            {
                var at = value.Value.IndexOf(item, StringComparison.Ordinal);
                var reference = ReferenceReader.Annotated(item, at < 0 ? value.Span : value.PlaceOf(at, item.Length));
                all.Add(reference);
                _ = named.TryAdd(NameIn(item), reference with { Pin = Pin.Local, Immutable = true });
            }
        }

        return new RemoteTasks(named, all.DrainToImmutable());
    }

    private static bool IsFetching(string key) =>
        key.StartsWith(EventReader.Prefix, StringComparison.Ordinal) && key[EventReader.Prefix.Length..] is var name
        && (name is "task" or "pipeline" || (name.StartsWith("task-", StringComparison.Ordinal) && name.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0));

    // git-clone:0.9 and https://example.com/tasks/git-clone.yaml give the task git-clone.
    private static string NameIn(string item)
    {
        var last = item[(item.LastIndexOf('/') + 1)..];
        return last.Split(':')[0].Replace(".yaml", "", StringComparison.Ordinal).Replace(".yml", "", StringComparison.Ordinal);
    }
}
