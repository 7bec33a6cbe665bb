namespace PoPipeline.InToto.Metadata;

/// <summary>What an artifact rule does. Only <see cref="Disallow"/> and <see cref="Require"/> can fail; the others take artifacts out of the queue.</summary>
public enum ArtifactRuleKind
{
    /// <summary>Takes what another step has under the same name, with the same digests.</summary>
    Match,

    /// <summary>Takes what is a product and no material.</summary>
    Create,

    /// <summary>Takes what is a material and no product.</summary>
    Delete,

    /// <summary>Takes what is both, with different digests.</summary>
    Modify,

    /// <summary>Takes whatever has such a name.</summary>
    Allow,

    /// <summary>Fails where something of such a name is left.</summary>
    Disallow,

    /// <summary>Fails where nothing of exactly this name is left.</summary>
    Require,
}
