using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What annotations have fetched, with what of it lies in the repository.</summary>
/// <param name="remotes">What they say.</param>
/// <param name="first">The resource that a file begins with, where it is of a kind.</param>
internal sealed class FetchedResources(RemoteTasks remotes, Func<string, string, TektonResource?> first)
{
    private readonly Lazy<Dictionary<(string Kind, string Name), TektonResource>> found = new(() =>
    {
        var known = new Dictionary<(string, string), TektonResource>();
        foreach (var (kind, file) in remotes.Files)
        {
            if (first(file.Name, kind) is { } resource)
            {
                _ = known.TryAdd((kind, resource.Name), resource);
            }
        }

        return known;
    });

    /// <summary>Whether some of it lies at an address, which does not tell what is called how there; the hub calls each by its name.</summary>
    public bool IsElsewhere { get; } = remotes.Named.Values.Any(reference => reference.Kind is ReferenceKind.Task);

    /// <summary>The resource of the repository that is called so, by its own name.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    public TektonResource? Find(string kind, string name) => found.Value.GetValueOrDefault((kind, name));

    /// <summary>What lies elsewhere and is called so there.</summary>
    /// <param name="name">The name.</param>
    public Reference? Named(string name) => remotes.Named.GetValueOrDefault(name);
}
