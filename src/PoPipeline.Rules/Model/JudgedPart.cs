using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model;

/// <summary>The part of a repository that somebody asked about: a folder with all below it, or one file. The whole repository is read all the same.</summary>
/// <param name="Path">The folder or the file, relative to the root, with forward slashes and none at its end.</param>
public sealed record JudgedPart(string Path)
{
    /// <summary>Whether a path lies in the part.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public bool Includes(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] is '/');
    }

    /// <summary>Whether a finding stands in the part, or something in the part explains it.</summary>
    /// <param name="finding">The finding.</param>
    public bool Touches(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Includes(finding.Place.Path) || finding.Related.Any(related => Includes(related.Place.Path));
    }
}
