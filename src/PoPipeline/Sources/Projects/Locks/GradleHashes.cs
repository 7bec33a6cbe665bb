using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Joins the lock state of Gradle, which has versions, with the verification metadata of the build, which has the hashes.</summary>
internal static class GradleHashes
{
    private const string Metadata = "gradle/" + GradleVerification.FileName;

    /// <summary>The lock files; lock state whose build verifies what it fetches leaves no hash open.</summary>
    /// <param name="locks">The lock files as they were read.</param>
    public static ImmutableArray<Lockfile> Joined(ImmutableArray<Lockfile> locks)
    {
        var builds = locks.Where(file => file.Unreadable is null && file.Packages > 0 && (file.Path == Metadata || file.Path.EndsWith("/" + Metadata, StringComparison.Ordinal))).Select(file => file.Path[..^Metadata.Length]).ToList();
        return builds.Count == 0 ? locks : [.. locks.Select(file => file.Path.EndsWith(".lockfile", StringComparison.Ordinal) && builds.Exists(build => file.Path.StartsWith(build, StringComparison.Ordinal)) ? WithHashes(file) : file)];
    }

    private static Lockfile WithHashes(Lockfile file) => file with
    {
        Faults = [.. file.Faults.Where(fault => fault.Kind is not LockFaultKind.NoHash)],
        Counts = [.. file.Counts.Where(count => count.Kind is not LockFaultKind.NoHash)],
    };
}
