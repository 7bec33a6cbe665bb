using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>A manifest and the lock file that holds for it.</summary>
/// <param name="Manifest">What the manifest says.</param>
/// <param name="ManifestPath">Its path.</param>
/// <param name="Lock">What the lock file says.</param>
/// <param name="File">The lock file.</param>
/// <param name="Folder">The folder of the manifest below that of the lock file; empty for that one itself.</param>
internal sealed record ComparedPair(ManifestRecord Manifest, string ManifestPath, LockRecord Lock, Lockfile File, string Folder)
{
    /// <summary>The manifest that lays down versions for this one: that of its workspace, a central list; null where there is none.</summary>
    public ManifestRecord? Workspace { get; init; }

    /// <summary>The path of <see cref="Workspace"/>.</summary>
    public string WorkspacePath { get; init; } = "";

    /// <summary>What the projects of the repository are called.</summary>
    public required IReadOnlySet<string> Own { get; init; }

    /// <summary>Whether a package is taken otherwise than it is asked for, as one of the two files lays down.</summary>
    /// <param name="name">The package.</param>
    public bool IsChanged(string name) => Lock.Changed.Contains(name) || Manifest.Changed.Contains(name) || Workspace?.Changed.Contains(name) is true;

    /// <summary>That the lock file lacks what is asked for.</summary>
    /// <param name="request">What is asked for.</param>
    public LockDisagreement Missing(in AskedRequest request) =>
        new(LockDisagreementKind.Missing, request.Written, request.Requirement ?? "", Locked: null, At(request), Place.StartOf(File.Path));

    /// <summary>That the lock file was made for something else.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="said">What the lock file says was.</param>
    public LockDisagreement Other(in AskedRequest request, in LockRequest said) =>
        new(LockDisagreementKind.OtherRequest, request.Written, request.Requirement ?? "", said.Requirement ?? "", At(request), new Place(File.Path, said.At));

    /// <summary>That the lock file has a version which is not asked for.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="locked">What the lock file has.</param>
    public LockDisagreement OutOfRange(in AskedRequest request, in LockedVersion locked) =>
        new(LockDisagreementKind.OutOfRange, request.Written, request.Requirement ?? "", locked.Version, At(request), new Place(File.Path, locked.At));

    /// <summary>That the lock file was made for a package which nothing asks for any more.</summary>
    /// <param name="said">What the lock file says was asked for.</param>
    public LockDisagreement NotAsked(in LockRequest said) =>
        new(LockDisagreementKind.NotAsked, said.Name, "", said.Requirement ?? "", new Place(ManifestPath, Manifest.At), new Place(File.Path, said.At));

    private Place At(in AskedRequest request) => new(ManifestPath, request.At);
}
