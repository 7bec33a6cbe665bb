namespace PoPipeline.InToto.Metadata;

/// <summary>What signed metadata is wrapped in.</summary>
public enum EnvelopeKind
{
    /// <summary>The form of the first versions of in-toto: <c>signed</c> and <c>signatures</c>.</summary>
    Metablock,

    /// <summary>DSSE: a payload in Base64 with its type.</summary>
    Dsse,

    /// <summary>A bundle of sigstore, whose certificate needs a trust root that is not to be had here.</summary>
    SigstoreBundle,
}
