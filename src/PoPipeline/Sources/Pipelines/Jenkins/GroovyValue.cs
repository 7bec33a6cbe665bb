using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>What is known of a value before the pipeline runs.</summary>
/// <param name="Provenance">Who controls it.</param>
/// <param name="Secrets">The secrets that it is made of.</param>
internal sealed record GroovyValue(Provenance Provenance, ImmutableArray<string> Secrets)
{
    /// <summary>A value that is written in the file.</summary>
    public static GroovyValue Constant { get; } = new(Provenance.Constant, []);

    /// <summary>A value of which nothing is known.</summary>
    public static GroovyValue Unknown { get; } = new(Provenance.Unknown, []);

    /// <summary>A secret, which those write who look after the server.</summary>
    /// <param name="name">Its name.</param>
    public static GroovyValue Secret(string name) => new(new Provenance(Origin.Maintainer, Charset.Free), [name]);

    /// <summary>A value that is one of the two, or made of both.</summary>
    public static GroovyValue Join(GroovyValue left, GroovyValue right) =>
        ReferenceEquals(left, right) || ReferenceEquals(right, Constant) ? left
        : ReferenceEquals(left, Constant) ? right
        : new(Provenance.Join(left.Provenance, right.Provenance), [.. left.Secrets.Union(right.Secrets, StringComparer.Ordinal)]);

    /// <summary>The same value when no more than this is left of what can be in it.</summary>
    public GroovyValue AtMost(Charset charset) => this with { Provenance = Provenance.AtMost(charset) };
}
