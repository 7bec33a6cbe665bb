using System.Collections.Immutable;

namespace PoPipeline.InToto.Metadata;

/// <summary>What was done in a step: the command, what went in and what came out.</summary>
/// <param name="Name">The name of the step that it says it is of.</param>
/// <param name="Command">The command.</param>
/// <param name="Materials">What went in: the digests by the path. Digests are <c>sha256:…</c>, several in order with commas between them.</param>
/// <param name="Products">What came out, in the same way.</param>
/// <param name="ReturnValue">How the command ended; null where it is not said.</param>
public sealed record Link(
    string Name,
    ImmutableArray<string> Command,
    ImmutableDictionary<string, string> Materials,
    ImmutableDictionary<string, string> Products,
    int? ReturnValue)
{
    internal static Link Empty { get; } = new("", [], ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty, ReturnValue: null);
}
