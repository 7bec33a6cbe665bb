namespace PoPipeline.Rules.Model;

/// <summary>A region in a file of the repository.</summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Region">Where in the file.</param>
public sealed record Place(string Path, Region Region)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Region.StartLine}:{Region.StartColumn}";
}
