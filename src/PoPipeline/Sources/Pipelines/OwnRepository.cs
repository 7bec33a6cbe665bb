using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines;

/// <summary>
/// Tells which of the addresses that files name is the repository that they lie in, where no remote does: the one of which several files or folders are named, of which most lie here. One alone may
/// be called alike elsewhere.
/// </summary>
/// <param name="Address">The address, as <see cref="RepositoryAddress.Name"/> has it.</param>
/// <param name="Why">What shows it, as a clause.</param>
internal sealed record OwnRepository(string Address, string Why)
{
    private const int Fewest = 2;

    /// <summary>Finds it; null where a remote tells, and where nothing shows it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="named">The files and folders that are named, each with the address of its repository.</param>
    public static OwnRepository? Find(Repository repository, IEnumerable<NamedPath> named)
    {
        if (repository.Url is not null || !repository.IsListed)
        {
            return null;
        }

        OwnRepository? found = null;
        var most = 0;
        foreach (var group in named.Where(one => Plain(one.Path).Length > 0).GroupBy(one => one.Address, one => Plain(one.Path), StringComparer.OrdinalIgnoreCase))
        {
            var paths = group.Distinct(StringComparer.Ordinal).ToList();
            var here = paths.FindAll(path => Has(repository, path));
            if (here.Count >= Fewest && here.Count * 2 > paths.Count && here.Count >= most)
            {
                // Where two look alike, neither is known to be it.
                found = here.Count == most ? null : new OwnRepository(group.Key, $"'{here[0]}' and '{here[1]}' of it lie here");
                most = here.Count;
            }
        }

        return found;
    }

    /// <summary>The same reference, as one of the repository itself where it is one.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="address">The address of its repository.</param>
    public Reference Mark(Reference reference, string address) =>
        reference.Publisher is Publisher.Unknown && address.Equals(Address, StringComparison.OrdinalIgnoreCase) ? reference with { Publisher = Publisher.SameRepository, OwnBy = Why } : reference;

    private static bool Has(Repository repository, string path)
    {
        var index = repository.Files.BinarySearch(path + "/", StringComparer.Ordinal);
        return (~index < repository.Files.Length && index < 0 && repository.Files[~index].StartsWith(path + "/", StringComparison.Ordinal)) || repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0;
    }

    private static string Plain(string path) => string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
}
