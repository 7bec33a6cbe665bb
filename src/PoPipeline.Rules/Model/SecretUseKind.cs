namespace PoPipeline.Rules.Model;

/// <summary>How a secret is used.</summary>
public enum SecretUseKind
{
    /// <summary>One secret, by its name.</summary>
    Named,

    /// <summary>Every secret at once: <c>toJSON(secrets)</c>.</summary>
    All,

    /// <summary>A secret whose name is computed, so that every secret must be handed over: <c>secrets[matrix.name]</c>.</summary>
    Computed,

    /// <summary>A part of a structured secret, which the log does not mask: <c>fromJSON(secrets.X).password</c>.</summary>
    Derived,

    /// <summary>Every secret that the caller has: <c>secrets: inherit</c>.</summary>
    Inherited,
}
