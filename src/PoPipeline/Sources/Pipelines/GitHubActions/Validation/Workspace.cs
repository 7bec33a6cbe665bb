using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What lies in the folder that the steps of a job share, as far as the steps so far tell.</summary>
/// <param name="local">The root of a file of the repository.</param>
/// <param name="lacks">Whether it is sure that the repository has no action in a folder; null where what lies there is not the repository, or not known.</param>
internal sealed class Workspace(Func<string, YamlMapping?> local, Func<string, bool>? lacks)
{
    // An action that is told of one of these may put the files of others there.
    private static readonly ImmutableArray<string> Places = ["repository", "ref", "path", "dir", "directory", "destination", "dest", "target", "working-directory", "name"];

    // As may a script that says one of these.
    private static readonly ImmutableArray<string> Movers =
        ["git", "gh", "hg", "svn", "cp", "mv", "ln", "tar", "unzip", "curl", "wget", "rsync", "scp", "mkdir", "install", "cat", "tee", "robocopy", "copy", "xcopy", "Copy-Item", "Move-Item", "Expand-Archive", "New-Item", "sync", "generate", "download"];

    private bool isKnown = lacks is not null;

    /// <summary>The root of a file of the repository.</summary>
    public Func<string, YamlMapping?> Local => local;

    /// <summary>Whether it is sure that no action lies in a folder.</summary>
    /// <param name="path">The folder, from the repository's root.</param>
    public bool Lacks(string path) => isKnown && local(path) is null && lacks!(path);

    /// <summary>Takes note of what a step may have put there.</summary>
    public void After(YamlMapping step)
    {
        if (!isKnown || step["uses"] is not YamlScalar uses)
        {
            isKnown &= step["run"] is not YamlScalar run || !Movers.Any(word => Says(run.Value, word));
            return;
        }

        isKnown = !ReferenceReader.IsLocal(uses.Value.Trim()) && ((step["with"] as YamlMapping)?.Entries ?? []).All(input => !Places.Contains(input.Key.Value, StringComparer.OrdinalIgnoreCase));
    }

    private static bool Says(string script, string word)
    {
        for (var at = script.IndexOf(word, StringComparison.Ordinal); at >= 0; at = script.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(script[at - 1])) && (at + word.Length == script.Length || !char.IsLetterOrDigit(script[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
