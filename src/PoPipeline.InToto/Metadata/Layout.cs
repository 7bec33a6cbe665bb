using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Metadata;

/// <summary>What a supply chain should look like: its steps, who may do them, and rules about what goes in and comes out.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Expires">From when on it holds no longer.</param>
/// <param name="ExpiresPlace">Where that stands.</param>
/// <param name="Readme">What it says to people.</param>
/// <param name="Keys">The keys of those who do the steps.</param>
/// <param name="Steps">The steps, in their order.</param>
/// <param name="Inspections">What is to be run to inspect the product. It never is.</param>
public sealed record Layout(
    Place Place,
    DateTimeOffset Expires,
    Place ExpiresPlace,
    string Readme,
    ImmutableArray<LayoutKey> Keys,
    ImmutableArray<LayoutStep> Steps,
    ImmutableArray<LayoutInspection> Inspections)
{
    private readonly Lazy<FrozenDictionary<string, LayoutKey>> byId = new(() => Keys.ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal));
    private readonly Lazy<FrozenSet<string>> names = new(() => Steps.Select(step => step.Name).Concat(Inspections.Select(inspection => inspection.Name)).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>A key by the id that the layout gives it; null where it has none of it.</summary>
    /// <param name="keyId">The id.</param>
    public LayoutKey? KeyOf(string keyId) => byId.Value.GetValueOrDefault(keyId);

    /// <summary>Whether a step or an inspection has a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => names.Value.Contains(name);
}

/// <summary>A key of a layout.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="KeyId">The id that the layout gives it.</param>
/// <param name="Key">The key; null where it cannot be used.</param>
/// <param name="Unsupported">Why it cannot be used, as a clause; null where it can.</param>
public sealed record LayoutKey(Place Place, string KeyId, VerificationKey? Key, string? Unsupported);

/// <summary>A step of a layout.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Threshold">How many people must have done it, each of whom signs a link.</param>
/// <param name="ThresholdPlace">Where that stands; where the step begins if it is not said.</param>
/// <param name="KeyIds">The ids of the keys that may sign.</param>
/// <param name="Materials">The rules about what goes in.</param>
/// <param name="Products">The rules about what comes out.</param>
/// <param name="ExpectedCommand">The command that it should be.</param>
/// <param name="CertificatesPlace">Where it lets certificates sign, which are not supported; null where it does not.</param>
public sealed record LayoutStep(
    Place Place,
    string Name,
    int Threshold,
    Place ThresholdPlace,
    ImmutableArray<PlacedKeyId> KeyIds,
    RuleList Materials,
    RuleList Products,
    ImmutableArray<string> ExpectedCommand,
    Place? CertificatesPlace);

/// <summary>The id of a key where it stands.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="KeyId">The id.</param>
public sealed record PlacedKeyId(Place Place, string KeyId);

/// <summary>An inspection of a layout: a command to be run, which never is, and rules about what it sees and leaves.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Run">The command.</param>
/// <param name="Materials">The rules about what is there before.</param>
/// <param name="Products">The rules about what is there behind it.</param>
public sealed record LayoutInspection(Place Place, string Name, ImmutableArray<string> Run, RuleList Materials, RuleList Products);
