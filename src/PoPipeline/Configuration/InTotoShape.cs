using System.Collections.Immutable;
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
                new ListShape<string>(new PublicKeyShape(), ""),
                policy => policy.Keys,
                (policy, value) => policy with { Keys = value },
                new Demand<ImmutableArray<string>>(
                    Tighten.Add.Extend,
                    (old, own) => old.Except(own, StringComparer.Ordinal).FirstOrDefault() is { } missing ? (old, $"the branch lists '{Short(missing)}', the tree does not") : (old, null))),
        ],
        new InTotoPolicy());

    private static string Short(string key)
    {
        const int Longest = 80;
        var line = key.ReplaceLineEndings(" ");
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }
}
