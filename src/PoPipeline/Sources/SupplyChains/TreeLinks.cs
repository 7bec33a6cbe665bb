using System.Collections.Immutable;
using System.Text;
using PoPipeline.InToto.Verifying;
using PoPipeline.Ledger;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>The links in a folder of the working tree.</summary>
/// <param name="tree">The working tree.</param>
/// <param name="files">Its files, in ordinal order.</param>
/// <param name="folder">The folder, with a slash at its end; empty for the root.</param>
internal sealed class TreeLinks(WorkingTree tree, ImmutableArray<string> files, string folder) : IMetadataFolder
{
    /// <summary>The path of a file of the folder, relative to the root; null where there is none.</summary>
    /// <param name="name">The path relative to the folder.</param>
    public string? PathOf(string name) => files.BinarySearch(folder + name, StringComparer.Ordinal) >= 0 ? folder + name : null;

    /// <inheritdoc/>
    public byte[]? Read(string name, int maximum)
    {
        if (PathOf(name) is not { } path)
        {
            return null;
        }

        var file = tree.Read(path);
        return file.Fault is { } fault ? throw new RefusedException(fault)
            : file.Size > maximum ? throw new RefusedException("it has too many bytes")
            : Encoding.UTF8.GetBytes(file.Text);
    }
}
