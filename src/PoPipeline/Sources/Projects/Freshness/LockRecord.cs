using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a lock file says of the manifests that it was made from.</summary>
/// <param name="asked">What the manifests of the repository ask for; null where that is not known.</param>
internal sealed class LockRecord(IReadOnlySet<string>? asked = null)
{
    /// <summary>What each folder asked for when the file was written, by folder below that of the lock file; empty for that one itself.</summary>
    public Dictionary<string, List<LockRequest>> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>The versions that it has, by what the format calls a package.</summary>
    public Dictionary<string, List<LockedVersion>> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>Packages for which it says that they are asked for otherwise than the manifests do.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>The digest of what the manifest asked for; null where the format has none.</summary>
    public string? Digest { get; private set; }

    /// <summary>Where the digest is written.</summary>
    public Region DigestAt { get; private set; } = Region.Start;

    /// <summary>Why it cannot be compared with manifests, as a clause; null where it can.</summary>
    public string? Unknown { get; set; }

    /// <summary>Takes the digest.</summary>
    /// <param name="digest">The digest, as digits.</param>
    /// <param name="at">Where it is written.</param>
    public void TakeDigest(string? digest, Region at) => (Digest, DigestAt) = (digest, at);

    /// <summary>Takes that a folder has a place in the file.</summary>
    /// <param name="folder">The folder.</param>
    public List<LockRequest> Open(string folder)
    {
        if (!Folders.TryGetValue(folder, out var requests))
        {
            Folders.Add(folder, requests = []);
        }

        return requests;
    }

    /// <summary>Whether anybody may ask for a package: a large file lists a hundred others for each of those, which are not kept.</summary>
    /// <param name="name">What manifests call it.</param>
    public bool IsAsked(string name) => asked is null || asked.Contains(name);

    /// <summary>Takes a version.</summary>
    /// <param name="name">What the format calls the package.</param>
    /// <param name="version">The version.</param>
    /// <param name="at">Where it is written.</param>
    public void Lock(string name, string version, Region at)
    {
        if (!Versions.TryGetValue(name, out var versions))
        {
            Versions.Add(name, versions = new List<LockedVersion>(1));
        }

        versions.Add(new LockedVersion(version, at));
    }
}
