using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.SupplyChains;

/// <summary>A layout of in-toto: how a supply chain should look, and whether it is seen to have looked so. Whether it has expired is not in its state, which is the same at any time.</summary>
public sealed record SupplyLayout
{
    /// <summary>The file, relative to the root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>What verifying it came to.</summary>
    public required SupplyState State { get; init; }

    /// <summary>Why it does not verify, in sentences; empty where it does. Holds text of others.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where that is.</summary>
    public required Place Place { get; init; }

    /// <summary>From when on it holds no longer, or the first of the layouts that stand in place of its links, in whichever folder; null where it could not be read.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Where that stands.</summary>
    public Place ExpiresPlace { get; init; }

    /// <summary>What makes it weaker than it looks, in the order of the places, and then what its links have that should be known.</summary>
    public ImmutableArray<SupplyWeakness> Weaknesses { get; init; } = [];

    /// <summary>The steps for which links were found that hold.</summary>
    public ImmutableArray<SupplyStep> Steps { get; init; } = [];

    /// <summary>The inspections, which are never executed and whose rules are not judged.</summary>
    public ImmutableArray<string> NotExecuted { get; init; } = [];
}

/// <summary>What verifying a layout came to.</summary>
public enum SupplyState
{
    /// <summary>Whether it verifies is not known.</summary>
    Unknown,

    /// <summary>The policy has no key that could vouch for it.</summary>
    NoTrustRoot,

    /// <summary>It is signed by the keys of the policy, and its links lie elsewhere.</summary>
    SignedWithoutLinks,

    /// <summary>A signature, a link or a rule fails.</summary>
    Failed,

    /// <summary>All that is judged holds.</summary>
    Verified,
}

/// <summary>What makes a layout weaker than it looks.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">What, why it matters and what to do, in sentences. Holds text of others.</param>
public sealed record SupplyWeakness(SupplyWeaknessKind Kind, Place Place, string Text);

/// <summary>A step that is seen to have been done as the layout says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands in the layout.</param>
/// <param name="Threshold">How many must have done it.</param>
/// <param name="Counted">How many did, by links that hold.</param>
public sealed record SupplyStep(string Name, Place Place, int Threshold, int Counted);
