using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A build that a pipeline makes, and how far it is cut off from what no lock file names.</summary>
public sealed record Build
{
    /// <summary>What is built, or the job that builds it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it can reach the network while it runs.</summary>
    public required BuildIsolation Isolation { get; init; }

    /// <summary>What decides that, as written: <c>hermetic: false</c>; empty where nothing is written.</summary>
    public required string Text { get; init; }

    /// <summary>Where that is written, or what builds where nothing is.</summary>
    public required Place Span { get; init; }

    /// <summary>Why it is not known, or not so although something seems to say it, as a clause; null where the text says it all.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it only builds changes that are proposed, so that nothing of it is delivered.</summary>
    public bool IsTrial { get; init; }

    /// <summary>The ecosystem of the repository whose packages nothing can fetch beforehand on this platform; null where there is none.</summary>
    public string? Unfetchable { get; init; }

    /// <summary>What has what is built deleted some time later, as written; null where nothing does.</summary>
    public Located<string>? Expiry { get; init; }

    /// <summary>What leaves out the sources that are kept beside what is built, as written; null where nothing does.</summary>
    public Located<string>? WithoutSources { get; init; }

    /// <summary>What is fetched before it.</summary>
    public ImmutableArray<FetchedPackages> Fetched { get; init; } = [];

    /// <summary>What is wrong with how it is fetched.</summary>
    public ImmutableArray<FetchFault> Faults { get; init; } = [];

    /// <summary>The images that it builds.</summary>
    public ImmutableArray<BuiltImage> Images { get; init; } = [];
}

/// <summary>An image that a task, or a pipeline that lies elsewhere, builds by what it is told.</summary>
/// <param name="Name">The task, or the run.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Told">What it is told, by name; a value that something fills in is null.</param>
public sealed record BuiltImage(string Name, Place Span, ImmutableArray<ToolSetting> Told);

/// <summary>Whether a build can reach the network while it runs.</summary>
public enum BuildIsolation
{
    /// <summary>The files do not tell.</summary>
    Unknown,

    /// <summary>It can.</summary>
    None,

    /// <summary>It cannot.</summary>
    Isolated,
}

/// <summary>Packages that are fetched before a build, as their lock file says.</summary>
/// <param name="Ecosystem">The ecosystem, as the platform names it: <c>gomod</c>.</param>
/// <param name="Folder">The folder that they are for, relative to the root; empty for the root itself.</param>
/// <param name="Span">Where it is written.</param>
public sealed record FetchedPackages(string Ecosystem, string Folder, Place Span)
{
    /// <summary>The lock files that are asked for and do not lie in the repository.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];
}

/// <summary>Something that makes what is fetched before a build less than what its lock files say.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">As written: <c>mode: permissive</c>.</param>
/// <param name="Span">Where it is written.</param>
public sealed record FetchFault(FetchFaultKind Kind, string Text, Place Span);

/// <summary>What makes what is fetched before a build less than what its lock files say.</summary>
public enum FetchFaultKind
{
    /// <summary>What a lock file does not pin is fetched all the same.</summary>
    Permissive,

    /// <summary>It is fetched past the registries that the platform looks after.</summary>
    PastRegistries,

    /// <summary>Nothing can fetch packages of that ecosystem.</summary>
    NoBackend,
}
