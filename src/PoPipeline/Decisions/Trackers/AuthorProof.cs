namespace PoPipeline.Decisions.Trackers;

/// <summary>Whether those who wrote a change are who they are said to be.</summary>
/// <param name="Change">Why that is not proven of somebody who wrote the file's last change or the change that is checked, as sentences; null where it is, or where nobody asks for proof.</param>
/// <param name="File">The same, but of the change that is checked only as far as it is one of the file.</param>
public sealed record AuthorProof(string? Change, string? File)
{
    /// <summary>Nothing is in doubt.</summary>
    public static AuthorProof Given { get; } = new(Change: null, File: null);
}
