using System.Collections.Immutable;
using System.Text;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>A file that is judged as a layout.</summary>
/// <param name="path">The file, relative to the root.</param>
/// <param name="text">Its bytes.</param>
/// <param name="metadata">What it holds; null where that cannot be read.</param>
internal sealed class LayoutFile(string path, byte[] text, SignedMetadata? metadata)
{
    private readonly LinkNames? names = metadata?.Layout is { } layout ? new LinkNames(layout) : null;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Its bytes.</summary>
    public byte[] Text => text;

    /// <summary>The folder that it lies in, with <c>/</c> at its end; empty for the root.</summary>
    public string Folder { get; } = path[..(path.LastIndexOf('/') + 1)];

    /// <summary>The layout; null where it holds none.</summary>
    public Layout? Layout => metadata?.Layout;

    /// <summary>What its links are called; null where it holds no layout.</summary>
    public LinkNames? Names => names;

    /// <summary>Reads a file; null where it holds something else of in-toto that it may well hold by its name.</summary>
    /// <param name="file">The file.</param>
    public static LayoutFile? Of(SourceFile file)
    {
        var text = Encoding.UTF8.GetBytes(file.Text);
        var metadata = SignedMetadata.Read(text).Value;
        return metadata is { Layout: null } && !InTotoFiles.IsNamedLayout(file.Path) ? null : new LayoutFile(file.Path, text, metadata);
    }

    /// <summary>Whether all keys vouch for it. What nobody vouches for takes no links away from another layout.</summary>
    /// <param name="keys">The keys.</param>
    public bool IsSigned(ImmutableArray<VerificationKey> keys) => metadata is { Layout: not null } read && keys.All(key => read.SignatureOf(key) is not null);
}
