
namespace PoPipeline.Init;

/// <summary>A file that a repository starts with.</summary>
/// <param name="Path">The path, relative to the root, with forward slashes.</param>
/// <param name="State">How it stands to the tree.</param>
/// <param name="Text">What it holds; empty where it was not made.</param>
public sealed record InitFile(string Path, InitState State, string Text)
{
    /// <summary>Why it is refused or omitted, and what would help, as a clause; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether one that differs is the repository's own, never to be replaced; <see cref="Reason"/> says what to add to it.</summary>
    public bool Own { get; init; }
}
