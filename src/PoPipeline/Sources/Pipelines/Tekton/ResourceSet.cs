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
    private ILookup<string, TektonResource>? byFile;

    /// <summary>Puts them in order.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="resources">All of them.</param>
    public ResourceSet(Repository repository, ImmutableArray<TektonResource> resources)
    {
        this.repository = repository;
        All = resources;
        files = new(() => repository.Files.ToHashSet(StringComparer.Ordinal));
        named = resources.Where(resource => resource.Name.Length > 0).ToLookup(resource => (resource.Kind, resource.Name));
    }

    /// <summary>The repository.</summary>
    public Repository Repository => repository;

    /// <summary>All of them, in the order of their files.</summary>
    public ImmutableArray<TektonResource> All { get; }

    /// <summary>The one with a name; null where there is none, or where several have it, since the cluster decides then.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    public TektonResource? Find(string kind, string name) => named[(kind, name)].Take(2).ToList() is [var only] ? only : null;

    /// <summary>The only one of its kind in a file; null where there is none, or more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">Its kind.</param>
    public TektonResource? In(string path, string kind) => (byFile ??= All.ToLookup(resource => resource.Path, StringComparer.Ordinal))[path].Where(resource => resource.Kind == kind).Take(2).ToList() is [var only] ? only : null;

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

    /// <summary>What others of the repository call a resource by.</summary>
    /// <param name="resource">The resource.</param>
    public static string TargetOf(TektonResource resource) => $"{resource.Path}#{resource.Key}";
}
