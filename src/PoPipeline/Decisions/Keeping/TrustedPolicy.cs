using PoPipeline.Configuration;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Keeping;

/// <summary>
/// The policy of the branch on which decisions count. The one of the working tree may come with a pull request, whose author could make
/// themselves an approver.
/// </summary>
internal static class TrustedPolicy
{
    private const int MostFiles = 16;

    /// <summary>Reads it.</summary>
    /// <param name="tracker">Reads files of the branch.</param>
    /// <param name="policy">The policy of this run.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The policy; the run's own where that was not read from the repository.</returns>
    /// <exception cref="ConfigurationException">The policy on the branch is not usable.</exception>
    /// <exception cref="TrackerException">The tracker cannot be reached, or refuses.</exception>
    public static async Task<Policy> ReadAsync(ITracker tracker, Policy policy, CancellationToken cancellation)
    {
        var path = policy.Path ?? PolicyReader.FileName;
        if (Path.IsPathRooted(path) || path is ".." || path.StartsWith("../", StringComparison.Ordinal))
        {
            return policy;
        }

        // A policy may extend another file, which only shows once it is read.
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        while (true)
        {
            string? missing = null;
            try
            {
                var read = PolicyReader.Read(
                    name =>
                    {
                        if (!files.TryGetValue(name, out var file))
                        {
                            missing ??= name;
                            return new SourceFile(name, "", "not read yet");
                        }

                        return file;
                    },
                    path);
                return read.Policy;
            }
            catch (ConfigurationException) when (missing is not null && files.Count < MostFiles)
            {
                var text = await tracker.ReadTrustedAsync(missing, cancellation).ConfigureAwait(false);
                if (text is null && missing == path)
                {
                    return new Policy();
                }

                files[missing] = text is null ? new SourceFile(missing, "", "there is no such file") : new SourceFile(missing, text, null) { Size = text.Length };
            }
        }
    }
}
