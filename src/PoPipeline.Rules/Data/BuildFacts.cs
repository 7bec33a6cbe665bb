namespace PoPipeline.Rules.Data;

/// <summary>By which of its inputs a component is told how a build is cut off from the network, and what comes before and behind it.</summary>
public sealed record BuildFacts
{
    /// <summary>The input that cuts the build off where it is <c>true</c>; null where it builds nothing.</summary>
    public string? IsolatedBy { get; init; }

    /// <summary>Whether it is cut off where nothing is said.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>The input that names what is fetched before the build; null where nothing is.</summary>
    public string? FetchedBy { get; init; }

    /// <summary>The input by which what is fetched need not be what a lock file says.</summary>
    public string? ModeBy { get; init; }

    /// <summary>The input by which it is fetched past the registries that the platform looks after, where it is <c>false</c>.</summary>
    public string? ProxyBy { get; init; }

    /// <summary>The input that leaves out the checks of what was built, where it is <c>true</c>.</summary>
    public string? ChecksOffBy { get; init; }

    /// <summary>The input by which containers that the build starts get more rights, where it is <c>true</c>.</summary>
    public string? RightsBy { get; init; }

    /// <summary>The input that lists capabilities of such containers.</summary>
    public string? CapabilitiesBy { get; init; }
}
