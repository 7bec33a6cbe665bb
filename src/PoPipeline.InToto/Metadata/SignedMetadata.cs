using System.Collections.Immutable;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Metadata;

/// <summary>An envelope with what it holds: a layout, a link or a statement. That it was read does not say that anybody vouches for it.</summary>
public sealed class SignedMetadata
{
    private readonly byte[] signed;

    internal SignedMetadata(EnvelopeKind kind, ImmutableArray<MetadataSignature> signatures, byte[] signed, MetadataContent content)
    {
        this.signed = signed;
        Kind = kind;
        Signatures = signatures;
        Layout = content.Layout;
        Link = content.Link;
        Statement = content.Statement;
    }

    /// <summary>What it is wrapped in.</summary>
    public EnvelopeKind Kind { get; }

    /// <summary>The signatures.</summary>
    public ImmutableArray<MetadataSignature> Signatures { get; }

    /// <summary>The layout; null where it is none.</summary>
    public Layout? Layout { get; }

    /// <summary>The link, also where a statement says what a link does; null where it is none.</summary>
    public Link? Link { get; }

    /// <summary>The statement; null where it is none.</summary>
    public Statement? Statement { get; }

    /// <summary>What it is, with its article.</summary>
    public string What => Layout is not null ? "a layout" : Statement is not null ? "a statement" : "a link";

    /// <summary>Reads an envelope.</summary>
    /// <param name="text">The bytes of a file.</param>
    public static Reading<SignedMetadata> Read(ReadOnlyMemory<byte> text) => MetadataReader.Read(text);

    /// <summary>Reads a bundle: envelopes one behind another, on a line each (<c>*.intoto.jsonl</c>) or on several.</summary>
    /// <param name="text">The bytes of a file.</param>
    public static ImmutableArray<Reading<SignedMetadata>> ReadAll(ReadOnlyMemory<byte> text) => MetadataReader.ReadAll(text);

    /// <summary>The first good signature of a key; null where there is none. What an id says is a hint: signatures with an id of the key are looked at first.</summary>
    /// <param name="key">The key.</param>
    public MetadataSignature? SignatureOf(VerificationKey key) => SignatureOf(key, _ => { });

    internal MetadataSignature? SignatureOf(VerificationKey key, Action<int> spend)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Signatures.Where(signature => signature.Unsupported is null)
            .OrderByDescending(signature => key.Has(signature.KeyId))
            .FirstOrDefault(signature =>
            {
                spend(key.Cost + (signed.Length / Limits.HashedPerTry));
                return key.Verify(signed, signature.Value);
            });
    }
}

/// <summary>What an envelope holds, one of these.</summary>
/// <param name="Layout">A layout.</param>
/// <param name="Link">A link.</param>
/// <param name="Statement">A statement.</param>
internal sealed record MetadataContent(Layout? Layout, Link? Link, Statement? Statement);
