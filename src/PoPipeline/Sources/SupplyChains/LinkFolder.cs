using System.Collections.Immutable;
using PoPipeline.InToto.Keys;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>A folder of links.</summary>
/// <param name="Folder">The folder, with <c>/</c> at its end; empty for the root.</param>
/// <param name="Layout">A layout that they are links of.</param>
internal sealed record LinkFolder(string Folder, LayoutFile Layout)
{
    /// <summary>
    /// Finds the folders of links, each before those in it. A link is of the nearest layout, in its folder or above, that has a step of its name and is signed, and of those
    /// that lie nearer and are not signed, which take nothing away. What none above has a step for is of whichever layout has one.
    /// </summary>
    /// <param name="files">The files of the tree.</param>
    /// <param name="layouts">The layouts.</param>
    /// <param name="keys">The keys that have to vouch for a layout.</param>
    public static ImmutableArray<LinkFolder> Of(ImmutableArray<string> files, ImmutableArray<LayoutFile> layouts, ImmutableArray<VerificationKey> keys)
    {
        HashSet<LinkFolder> folders = [];
        var signed = layouts.Where(layout => layout.IsSigned(keys)).ToHashSet();
        foreach (var link in InTotoFiles.PossibleLinks(files))
        {
            var found = layouts.Select(layout => layout.Names?.FolderOf(link) is { } folder ? new LinkFolder(folder, layout) : null).OfType<LinkFolder>().ToList();
            var above = found.FindAll(one => one.Folder.StartsWith(one.Layout.Folder, StringComparison.Ordinal));
            var nearest = above.Where(one => signed.Contains(one.Layout)).Select(one => one.Layout.Folder.Length).DefaultIfEmpty(0).Max();
            folders.UnionWith(above.Count == 0 ? found : above.FindAll(one => one.Layout.Folder.Length >= nearest));
        }

        return [.. folders.OrderBy(one => one.Folder, StringComparer.Ordinal).ThenBy(one => one.Layout.Path, StringComparer.Ordinal)];
    }
}
