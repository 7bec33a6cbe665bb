using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers;

/// <summary>Makes the tracker that a policy names.</summary>
public static class TrackerChoice
{
    /// <summary>Makes it. Nothing is read or sent yet.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="snapshot">What says which repository, and which policy.</param>
    /// <param name="variable">Gives the value of an environment variable, or null; tokens are read from there, once.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TrackerException">What the policy names cannot be had here; the message says what is missing.</exception>
    public static ITracker Make(string root, Snapshot snapshot, Func<string, string?> variable, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var policy = snapshot.Policy.Exceptions.Records;
        return policy.Tracker switch
        {
            TrackerKind.Folder => new FolderTracker(root, policy, time, variable),
            _ => throw new TrackerException($"Issues of {policy.Tracker} cannot be read yet."),
        };
    }
}
