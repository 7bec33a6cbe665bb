using PoPipeline.Configuration;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Forges;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// The policy of the branch on which decisions count. The one of the working tree may come with a pull request, whose author could make
/// themselves an approver.
/// </summary>
internal static class TrustedPolicy
{
    private const int MostFiles = 16;

    /// <summary>Reads it.</summary>
    /// <param name="tracker">Reads files of the branch.</param>
    /// <param name="path">The policy file, relative to the root, with forward slashes.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The policy; null where the branch has none.</returns>
    /// <exception cref="ConfigurationException">The policy on the branch is not usable.</exception>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    public static async Task<PolicyReading?> ReadAsync(ITracker tracker, string path, CancellationToken cancellation)
    {
        // A policy may extend another file, which only shows once it is read.
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        while (true)
        {
            string? missing = null;
            try
            {
                return PolicyReader.Read(
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
            }
            catch (ConfigurationException) when (missing is not null && files.Count < MostFiles)
            {
                var text = await tracker.ReadTrustedAsync(missing, cancellation).ConfigureAwait(false);
                if (text is null && missing == path)
                {
                    return null;
                }

                files[missing] = text is null ? new SourceFile(missing, "", "there is no such file") : new SourceFile(missing, text, null) { Size = text.Length };
            }
        }
    }
}

/// <summary>The policy of the branch that counts, as the tracker shows it.</summary>
/// <param name="Reading">The policy; null where the branch has none.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Commit">Its commit.</param>
internal sealed record BranchPolicy(PolicyReading? Reading, string Branch, string Commit);
