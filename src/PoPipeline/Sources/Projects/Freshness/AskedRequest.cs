using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a manifest asks for, as far as its lock file repeats it.</summary>
/// <param name="Name">The package, as the ecosystem compares names.</param>
/// <param name="Requirement">Which versions; null where that is not written as text, or comes from elsewhere.</param>
/// <param name="At">Where it is written.</param>
internal readonly record struct AskedRequest(string Name, string? Requirement, Region At)
{
    /// <summary>The package, as the manifest writes it.</summary>
    public string Written { get; init; } = Name;

    /// <summary>Whether <see cref="Name"/> is what the workspace calls it, and all else stands there.</summary>
    public bool IsOfWorkspace { get; init; }

    /// <summary>Whether the lock file may leave it out: it is for some systems only, or for those who install the package.</summary>
    public bool MayBeLeftOut { get; init; }
}
