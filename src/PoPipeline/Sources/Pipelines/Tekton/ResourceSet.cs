using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>The resources of a repository, by what they are called.</summary>
internal sealed class ResourceSet
{
    private static readonly string[] Kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private readonly Repository repository;
    private readonly ILookup<(string Kind, string Name), TektonResource> named;
    private readonly Lazy<HashSet<string>> files;
    private readonly Lazy<ILookup<string, TektonResource>> byFile;
    private readonly Lazy<Runs> runs;
    private readonly ImmutableArray<FetchedResources> fetched = [];

    /// <summary>Puts them in order.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="resources">All of them.</param>
    public ResourceSet(Repository repository, ImmutableArray<TektonResource> resources)
    {
        this.repository = repository;
        All = resources;
        files = new(() => repository.Files.ToHashSet(StringComparer.Ordinal));
        byFile = new(() => resources.ToLookup(resource => resource.Path, StringComparer.Ordinal));
        named = resources.Where(resource => resource.Name.Length > 0).ToLookup(resource => (resource.Kind, resource.Name));
        runs = new(() =>
        {
            var dynamic = resources.Where(resource => resource is { IsDynamic: true, Kind: "PipelineRun" }).ToImmutableArray();
            var remotes = RemoteTasks.Of(dynamic);
            return new Runs(!dynamic.IsEmpty, new FetchedResources(remotes, First), remotes.Files.Select(file => file.File.Name).ToHashSet(StringComparer.Ordinal));
        });
    }

    private ResourceSet(ResourceSet all, ImmutableArray<FetchedResources> fetched, bool isComplete)
    {
        repository = all.repository;
        named = all.named;
        files = all.files;
        byFile = all.byFile;
        runs = all.runs;
        All = all.All;
        IsComplete = isComplete;
        this.fetched = fetched;
    }

    /// <summary>The repository.</summary>
    public Repository Repository => repository;

    /// <summary>All of them, in the order of their files.</summary>
    public ImmutableArray<TektonResource> All { get; }

    /// <summary>Whether a task or pipeline that is not found is nowhere, so that nothing runs.</summary>
    public bool IsComplete { get; }

    /// <summary>The same resources as one of them sees them: Pipelines-as-Code puts into a run what its annotations fetch and what lies in its folder, and nothing else.</summary>
    /// <param name="resource">The one that looks.</param>
    /// <remarks>Source: https://pipelinesascode.com/docs/guide/resolver/: what it does not find is an error, whatever the cluster has.</remarks>
    public ResourceSet For(TektonResource resource)
    {
        if (resource is { Kind: "PipelineRun", IsDynamic: true } && EventReader.Starting.Any(name => EventReader.Annotation(resource, name) is not null))
        {
            var own = new FetchedResources(RemoteTasks.Of(resource), First);
            return new(this, [own], isComplete: !own.IsElsewhere);
        }

        // Whose annotations count for a pipeline that runs call is theirs to say.
        return resource.Kind is "Pipeline" && (resource.IsDynamic ? runs.Value.Are : runs.Value.Files.Contains(resource.Path))
            ? new(this, [new FetchedResources(RemoteTasks.Of(resource), First), runs.Value.Fetched], isComplete: false)
            : this;
    }

    /// <summary>The one with a name; null where there is none, or where several have it, since the cluster decides then.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    public TektonResource? Find(string kind, string name)
    {
        if (!IsInlined(kind))
        {
            return Only(kind, name);
        }

        foreach (var source in fetched)
        {
            if (source.Find(kind, name) is { } found)
            {
                return found;
            }
        }

        return named[(kind, name)].FirstOrDefault(found => found.IsDynamic) ?? (fetched.Length == 1 ? null : Only(kind, name));
    }

    /// <summary>What annotations have fetched from elsewhere by a name; null where nothing is called so there.</summary>
    /// <param name="name">The name.</param>
    public Reference? Fetched(string name) => fetched.Select(source => source.Named(name)).FirstOrDefault(found => found is not null);

    /// <summary>Why nobody knows what a name means, as a clause.</summary>
    /// <param name="kind">The kind of what is meant.</param>
    /// <param name="name">Its name.</param>
    public string WhyUnknown(string kind, string name) =>
        IsInlined(kind) && fetched.Any(source => source.IsElsewhere) ? "whether what its annotations fetch has it only that tells"
        : IsInlined(kind) && IsComplete ? "Pipelines-as-Code finds it neither in its folder nor by an annotation"
        : named[(kind, name)].Skip(1).Any() ? "several files have it, and which of them is meant only the cluster tells"
        : "it lies in the cluster, where it can be changed without a change here";

    /// <summary>Whether a file is in the repository.</summary>
    /// <param name="path">The file.</param>
    public bool HasFile(string path) => files.Value.Contains(path);

    /// <summary>The only one of its kind in a file; null where there is none, or more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">Its kind.</param>
    public TektonResource? In(string path, string kind) => byFile.Value[path].Where(resource => resource.Kind == kind).Take(2).ToList() is [var only] ? only : null;

    /// <summary>Whether any has a name.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    public bool Has(string kind, string name) => named.Contains((kind, name));

    /// <summary>Whether Kustomize may put a file together with others, so that it need not be whole.</summary>
    /// <param name="path">The file.</param>
    public bool IsPut(string path)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return path[folder.Length..].Contains("patch", StringComparison.OrdinalIgnoreCase)
            || folder.Split('/').Any(part => part is "base" or "bases" or "overlay" or "overlays" or "patch" or "patches" or "components")
            || Kustomizations.Any(name => files.Value.Contains(folder + name));
    }

    /// <summary>Whom one trusts who takes something from an address.</summary>
    /// <param name="address">The address of a repository, or <c>owner/name</c>.</param>
    public Publisher PublisherOf(string address)
    {
        if (repository.Owner is not { } owner)
        {
            return Publisher.Unknown;
        }

        var path = Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.AbsolutePath.Trim('/') : address;
        return !path.StartsWith(owner + "/", StringComparison.OrdinalIgnoreCase) ? Publisher.ThirdParty
            : path[(owner.Length + 1)..].Split('/')[0].Replace(".git", "", StringComparison.Ordinal).Equals(repository.Name, StringComparison.OrdinalIgnoreCase) ? Publisher.SameRepository
            : Publisher.SameOwner;
    }

    private bool IsInlined(string kind) => !fetched.IsEmpty && (kind is "Task" or "Pipeline");

    private TektonResource? Only(string kind, string name) => named[(kind, name)].Take(2).ToList() is [var only] ? only : null;

    // Of a file that an annotation fetches, the first document is all that is read.
    private TektonResource? First(string path, string kind) => byFile.Value[path].FirstOrDefault() is { } first && first.Kind == kind ? first : null;

    /// <summary>What others of the repository call a resource by.</summary>
    /// <param name="resource">The resource.</param>
    public static string TargetOf(TektonResource resource) => $"{resource.Path}#{resource.Key}";

    private sealed record Runs(bool Are, FetchedResources Fetched, HashSet<string> Files);
}
