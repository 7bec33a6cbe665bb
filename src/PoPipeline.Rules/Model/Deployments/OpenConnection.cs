namespace PoPipeline.Rules.Model.Deployments;

/// <summary>A connection that nothing protects.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">What says so, as written, without credentials.</param>
/// <param name="Span">Where it is written.</param>
public sealed record OpenConnection(OpenConnectionKind Kind, string Text, Place Span);

/// <summary>What protects a connection no more.</summary>
public enum OpenConnectionKind
{
    /// <summary>It is not encrypted.</summary>
    Plain,

    /// <summary>Neither the certificate nor the key of the server is checked.</summary>
    Unchecked,

    /// <summary>The tool itself is served so that nothing is encrypted, unless something before it does that.</summary>
    Served,

    /// <summary>The parts of the tool speak to each other so.</summary>
    Inner,

    /// <summary>It may be made so by whoever says what is deployed.</summary>
    Allowed,
}
