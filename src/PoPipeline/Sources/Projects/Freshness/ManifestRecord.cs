using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a manifest says that its lock file repeats.</summary>
internal sealed record ManifestRecord
{
    private ILookup<string, AskedRequest>? sharedByName;

    /// <summary>What the project itself is called; null where it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>What it asks for, whatever for.</summary>
    public ImmutableArray<AskedRequest> Asked { get; init; } = [];

    /// <summary>What it lays down for others to ask for by name: the dependencies of a workspace, catalogues.</summary>
    public ImmutableArray<AskedRequest> Shared { get; init; } = [];

    /// <summary>What is in <see cref="Shared"/>, by its name.</summary>
    public ILookup<string, AskedRequest> SharedByName => sharedByName ??= Shared.ToLookup(request => request.Name, StringComparer.Ordinal);

    /// <summary>Packages that it has taken in other versions than they are asked for.</summary>
    public FrozenSet<string> Changed { get; init; } = [];

    /// <summary>The digests that its lock file may hold, one for each generation of the tool; empty where none can be told.</summary>
    public ImmutableArray<string> Digests { get; init; } = [];

    /// <summary>Why there may be more digests than <see cref="Digests"/>, as a clause; null where there are none.</summary>
    public string? DigestDoubt { get; init; }

    /// <summary>Where most of it stands.</summary>
    public Region At { get; init; } = Region.Start;

    /// <summary>Why it cannot be compared, as a clause; null where it can.</summary>
    public string? Unknown { get; init; }
}
