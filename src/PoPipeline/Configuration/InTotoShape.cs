using System.Collections.Immutable;
using PoPipeline.InToto.Keys;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Configuration;

/// <summary>The part of <c>.popipeline.yml</c> that is about layouts of in-toto.</summary>
internal static class InTotoShape
{
    /// <summary>The value of <c>in-toto</c>.</summary>
    public static MappingShape<InTotoPolicy> Root { get; } = new(
        [
            new Key<InTotoPolicy, ImmutableArray<string>>(
                "keys",
                "The public keys, each of which must have signed every layout: in PEM, as JSON of securesystemslib, or 64 hexadecimal digits of Ed25519. Those of a change count once it is merged.",
                new ListShape<string>(new CheckedTextShape("public key that can be used", text => VerificationKey.Parse(text).IsValue(out _, out var fault) ? null : fault), ""),
                policy => policy.Keys,
                (policy, value) => policy with { Keys = value },
                Tighten.AddOnceMerged),
        ],
        new InTotoPolicy());
}
