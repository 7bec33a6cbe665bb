using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>Manifests that are known by their name alone: which packages they ask for is not read.</summary>
/// <param name="ecosystem">Whose they are.</param>
/// <param name="names">Their names, or their ends with the dot.</param>
internal sealed class UnreadManifest(Ecosystem ecosystem, params ImmutableArray<string> names) : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem { get; } = ecosystem;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        foreach (var known in names)
        {
            if (known is ['.', ..] ? name.EndsWith(known) : name.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file) => new() { Ecosystem = Ecosystem, NamesTool = true, IsUnread = true };
}
